import { join } from 'node:path';
import { createStore, type StoreApi } from 'zustand/vanilla';
import type { Secret } from '../../secrets/secret.ts';
import { unconfirmed } from '../allowed-run.ts';
import { allowed } from '../allowed.ts';
import { exitGateHolds } from '../exit-gate.ts';
import type { SessionEvent } from '../events.ts';
import type { Intent } from '../intents.ts';
import type { BlockRunner, Clock } from '../runner.ts';
import type { Session } from '../session.ts';
import { newestAttempt } from '../standing.ts';
import type { View, Walker } from '../walker.ts';
import { exportOutput, readOutputTail } from './attempt-output.ts';
import type { CarriedOnDisk } from './carried-environment.ts';
import type { Ask } from './ask.ts';
import type { AttemptFolders, Conductor, ConductorParts } from './conductor-parts.ts';
import { createConductor } from './conductor.ts';
import { JournalWriteError } from './journal.ts';
import { createKeeper, type Keeper, type KeeperParts } from './keeper.ts';
import { createPreflight, type Preflight } from './preflight.ts';
import { createRecorder, type EventLog, type Recorder } from './record.ts';
import { whyNotSimulated, type StandInSecret } from './simulated-only.ts';
import { createRevisions, type Documents, type Revisions } from './revisions.ts';
import { folderToShow } from './shown-folder.ts';
import { exportUnsearched, isUnsearched, unsearchedTail } from './unsearched-output.ts';
import { NOT_ASKED } from './secret-desk.ts';
import { secretLiteral, secretPlaceholder } from './secret-in-the-open.ts';

export interface EngineParts {
  /** The session as its journal tells it so far; `emptySession` for a new one. */
  readonly session: Session;
  readonly log: EventLog;
  readonly runner: BlockRunner;
  readonly clock: Clock;
  readonly attemptFolder: AttemptFolders;
  /** What blocks leave to the next one; nothing is carried without it. */
  readonly carried?: CarriedOnDisk;
  /** Asks programs small questions, read-only, where the blocks run. */
  readonly ask: Ask;
  readonly secrets?: ConductorParts['secrets'];
  /** Training: what logs in at the operator's terminal in place of a program. */
  readonly standInLogin?: Walker['standInLogin'];
  /** Training: what a simulated holder would type when this is asked. */
  readonly standInSecret?: StandInSecret;
  /** The files of the runbooks; the walk keeps to the texts it has without them. */
  readonly documents?: Documents;
  /** What the real machine remembers with; nothing is remembered without it. */
  readonly keeping?: KeeperParts;
  /** Lets go of the lock and the journal. */
  readonly release: () => Promise<void>;
}

/**
 * Starts a walk or takes it up again. `opening` is its first event: `session-started` or
 * `session-resumed`.
 *
 * @throws JournalWriteError when that can not be written: then nothing began
 */
