import { allowed } from './allowed.ts';
import type { BlockRef } from './events.ts';
import { exitItems } from './exit-gate.ts';
import type { Intent } from './intents.ts';
import { conflictWords, literalRows, literalValues, needOf, valueOf } from './literal-rows.ts';
import { apartQuestions, questionsOf } from './questions.ts';
import { openPlaceholders } from './placeholders.ts';
import { cautionsNow } from './preview.ts';
import { isLeft, whyNotLeft } from './left-polls.ts';
import { gateRef, locate } from './refs.ts';
import { gateStandings, newestAttempt, nextBlock, standingOf } from './standing.ts';
import { whyFailed } from './why-failed.ts';
import type { Session } from './session.ts';
import type { AttestAnswer, Question, Runbook } from '../steps/model.ts';

export interface AutopilotOptions {
  /** Option ids of the questions, or a word of them: `fresh`, `reboot`. */
  readonly routes: readonly string[];
  /** Answers every attested gate with yes; the result says so. */
  readonly attestYes: boolean;
}

/** What a walk without hands does next, or why it can go no further. */
export type Move =
  | { readonly type: 'intent'; readonly intent: Intent }
  /** Nothing else can be done until a poll that was left running has come to its end. */
  | { readonly type: 'wait'; readonly block: string }
  | { readonly type: 'stop'; readonly why: string; readonly block: string | undefined };

/**
 * The next move of a training walk that plays itself. Pure. It takes the plain way only: it never skips,
 * overrides, falls back or rolls back, and it answers for a person only where the runbook says what the
 * answer is in training, or where it was told to.
 */
export function nextMove(session: Session, options: AutopilotOptions): Move {
  if (session.mode !== 'training')
    return stop('autopilot walks the simulated cloud only; this session is on the real machine');
  if (session.literals === undefined) {
    const contradicted = literalRows(session).find(
      (row) => needOf(session, row, valueOf(session, row)) === 'choice',
    );
    return contradicted === undefined
      ? intent({ type: 'confirm-literals', values: literalValues(session) }, session)
      : stop(`a person has to settle a literal: ${conflictWords(contradicted)}`);
  }
  const question = questionsOf(session.runbooks).find(
    ({ id }) => session.answers[id] === undefined,
  );
  if (question !== undefined) return answer(session, question, options.routes);
  const running = session.attempts.findLast(({ number }) => number === session.running);
  if (running !== undefined && mayLeave(session, running.block))
    return intent({ type: 'leave-poll', block: running.block });
  const next = nextBlock(session);
  if (next === undefined) return closing(session, options);
  switch (standingOf(session, next)) {
    case 'waiting': {
      const tried = newestAttempt(session, next.ref)?.outcome;
      // Tried again at once it would fail again, for ever.
      if (tried?.type === 'not-started' || tried?.type === 'unknown')
        return stop(`it could not be run: ${tried.reason}`, next.block.id);
      const open = openPlaceholders(session, next).map(({ text }) => text);
      if (open.length > 0)
        return stop(`a person has to say what stands for ${open.join(', ')}`, next.block.id);
      const caution = cautionsNow(session, next)[0];
      return intent(
        {
          type: 'run',
          block: next.ref,
          ...(caution === undefined ? {} : { typed: caution.object }),
        },
        session,
        next.block.id,
      );
    }
    case 'attest': {
      const open = gateStandings(session, next).find(({ holds }) => holds === 'open');
      if (open === undefined) return stop('nothing is left to answer', next.block.id);
      return attest(gateRef(next.ref, open.index), open.gate, options, next.block.id);
    }
    case 'failed':
      return stop(whyFailed(session, next.ref), next.block.id);
    case 'unknown':
      return stop('its end was not seen; a person has to say what became of it', next.block.id);
    case 'running':
      return isLeft(session, next.ref)
        ? { type: 'wait', block: next.block.id }
        : stop('it is still running', next.block.id);
    case 'passed':
    case 'skipped':
    case 'deferred':
    case 'overridden':
    case 'optional':
      return stop('it is already settled', next.block.id);
  }
}

