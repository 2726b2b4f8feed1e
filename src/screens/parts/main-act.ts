import { readsDeadLiteral } from '../../session/dead-values.ts';
import { allowed } from '../../session/allowed.ts';
import { nextDiagnosis, pollBehind } from '../../session/diagnosis.ts';
import type { BlockRef, GateRef } from '../../session/events.ts';
import { isLeft, waitsFor, whyNotLeft } from '../../session/left-polls.ts';
import { needsValue, openPlaceholders } from '../../session/placeholders.ts';
import { gateRef, type Located } from '../../session/refs.ts';
import { gateStandings, newestAttempt, standingOf } from '../../session/standing.ts';
import type { Session } from '../../session/session.ts';
import { wantsLiterals } from '../../session/unconfirmed-literals.ts';
import type { SecretAsked } from '../../session/walker.ts';
import { nameInScript } from '../../steps/command.ts';
import { variableOf } from '../../steps/literal.ts';
import { takesTerminal } from './asked-words.ts';
import { fromWhere } from './block.ts';
import type { Focus } from './focus.ts';
import { leftOf, needsFor, nextOf, previewFor } from './per-session.ts';
import { waysOnSentence } from './ways-on.ts';

/** What Enter does on the walk now: the footer says it and the key does it, from this one value. */
export type MainAct =
  | { readonly type: 'literals' }
  | { readonly type: 'question'; readonly question: string }
  | { readonly type: 'placeholder'; readonly block: BlockRef; readonly text: string }
  | {
      readonly type: 'run';
      readonly block: BlockRef;
      readonly polls: boolean;
      /** It is given the operator's terminal. */
      readonly terminal: boolean;
    }
  | { readonly type: 'confirm'; readonly block: BlockRef }
  | { readonly type: 'caution'; readonly block: BlockRef }
  | { readonly type: 'attest'; readonly gate: GateRef }
  | { readonly type: 'unknown'; readonly block: BlockRef }
  | { readonly type: 'login' }
  /** To the hidden prompt. */
  | { readonly type: 'asked' }
  /** Leaves a poll running; `next` is where the walk goes on, the poll itself where nothing is left to be done beside it. */
  | {
      readonly type: 'leave';
      readonly block: BlockRef;
      readonly next: BlockRef;
      readonly id: string | undefined;
    }
  | { readonly type: 'next'; readonly block: BlockRef; readonly id: string }
  | { readonly type: 'exit-gate' }
  /** Nothing is done; the sentence says why, the few words what it is about. */
  | { readonly type: 'say'; readonly about: string; readonly text: string };

export function mainAct(session: Session, focus: Focus | undefined, asked?: SecretAsked): MainAct {
  if (session.state === 'finished') return { type: 'exit-gate' };
  if (wantsLiterals(session)) return { type: 'literals' };
  if (focus === undefined) return { type: 'exit-gate' };
  if (focus.type === 'step')
    return focus.step.gates.length > 0 ? { type: 'exit-gate' } : goOn(session);
  const { located } = focus;
  if (asked?.block === located.ref && asked.state === 'asked') return { type: 'asked' };
  switch (standingOf(session, located)) {
    case 'waiting':
    case 'optional':
      return startAct(session, located);
    case 'running':
      // A poll that is held goes on when the login is back, and by nothing else.
      if (session.login?.block === located.ref) return { type: 'login' };
      if (located.block.poll !== undefined && loginAct(session, located) !== undefined)
        return { type: 'login' };
      return isLeft(session, located.ref)
        ? besideAct(session, located)
        : leaveAct(session, located);
    case 'attest':
      return attestAct(session, located) ?? goOn(session);
    case 'failed':
      return (
        loginAct(session, located) ??
        answeredNo(session, located) ??
        afterDiagnosis(session, located) ??
        waysOnAct(session, located)
      );
    case 'unknown':
      return { type: 'unknown', block: located.ref };
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
      return afterDiagnosis(session, located) ?? goOn(session);
  }
}

/** Starting a block, or why it can not start: also for `r`, which runs it again. */
export function startAct(session: Session, located: Located): MainAct {
  const { block, ref, runbook } = located;
  const question = runbook.questions.find(({ id }) => session.answers[id] === undefined);
  if (question !== undefined) return { type: 'question', question: question.id };
  const refused = allowed(session, { type: 'run', block: ref });
  const login = refused === undefined ? loginAct(session, located) : undefined;
  if (login !== undefined) return login;
  const open = refused === undefined ? undefined : openPlaceholders(session, located)[0];
  // Whatever else speaks against it comes first.
  if (open !== undefined && refused === needsValue(session, located))
    return { type: 'placeholder', block: ref, text: open.text };
  if (refused !== undefined && readsDeadLiteral(session, located)) return { type: 'literals' };
  if (refused !== undefined)
    return {
      type: 'say',
      about: block.place.type === 'elsewhere' ? 'how, by hand' : 'say why not',
      text: refused,
    };
  const missing = previewFor(session, located).missing[0];
  if (missing !== undefined && runbook.literals.some(({ name }) => variableOf(name) === missing))
    return { type: 'literals' };
  if (missing !== undefined)
    return {
      type: 'say',
      about: 'say why not',
      text: `It reads ${nameInScript(missing)}, which has no value yet${fromWhere(session, missing)}.`,
    };
  if (block.cautions.length > 0) return { type: 'caution', block: ref };
  return block.mutates
    ? { type: 'confirm', block: ref }
    : { type: 'run', block: ref, polls: block.kind === 'poll', terminal: takesTerminal(block) };
}