export function startEngine(parts: EngineParts, opening: SessionEvent): Walker {
  const store = createStore<View>(() => ({
    session: parts.session,
    live: undefined,
    background: [],
    trouble: undefined,
    unwritten: [],
  }));
  // What the run that is on was given; before the first there is none.
  let known: () => readonly Secret[] = () => parts.secrets?.() ?? [];
  const recorder = createRecorder(parts.log, store, () => known());
  const refused = recorder.announce(opening);
  if (refused !== undefined) throw new JournalWriteError(refused);
  const preflight = createPreflight({ ...parts, store, recorder });
  const keeper = parts.keeping === undefined ? undefined : createKeeper(store, parts.keeping);
  const shares = keeper?.shares;
  const conductor = createConductor({ ...parts, store, recorder, preflight, shares });
  const revisions = createRevisions({
    store,
    recorder,
    documents: parts.documents,
    busy: () =>
      conductor.busy() ??
      (store.getState().check?.state === 'asking'
        ? 'A block is being looked at; wait for that first.'
        : undefined),
    drop() {
      keeper?.leave();
      conductor.leaveSecret();
    },
    renamed: (nameOf) => conductor.renamed(nameOf),
  });
  known = () => [...(parts.secrets?.() ?? []), ...conductor.known(), ...(keeper?.known() ?? [])];
  noteLost(store, recorder, parts.carried);
  conductor.takeUp();
  if (store.getState().session.literals !== undefined) preflight.pin();
  /** A run that an earlier handrail started was given what nobody here knows. */
  const shownOf = (number: number) => {
    const folder = folderToShow(parts, store.getState(), number);
    const attempt = store.getState().session.attempts.find((one) => one.number === number);
    const isKnown = conductor.known().length > 0;
    return { folder, isHidden: !isKnown && isUnsearched(attempt?.command, folder) };
  };
  return {
    store,
    send: async (intent) => {
      // What is gone is said before anything starts without it.
      const isLost = starts.has(intent.type) && noteLost(store, recorder, parts.carried);
      if (isLost) return LOST;
      const refused = await send(
        { store, recorder, conductor, preflight, keeper, revisions },
        intent,
      );
      if (intent.type === 'finish' && refused === undefined) parts.carried?.forget();
      return refused;
    },
    async give(secret, holder) {
      const refused = await notSimulated(parts, store, secret).catch((error: unknown) => {
        secret.wipe();
        throw error;
      });
      if (refused !== undefined) secret.wipe();
      return refused ?? keeper?.give(secret) ?? conductor.give(secret, holder);
    },
    terminal: () => conductor.terminal(),
    now: () => parts.clock.now(),
    output(attempt, size) {
      const { folder, isHidden } = shownOf(attempt);
      return isHidden ? unsearchedTail(folder) : readOutputTail(folder, size, known());
    },
    ...(parts.standInLogin === undefined ? {} : { standInLogin: parts.standInLogin }),
    ...standInSecret(parts, store),
    exportOutput(attempt) {
      const { folder, isHidden } = shownOf(attempt);
      return isHidden
        ? exportUnsearched(join(folder, 'output.txt'))
        : exportOutput(folder, { secrets: known() });
    },
    async idle() {
      await preflight.idle();
      await conductor.idle();
    },
    async close() {
      keeper?.letGo();
      // At once, as each may wait for the other: a look for its question, a question for its block.
      await Promise.all([preflight.letGo(), conductor.letGo()]);
      recorder.flush();
      await parts.release();
    },
  };
}

interface Hands {
  readonly store: StoreApi<View>;
  readonly recorder: Recorder;
  readonly conductor: Conductor;
  readonly preflight: Preflight;
  readonly keeper: Keeper | undefined;
  readonly revisions: Revisions;
}

const starts: ReadonlySet<Intent['type']> = new Set(['run', 'recheck', 'extend-poll']);