/** Whether the walk goes on beside it: a poll that its runbook lets run on. */
export function mayLeave(session: Session, ref: BlockRef): boolean {
  const located = locate(session, ref);
  return located !== undefined && whyNotLeft(located) === undefined;
}

/** A route is for every question that knows it; one that none knows is answered as it stands first. */
function answer(session: Session, question: Question, routes: readonly string[]): Move {
  const refused = unknownRoute(session.runbooks, routes);
  if (refused !== undefined) return stop(refused);
  const option = routeAnswer(question, routes) ?? question.options[0];
  if (option === undefined) return stop(`no answer is offered to "${question.text}"`);
  return intent({ type: 'answer-question', question: question.id, option: option.id });
}

/** Why `--route` answers none of the questions that are asked, or one of them twice; undefined when all is well. */
export function unknownRoute(
  runbooks: readonly Runbook[],
  routes: readonly string[],
): string | undefined {
  const questions = questionsOf(apartQuestions(runbooks));
  if (routes.length === 0 || questions.length === 0) return undefined;
  const stray = routes.find((route) =>
    questions.every((one) => answersTo(one, [route]).length === 0),
  );
  if (stray !== undefined) {
    const known = questions.map(
      ({ text, options }) => `"${text}" takes ${options.map(({ id }) => id).join(', ')}`,
    );
    return `--route ${stray} answers nothing: ${known.join('; ')}`;
  }
  const torn = questions.find((question) => answersTo(question, routes).length > 1);
  return torn === undefined
    ? undefined
    : `"${torn.text}" takes one answer, and --route gives it ${answersTo(torn, routes).length}`;
}

/** The answer to a question that `--route` names, by its id or a word of its text. */
export function routeAnswer(
  question: Question,
  routes: readonly string[],
): Question['options'][number] | undefined {
  return answersTo(question, routes)[0];
}

/** The answers that the routes name; by its id one is named for certain, its text or a word of it is the next best. */
function answersTo(question: Question, routes: readonly string[]): Question['options'] {
  const named = new Set(
    routes.flatMap((route) => {
      const wanted = route.toLowerCase();
      const byId = question.options.find(({ id }) => id === route);
      const byWord = question.options.find(
        ({ text }) =>
          text.toLowerCase() === wanted ||
          (wanted !== '' && text.toLowerCase().split(/\W+/).includes(wanted)),
      );
      return byId ?? byWord ?? [];
    }),
  );
  return [...named];
}

function closing(session: Session, options: AutopilotOptions): Move {
  const open = exitItems(session).find((item) => item.answer === 'open');
  if (open !== undefined) return attest(open.ref, open.gate, options, open.step.id);
  const refused = allowed(session, { type: 'finish' });
  return refused === undefined ? intent({ type: 'finish' }) : stop(refused, 'exit-gate');
}

function attest(
  ref: string,
  gate: Parameters<typeof gateSaid>[0],
  options: AutopilotOptions,
  block: string,
): Move {
  const said = gateSaid(gate);
  if (said !== undefined) return intent({ type: 'attest', gate: ref, answer: said, by: 'runbook' });
  if (options.attestYes)
    return intent({ type: 'attest', gate: ref, answer: 'yes', by: 'attest-option' });
  return stop(`a person has to answer this gate (or --attest yes): ${gate.text}`, block);
}

function gateSaid(
  gate: { readonly text: string } & (
    | { readonly type: 'machine' }
    | { readonly type: 'attested'; readonly trainingAnswer: AttestAnswer | undefined }
  ),
) {
  return gate.type === 'attested' ? gate.trainingAnswer : undefined;
}

function intent(wanted: Intent, session?: Session, block?: string): Move {
  const refused = session === undefined ? undefined : allowed(session, wanted);
  return refused === undefined ? { type: 'intent', intent: wanted } : stop(refused, block);
}

function stop(why: string, block?: string): Move {
  return { type: 'stop', why, block };
}
