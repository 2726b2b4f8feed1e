import { existsSync } from 'node:fs';
import { redact } from '../../secrets/redact.ts';
import type { Secret } from '../../secrets/secret.ts';
import type { Outcome } from '../outcome.ts';
import type { Located } from '../refs.ts';
import type { AttemptFolder, RunningBlock } from '../runner.ts';
import { afterRound, askedFor, howFar, roundHolds, roundsDone } from '../secret-rounds.ts';
import type { Attempt } from '../session.ts';
import type { Live } from '../walker.ts';
import { attemptFiles } from './attempt-files.ts';
import type { ConductorParts } from './conductor-parts.ts';
import { unjudged, type Judgement } from './evidence.ts';
import { fileErrorInWords } from './file-errors.ts';
import { followToEnd, terminalOf } from './follow.ts';
import { judgeLeft } from './judge-left.ts';
import type { LoginTeller } from './login-teller.ts';
import { forgetRun } from './kept-nowhere.ts';
import { redactAttempt } from './redact-attempt.ts';
import { endOf, printedWords, showsGiven, stateOf } from './round-output.ts';
import { hidden } from './safe-event.ts';
import { outcomeAtLogin } from './seen-trouble.ts';
import { shippedOutcome } from './shipped-outcome.ts';
import { dropUnsearched, NOT_KEPT } from './unsearched-output.ts';

/** One run of a block with what it is given. */
export interface Round {
  readonly located: Located;
  /** Undefined for the first run: its start is journaled then. */
  readonly attempt: number | undefined;
  /** Wiped when the run has ended, whatever comes. */
  readonly given: readonly Secret[];
  readonly holder: string | undefined;
  /** Told, while the secrets can still be read, when the run has reached the block. */
  readonly taken: () => void;
  /** Nobody knows what it was given: nothing of what it prints is quoted, nor kept. */
  readonly isUnsearched?: boolean;
}

/** What the rounds need of the one hand that sees attempts to their end. */
export interface RoundHands {
  attemptOf(number: number): Attempt;
  setLive(attempt: number, change: Partial<Live>): void;
  /** What a cancel stops; undefined between the runs. */
  hold(attempt: number, running: RunningBlock | undefined): void;
  settle(attempt: number, outcome: Outcome, judgement: Judgement): void;
  readonly login: LoginTeller;
  readonly isGone: () => boolean;
}

/** Runs a block once for each secret that it wants, all of them one attempt. */
export interface SecretRounds {
  run(attempt: number, round: Round): Promise<void>;
  /** Takes in a run that an earlier handrail started, or what it left between two runs. */
  takeUp(attempt: Attempt, located: Located): Promise<void>;
  /** Ends an attempt between two of its runs. */
  stop(attempt: number, located: Located): void;
  /** What the run that is on was given, as long as it is on. */
  known(): readonly Secret[];
  /** Masks what the run that is on has printed so far. Resolves when it is. */
  maskLive(): Promise<void>;
}

