import { newestAttempt } from './newest-attempt.ts';
import { revise } from './revise.ts';
import { lastGivenKey } from './last-given.ts';
import { changeEnvironment, loseEnvironment } from './environment.ts';
import type { JournaledEvent } from './events.ts';
import type { Attempt, Session } from './session.ts';
import { targetName } from './target.ts';

/**
 * The session after one more event. Pure and total: an event that refers to an attempt that is not
 * there changes nothing but the count, so that an old journal never throws.
 */
export function update(session: Session, { seq, at, event }: JournaledEvent): Session {
  const next: Session = { ...session, seq, lastAt: at };
  switch (event.type) {
    case 'session-started':
      return {
        ...next,
        id: event.id,
        mode: event.mode,
        startedAt: at,
        faults: event.faults,
        seed: event.seed,
        bootId: event.bootId,
        host: event.host,
        user: event.user,
      };
    case 'session-resumed':
      return {
        ...next,
        bootId: event.bootId,
        user: event.user,
        state: openAgain(session),
        running: withoutLook(session),
        environment:
          event.after === 'rebooted' && session.mode === 'real'
            ? loseEnvironment(session.environment)
            : session.environment,
      };
    case 'literals-confirmed':
      return {
        ...next,
        literals: { ...session.literals, ...event.values },
        unconfirmed: session.unconfirmed.filter((name) => !Object.hasOwn(event.values, name)),
      };
    case 'placeholder-given': {
      const { block, values } = event;
      const runbook = block.slice(0, block.indexOf(':'));
      const last = Object.entries(values).map(
        ([text, value]) => [lastGivenKey(runbook, text), { value, block }] as const,
      );
      return {
        ...next,
        given: { ...session.given, [block]: { ...session.given[block], ...values } },
        lastGiven: { ...session.lastGiven, ...Object.fromEntries(last) },
      };
    }
    case 'question-answered':
      return { ...next, answers: { ...session.answers, [event.question]: event.option } };
    case 'block-started':
      return {
        ...next,
        running: event.attempt,
        attempts: [...session.attempts, started(event, at)],
        attested: stillAnswered(session, event),
      };
    case 'process-started':
      return changeAttempt(next, event.attempt, {
        process: { pid: event.pid, startTime: event.startTime },
      });
    case 'poll-looked':
      return changeAttempt(next, event.attempt, (attempt) => ({
        looks: [...attempt.looks, event.look],
      }));
    case 'poll-left':
      return session.running === event.attempt
        ? {
            ...changeAttempt(next, event.attempt, { left: true }),
            running: undefined,
            background: [...session.background, event.attempt],
          }
        : next;
    case 'poll-paused':
      return changeAttempt(next, event.attempt, { paused: true });
    case 'poll-continued':
      return changeAttempt(next, event.attempt, { paused: undefined, continuedAt: at });
    case 'secret-given':
      return changeAttempt(next, event.attempt, (attempt) => ({
        rounds: [...attempt.rounds, event.round],
      }));
    case 'block-ended':
      return {
        ...changeAttempt(next, event.attempt, { outcome: event.outcome, endedAt: at }),
        running: session.running === event.attempt ? undefined : session.running,
        background: session.background.filter((attempt) => attempt !== event.attempt),
      };
    case 'block-judged':
      return judged(next, event);
    case 'environment-changed': {
      const block = session.attempts[indexOf(session, event.attempt)]?.block;
      if (block === undefined) return next;
      return {
        ...changeAttempt(next, event.attempt, { environment: event.change }),
        environment: changeEnvironment(session.environment, block, event.change),
      };
    }
    case 'environment-not-left':
      return changeAttempt(next, event.attempt, { environment: 'not-left' });
    case 'environment-lost':
      return { ...next, environment: loseEnvironment(session.environment) };
    case 'target-pinned':
      return {
        ...next,
        targets: { ...session.targets, [targetName(event.target)]: event.target },
      };
    case 'login-lost': {
      const { login: kind, said, block, attempt } = event;
      return { ...next, login: { kind, said, block, attempt, at } };
    }
    case 'login-restored':
      return session.login?.kind === event.login ? { ...next, login: undefined } : next;
    case 'outcome-taken':
      return changeAttempt(next, event.attempt, {
        taken: { as: event.as, reason: event.reason },
      });
    case 'gate-attested':
      return {
        ...next,
        attested: {
          ...session.attested,
          [event.gate]: {
            answer: event.answer,
            by: event.by,
            at,
            attempt: session.attempts.at(-1)?.number ?? 0,
          },
        },
      };
    case 'gate-overridden':
      return {
        ...next,
        overrides: {
          ...session.overrides,
          [event.owner]: { reason: event.reason, at, attempt: newestNumber(session, event.owner) },
        },
      };
    case 'block-skipped':
      return {
        ...next,
        skips: {
          ...session.skips,
          [event.block]: { reason: event.reason, at, attempt: newestNumber(session, event.block) },
        },
      };
    case 'note-added':
      return { ...next, notes: [...session.notes, { at, text: event.text, block: event.block }] };
    case 'journal-repaired': {
      const { kept, setAside, file, unnamed } = event;
      return {
        ...next,
        state: 'walking',
        passed: undefined,
        repairs: [...session.repairs, { at, kept, setAside, file, unnamed }],
      };
    }
    case 'runbook-revised':
      return revise(next, event, at);
    case 'session-quit':
      return { ...next, state: 'quit' };
    case 'session-finished':
      return { ...next, state: 'finished', passed: event.passed };
  }
}