/** Does what is asked when it is allowed, else answers why not. The same `allowed` the screens asked. */
async function send(
  { store, recorder, conductor, preflight, keeper, revisions }: Hands,
  intent: Intent,
): Promise<string | undefined> {
  const { session } = store.getState();
  // Between two looks, and while a block is asked about, nothing runs: to stop means to give that up.
  if (intent.type === 'cancel' && intent.block === undefined) {
    const skipped = conductor.skipRechecks();
    const isGivenUp = preflight.abort() && session.running === undefined;
    if (isGivenUp || skipped) return undefined;
    if (session.running === undefined && conductor.leaveSecret()) return undefined;
  }
  const refused = allowed(session, intent);
  if (refused !== undefined) return refused;
  switch (intent.type) {
    case 'confirm-literals': {
      const problem =
        secretLiteral(intent.values) ??
        recorder.announce({ type: 'literals-confirmed', values: intent.values });
      if (problem === undefined) preflight.pin();
      return problem;
    }
    case 'give-values':
      return (
        secretPlaceholder(intent.values) ??
        recorder.announce({
          type: 'placeholder-given',
          block: intent.block,
          values: intent.values,
        })
      );
    case 'prepare':
      preflight.prepare(intent.block);
      return undefined;
    case 'leave-secret':
      return keeper?.leave() === true || conductor.leaveSecret() ? undefined : NOT_ASKED;
    case 'give-remembered':
      return conductor.giveRemembered();
    case 'ask-password':
    case 'log-in-remembered':
    case 'remember':
      return keeper === undefined ? NOTHING_REMEMBERED : keeper.send(intent);
    case 'check-login':
      return (await preflight.checkLogin()) ?? conductor.afterLogin(session.login);
    case 'pin-target':
      return preflight.pinLive(intent.typed);
    case 'answer-question':
      return recorder.announce({
        type: 'question-answered',
        question: intent.question,
        option: intent.option,
      });
    case 'run':
      return unconfirmed(session, intent.block, intent.typed) ?? conductor.run(intent.block);
    case 'recheck':
      return conductor.recheck();
    case 'cancel':
      return conductor.cancel(intent.block);
    case 'leave-poll':
      return conductor.leavePoll(intent.block);
    case 'extend-poll':
      return conductor.extendPoll(intent.block);
    case 'poll-now':
      return conductor.poll((control) => control.lookNow(), intent.block);
    case 'pause-poll':
      return conductor.pausePoll(true, intent.block);
    case 'continue-poll':
      return conductor.pausePoll(false, intent.block);
    case 'attest':
      return recorder.announce({
        type: 'gate-attested',
        gate: intent.gate,
        answer: intent.answer,
        by: intent.by ?? 'operator',
      });
    case 'skip':
      return recorder.announce({
        type: 'block-skipped',
        block: intent.block,
        reason: intent.reason.trim(),
      });
    case 'override':
      return recorder.announce({
        type: 'gate-overridden',
        owner: intent.owner,
        reason: intent.reason.trim(),
      });
    case 'take-outcome':
      return takeOutcome(session, recorder, intent);
    case 'note':
      return recorder.announce({
        type: 'note-added',
        text: intent.text.trim(),
        block: intent.block,
      });
    case 'take-revision':
      return revisions.take(intent);
    case 'leave-revision':
      return revisions.leave(intent);
    case 'finish':
      return recorder.announce({ type: 'session-finished', passed: exitGateHolds(session) });
    case 'quit':
      return session.state === 'finished' ? undefined : quit(store, recorder);
  }
}

const NOTHING_REMEMBERED = 'A training walk remembers nothing.';

const LOST =
  'What the blocks before this one had set is gone from memory; e shows what is missing. Enter again runs it without.';

/** Notes that what the session tells of as carried is not there any more; false when it is there, or nothing was. */
function noteLost(
  store: StoreApi<View>,
  recorder: Recorder,
  carried: CarriedOnDisk | undefined,
): boolean {
  const reason = carried?.lost(store.getState().session);
  if (reason !== undefined) recorder.note({ type: 'environment-lost', reason });
  return reason !== undefined;
}

/** A walk is not left in silence while something of it is in this process alone. */
function quit(store: StoreApi<View>, recorder: Recorder): string | undefined {
  const refused = recorder.announce({ type: 'session-quit' });
  const { unwritten } = store.getState();
  if (refused === undefined || unwritten.length === 0) return refused;
  return `${refused} Not on the disk yet, and lost if it is left like this: ${unwritten.join('; ')}.`;
}

function takeOutcome(
  session: Session,
  recorder: Recorder,
  intent: Extract<Intent, { type: 'take-outcome' }>,
): string | undefined {
  const attempt = newestAttempt(session, intent.block);
  if (attempt === undefined) return 'This block was never started.';
  return recorder.announce({
    type: 'outcome-taken',
    attempt: attempt.number,
    as: intent.as,
    reason: intent.reason.trim(),
  });
}

function standInSecret(
  { standInSecret: ask }: EngineParts,
  store: StoreApi<View>,
): Pick<Walker, 'standInSecret'> {
  if (ask === undefined) return {};
  return {
    standInSecret: async () => {
      const { asked } = store.getState();
      return asked === undefined ? undefined : ask(asked);
    },
  };
}

/** Here, and not on a screen: no way of giving leads a real secret into the simulated cloud. */
async function notSimulated(
  { standInSecret: ask }: EngineParts,
  store: StoreApi<View>,
  secret: Secret,
): Promise<string | undefined> {
  const { asked } = store.getState();
  return ask === undefined || asked === undefined ? undefined : whyNotSimulated(secret, asked, ask);
}