export function createSecretRounds(parts: ConductorParts, hands: RoundHands): SecretRounds {
  const { store, recorder } = parts;
  let known: readonly Secret[] = [];
  let liveFolder: AttemptFolder | undefined;
  let masking: Promise<void> = Promise.resolve();

  /** Nothing is given any more to what was told to stop, or is not ours any more. */
  const isStopping = (): boolean => store.getState().live?.stopping === true || hands.isGone();

  const ask = (attempt: number, located: Located): void => {
    const { rounds } = hands.attemptOf(attempt);
    store.setState({ live: undefined, asked: askedFor(located, { index: 0, attempt, rounds }) });
  };

  const run = async (attempt: number, round: Round): Promise<void> => {
    const { located, given } = round;
    known = given;
    try {
      store.setState(({ asked }) =>
        asked === undefined ? {} : { asked: { ...asked, attempt, state: 'given' } },
      );
      const { command, rounds } = hands.attemptOf(attempt);
      const folder = folderOf(attempt, rounds.length + 1);
      if (typeof folder !== 'string') {
        const judgement = unjudged(located.block, folder.reason);
        return await end(attempt, round, { outcome: folder, isLogin: false }, judgement, ask);
      }
      liveFolder = folder;
      if (isStopping()) {
        const judgement = unjudged(located.block, STOPPED.reason);
        return await end(attempt, round, { outcome: STOPPED, isLogin: false }, judgement, ask);
      }
      const started = await parts.runner.start(command, folder, given, isStopping);
      await see(attempt, round, started, folder, ask);
    } catch (error) {
      parts.shares?.settled(located, false);
      throw error;
    } finally {
      if (known === given && liveFolder !== undefined) await maskFolder(liveFolder, given);
      for (const secret of given) secret.wipe();
      // The next run may have begun.
      if (known === given) [known, liveFolder] = [[], undefined];
    }
  };

  /** Sees one run to its end, judges it and hides what it printed of the secrets. */
  const see = async (
    attempt: number,
    round: Round,
    started: RunningBlock,
    folder: AttemptFolder,
    goOn: typeof ask,
  ): Promise<void> => {
    const { located, given } = round;
    const { block } = located;
    hands.hold(attempt, started);
    // Asked to stop while it was only just being started.
    if (store.getState().live?.stopping === true) started.cancel();
    if (!hands.isGone() && started.process !== undefined)
      recorder.note({ type: 'process-started', attempt, ...started.process });
    hands.setLive(attempt, terminalOf(started));
    const { outcome, trouble } = await followToEnd(started, folder, block, (prompt) =>
      hands.setLive(attempt, { prompt: redact(prompt, given) }),
    );
    if (hands.isGone()) return;
    // Its files are masked before anybody can read them, so this is the only word about it.
    const isShown = started.printedSecret?.() === true || showsGiven(folder, given);
    if (isShown)
      recorder.note({ type: 'note-added', text: printedWords(block), block: located.ref });
    const { command } = hands.attemptOf(attempt);
    const atLogin = outcomeAtLogin(command, outcome, folder, trouble);
    const shipped = shippedOutcome(block, command, folder, atLogin);
    const judgement = judgeLeft(store.getState().session, block, folder, shipped, given);
    const isLogin = shipped.type === 'not-started' && trouble?.type === 'lost';
    const state = stateOf(located, folder, shipped, given);
    await end(attempt, round, { outcome: shipped, isLogin, state, folder }, judgement, goOn);
    if (!hands.isGone()) hands.login.tell(attempt, located, trouble);
  };

  const end = async (
    attempt: number,
    { located, given, holder, taken, isUnsearched }: Round,
    came: {
      readonly outcome: Outcome;
      readonly isLogin: boolean;
      readonly state?: string;
      readonly folder?: AttemptFolder;
    },
    judged: Judgement,
    goOn: typeof ask,
  ): Promise<void> => {
    const hide = <Value>(value: Value): Value => hidden(value, given);
    const judgement = hide(judged);
    const wasStopped = came.outcome.type === 'cancelled';
    const outcome = hide(came.outcome);
    const who = holder === undefined ? undefined : redact(holder, given);
    const state = came.state ?? endOf(outcome, given);
    // First: nobody knows what it was given any more once the walk is left.
    if (came.folder !== undefined && !isUnsearched) await maskFolder(came.folder, given);
    hands.hold(attempt, undefined);
    if (hands.isGone()) return;
    if (outcome.type !== 'not-started') taken();
    if (outcome.type === 'exited' && outcome.status === 0) parts.shares?.hold(located, given, who);
    conclude();
    // At once, before it could be masked by what has the shape of a secret alone, and be taken for clean.
    if (came.folder !== undefined && isUnsearched && dropUnsearched(came.folder, recorder))
      recorder.note({ type: 'note-added', text: NOT_KEPT, block: located.ref });

    function conclude(): void {
      const before = hands.attemptOf(attempt).rounds;
      const number = roundsDone(before) + 1;
      recorder.note({
        type: 'secret-given',
        attempt,
        round: { number, holder: who, state, outcome },
      });
      const { rounds } = hands.attemptOf(attempt);
      const found = { outcome, ...judgement };
      const next = afterRound(store.getState().session, located, rounds, found, came.isLogin);
      // Told to stop while the run ended by itself: no more is asked for.
      const isStopped = store.getState().live?.stopping === true;
      // What comes next is not judged by it. The rest is forgotten when the attempt is over.
      if (next === 'more') forgetRun(came.folder, recorder);
      if (next === 'more' && !isStopped) return goOn(attempt, located);
      store.setState({ asked: undefined });
      if (next === 'more') return stop(attempt, located);
      parts.shares?.settled(located, roundHolds(store.getState().session, located, rounds, found));
      hands.settle(
        attempt,
        wasStopped ? stopped(located, attempt, outcome, true) : outcome,
        judgement,
      );
    }
  };

  const stopped = (
    located: Located,
    attempt: number,
    outcome: Outcome,
    isRunning: boolean,
  ): Outcome => {
    if (outcome.type !== 'cancelled' || outcome.why !== undefined) return outcome;
    const { rounds } = hands.attemptOf(attempt);
    return { ...outcome, why: `it was stopped by hand ${howFar(located, rounds, isRunning)}` };
  };

  const stop = (attempt: number, located: Located): void => {
    const outcome = stopped(located, attempt, { type: 'cancelled', status: undefined }, false);
    store.setState({ asked: undefined });
    parts.shares?.settled(located, false);
    const why = outcome.type === 'cancelled' ? (outcome.why ?? '') : '';
    hands.settle(attempt, outcome, unjudged(located.block, why));
  };

  /** What cannot be masked is said; the walk does not end for it. */
  const maskFolder = (folder: AttemptFolder, given: readonly Secret[]): Promise<void> => {
    // One after the other: the walk may be left while a run ends.
    masking = masking.then(async () => {
      // Masked before they were wiped, or never known: to search without them would only look clean.
      if (given.some(({ isWiped }) => isWiped)) return;
      try {
        await redactAttempt(folder, given);
      } catch (error) {
        store.setState({
          trouble: `What is secret in the output in ${folder} can not be masked: ${fileErrorInWords(error)}.`,
        });
      }
    });
    return masking;
  };

  const folderOf = (
    attempt: number,
    place: number,
  ): AttemptFolder | Extract<Outcome, { type: 'not-started' }> => {
    try {
      return parts.attemptFolder(attempt, place);
    } catch (error) {
      const reason = `the folder of the run can not be made: ${fileErrorInWords(error)}`;
      return { type: 'not-started', reason };
    }
  };

  return {
    run,
    stop,
    known: () => known,
    maskLive: async () => {
      if (liveFolder !== undefined) await maskFolder(liveFolder, known);
    },
    async takeUp(attempt, located) {
      const { number, rounds } = attempt;
      const folder = parts.attemptFolder(number, rounds.length + 1);
      // All of its files are on the disk before its process exists.
      const isBegun = existsSync(attemptFiles(folder).stderr);
      if (!isBegun) return leftBetween(attempt, located);
      // The journal may name the process of the run before: the folder knows its own.
      const started = await parts.runner.attach(folder, undefined);
      // What reads standard input may print what it read, and nobody here knows what that was.
      const isUnsearched = attempt.command.stdin === 'secret';
      const { block } = located;
      const quoted = {
        ...located,
        block: { ...block, sensitive: block.sensitive || isUnsearched },
      };
      await see(
        number,
        {
          located: quoted,
          attempt: number,
          given: [],
          holder: undefined,
          taken,
          isUnsearched,
        },
        started,
        folder,
        unseen,
      );
    },
  };

  /** Nothing ran when handrail ended: the newest run tells how it stands. */
  function leftBetween({ number, rounds }: Attempt, located: Located): void {
    const { session } = store.getState();
    const place = rounds.findLastIndex(({ outcome }) => outcome.type !== 'not-started');
    const last = rounds[place];
    if (last === undefined) return unseen(number, located);
    const folder = parts.attemptFolder(number, place + 1);
    const judgement = hidden(judgeLeft(session, located.block, folder, last.outcome), []);
    const found = { outcome: last.outcome, ...judgement };
    const isOver =
      roundHolds(session, located, rounds, found) ||
      afterRound(session, located, rounds, found, false) === 'over';
    if (isOver) hands.settle(number, last.outcome, judgement);
    else unseen(number, located);
  }

  /** What is asked for is forgotten with the handrail that asked. */
  function unseen(attempt: number, located: Located): void {
    const outcome: Extract<Outcome, { readonly reason: string }> =
      roundsDone(hands.attemptOf(attempt).rounds) === 0
        ? { type: 'not-started', reason: 'handrail ended before anything was given' }
        : { type: 'unknown', reason: WAITED };
    hands.settle(attempt, outcome, unjudged(located.block, outcome.reason));
  }
}

const STOPPED = { type: 'not-started', reason: 'it was stopped before it began' } as const;

const WAITED = 'handrail ended while it waited for the next secret; what was given before stands';

/** Of a run that is taken in nobody here knows what it was given. */
const taken = (): void => undefined;