/** The session that a whole journal tells of. */
export function fold(session: Session, events: readonly JournaledEvent[]): Session {
  return events.reduce(update, session);
}

function newestNumber(session: Session, owner: string): number {
  return newestAttempt(session, owner)?.number ?? 0;
}

/** A look at a check that passed is forgotten with the handrail that looked: it settles nothing, so nothing is unknown. */
function withoutLook({ attempts, running }: Session): Session['running'] {
  return attempts.some(({ number, recheck }) => number === running && recheck)
    ? undefined
    : running;
}

/** A finished session stays finished when it is looked at again. */
function openAgain(session: Session): Session['state'] {
  return session.state === 'finished' ? 'finished' : 'walking';
}

function started(
  event: {
    block: string;
    attempt: number;
    command: Attempt['command'];
    recheck?: true;
    extends?: number;
  },
  at: string,
): Attempt {
  return {
    number: event.attempt,
    block: event.block,
    command: event.command,
    recheck: event.recheck === true,
    startedAt: at,
    endedAt: undefined,
    process: undefined,
    outcome: undefined,
    verdicts: undefined,
    captures: {},
    captureFailures: [],
    looks: [],
    extends: event.extends,
    rounds: [],
    environment: undefined,
    taken: undefined,
  };
}

/** Answers about gates that the document has no more are not answers about those that stand in their places now. */
function stillAnswered(
  session: Session,
  { block, recheck }: { readonly block: string; readonly recheck?: true },
): Session['attested'] {
  if (recheck === true || newestAttempt(session, block)?.was === undefined) return session.attested;
  return withoutAnswers(session.attested, block);
}

function withoutAnswers(attested: Session['attested'], block: string): Session['attested'] {
  return Object.fromEntries(
    Object.entries(attested).filter(([gate]) => !gate.startsWith(`${block}#`)),
  );
}

/**
 * A new attempt's answers replace what a person said about an older one: attestations and overrides
 * were given for an output that is no longer the newest.
 */
function judged(
  session: Session,
  event: {
    attempt: number;
    verdicts: NonNullable<Attempt['verdicts']>;
    captures: Readonly<Record<string, string>>;
    captureFailures: readonly string[];
  },
): Session {
  const attempt = session.attempts[indexOf(session, event.attempt)];
  if (attempt === undefined) return session;
  const { block, recheck } = attempt;
  const next = changeAttempt(session, event.attempt, {
    verdicts: event.verdicts,
    captures: event.captures,
    captureFailures: event.captureFailures,
  });
  if (recheck) return next;
  const captures = { ...session.captures };
  for (const [name, value] of Object.entries(event.captures)) captures[name] = { value, block };
  return {
    ...next,
    captures,
    attested: withoutAnswers(session.attested, block),
  };
}

function changeAttempt(
  session: Session,
  number: number,
  change: Partial<Attempt> | ((attempt: Attempt) => Partial<Attempt>),
): Session {
  const index = indexOf(session, number);
  const attempt = session.attempts[index];
  if (attempt === undefined) return session;
  const changed = { ...attempt, ...(typeof change === 'function' ? change(attempt) : change) };
  return { ...session, attempts: session.attempts.with(index, changed) };
}

/** -1 when there is none. Looked for from the end: what happens, happens to the newest. */
function indexOf({ attempts }: Session, number: number): number {
  return attempts.findLastIndex((attempt) => attempt.number === number);
}