/** What Enter does, for the footer: exactly that, in words that a row of 40 columns holds. */
export function mainSays(session: Session, act: MainAct): string {
  switch (act.type) {
    case 'literals':
      return session.literals === undefined || wantsLiterals(session)
        ? 'confirm values'
        : 'give the value';
    case 'question':
      return 'to the question';
    case 'placeholder':
      return 'fill it in';
    case 'run':
      return act.polls ? 'start the poll' : 'run the check';
    case 'confirm':
      return 'ask, then run';
    case 'caution':
      return 'type its name';
    case 'attest':
      return 'judge the gate';
    case 'unknown':
      return 'settle its end';
    case 'login':
      return 'see the login';
    case 'asked':
      return 'to the prompt';
    case 'leave':
      return act.id === undefined || act.id.length > 10
        ? 'leave it running'
        : `leave it, on to ${act.id}`;
    case 'next':
      // A longer id would be cut where the screen is narrow.
      return act.id.length > 10 ? 'go to the next' : `go to ${act.id}`;
    case 'exit-gate':
      return session.state === 'finished' ? 'see its end' : 'to exit gate';
    case 'say':
      return act.about;
  }
}

/** On to the next block that wants something, else to the exit gate. */
function goOn(session: Session): MainAct {
  const next = nextOf(session);
  return next === undefined
    ? { type: 'exit-gate' }
    : { type: 'next', block: next.ref, id: next.block.id };
}

/** A poll is left running where its runbook lets the walk go on beside it; everything else is waited for. */
function leaveAct(session: Session, located: Located): MainAct {
  const { block, ref } = located;
  if (block.poll === undefined)
    return { type: 'say', about: 'nothing yet', text: `${block.id} is running; x stops it.` };
  const refused = whyNotLeft(located) ?? allowed(session, { type: 'leave-poll', block: ref });
  if (refused !== undefined) return { type: 'say', about: 'nothing yet', text: refused };
  const next = nextOf(leftOf(session));
  return next === undefined || next.ref === ref
    ? { type: 'leave', block: ref, next: ref, id: undefined }
    : { type: 'leave', block: ref, next: next.ref, id: next.block.id };
}

/** From a poll that was left running on to what is done beside it, as long as there is anything. */
function besideAct(session: Session, located: Located): MainAct {
  const act = goOn(session);
  return act.type === 'next' && act.block === located.ref
    ? {
        type: 'say',
        about: 'nothing yet',
        text: `Everything before ${waitsFor(located)} is done; that waits for ${located.block.id}.`,
      }
    : act;
}

/** What finds out why a poll failed leads to the next such check, and from the last one back to the poll. */
function afterDiagnosis(session: Session, located: Located): MainAct | undefined {
  const poll = located.block.diagnosis ? pollBehind(session, located) : undefined;
  if (poll === undefined || standingOf(session, poll) !== 'failed') return undefined;
  const to = nextDiagnosis(session, poll) ?? poll;
  return { type: 'next', block: to.ref, id: to.block.id };
}

/** The login that is gone stands before the block that met it, and before every other that needs it. */
function loginAct(session: Session, located: Located): MainAct | undefined {
  const { login } = session;
  if (login === undefined) return undefined;
  if (login.block === located.ref) return { type: 'login' };
  const needs = needsFor(session, located);
  const meets = login.kind === 'vault' ? false : needs[login.kind];
  return meets ? { type: 'login' } : undefined;
}

function attestAct(session: Session, located: Located): MainAct | undefined {
  const open = gateStandings(session, located).find(({ holds }) => holds === 'open');
  return open === undefined
    ? undefined
    : { type: 'attest', gate: gateRef(located.ref, open.index) };
}

/**
 * Only a person's no stands against it: the question may be answered again, so that a key pressed too soon
 * does not force a block that changes things to run twice.
 */
function answeredNo(session: Session, located: Located): MainAct | undefined {
  const attempt = newestAttempt(session, located.ref);
  if (attempt?.outcome?.type !== 'exited' || attempt.captureFailures.length > 0) return undefined;
  const against = gateStandings(session, located).filter(({ holds }) => holds === 'no');
  const [first] = against;
  return first !== undefined && against.every(({ gate }) => gate.type === 'attested')
    ? { type: 'attest', gate: gateRef(located.ref, first.index) }
    : undefined;
}

function waysOnAct(session: Session, located: Located): MainAct {
  return { type: 'say', about: 'say ways on', text: waysOnSentence(session, located) };
}
