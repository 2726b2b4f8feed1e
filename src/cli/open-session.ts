import { rmSync } from 'node:fs';
import { hostname } from 'node:os';
import { basename, dirname } from 'node:path';
import type { TimeGate } from '../cloud/time-gate.ts';
import type { GitPlace, SessionEvent } from '../session/events.ts';
import { gitPlace } from '../session/effects/git-place.ts';
import { carriedIn } from '../session/effects/carried-environment.ts';
import { createAsk } from '../session/effects/ask.ts';
import { bootId } from '../session/effects/boot.ts';
import { startEngine } from '../session/effects/engine.ts';
import { holdLock } from '../session/effects/lock.ts';
import { leaveNoCore } from '../session/effects/no-core.ts';
import { readOutputLimit } from '../session/effects/output-limit.ts';
import { createRealClock } from '../session/effects/real-clock.ts';
import { createBashRunner } from '../session/effects/run-block.ts';
import {
  memoryFolder,
  runtimeFolder,
  type RuntimeFolder,
} from '../session/effects/runtime-folder.ts';
import { attemptFolder, createSession, lookFolder } from '../session/effects/session-folder.ts';
import type { BlockRunner } from '../session/runner.ts';
import { emptySession, type Session } from '../session/session.ts';
import type { Walker } from '../session/walker.ts';
import { locatedBlocks } from '../session/refs.ts';
import { builtInFile } from './built-in-runbooks.ts';
import { HeldError } from './held-error.ts';
import { keepingFor } from './keeping.ts';
import { keepDocuments, keepSite } from './kept-documents.ts';
import type { OpenedRunbook } from './runbook-files.ts';
import { stateDirOf } from './options.ts';
import { refuseDeadSite, type OpenedSite } from './site.ts';
import { openLog } from './session-log.ts';
import { openTraining, type Machine, type Pace } from './training.ts';
import { UserError } from './user-error.ts';
import { userName } from './user-name.ts';
import { documentsOf, followDocuments } from './walk-documents.ts';
import { version } from './version.ts';
import { makePrivateFolder } from '../session/effects/private-file.ts';

export interface NewSession {
  readonly mode: 'real' | 'training';
  readonly runbooks: readonly OpenedRunbook[];
  readonly site?: OpenedSite | undefined;
  readonly stateDir: string;
  readonly faults: readonly string[];
  readonly pace: Pace;
  /** Training without hands: while it is shut, waiting alone moves no time. */
  readonly gate?: TimeGate;
  /** Told of each event just after it was folded. */
  readonly onEvent?: (event: SessionEvent, session: Session) => void;
}

/** Begins a walk: folder, copies of the documents, lock, journal, first event. Throws when any of it can not be. */
export async function beginSession(wanted: NewSession): Promise<Walker> {
  const first = wanted.runbooks[0];
  if (first === undefined) throw new UserError('Name a runbook to walk.');
  refuseTwice(wanted.runbooks);
  const runbooks = wanted.runbooks.map(({ runbook }) => runbook);
  if (locatedBlocks(emptySession(runbooks)).length === 0)
    throw new UserError(
      `${first.runbook.file} holds no command block to walk; see how it was read with: handrail outline ${first.runbook.file}`,
    );
  refuseDeadSite(emptySession(runbooks, wanted.site?.site));
  // Meanwhile the folder is made. Our own runbooks are told by the version of the program.
  const asked = Promise.all(
    runbooks.map(async ({ id, file }) => (builtInFile(id) === file ? undefined : gitPlace(file))),
  );
  const folder = createSession(wanted.stateDir, nameOf(wanted), Date.now());
  try {
    keepDocuments(folder, wanted.runbooks);
    if (wanted.site !== undefined) keepSite(folder, wanted.site.bytes);
    const git = await asked;
    return await openWalker(folder, () => firstTold(folder, wanted, git), wanted.onEvent);
  } catch (error) {
    // No event was written, so there is nothing to come back to.
    rmSync(folder, { recursive: true, force: true });
    throw error;
  }
}

/** What is told of a walk that only begins. */
function firstTold(
  folder: string,
  wanted: NewSession,
  git: readonly (GitPlace | undefined)[],
): Told {
  const runbooks = wanted.runbooks.map(({ runbook }) => runbook);
  const seed = seedOf(basename(folder));
  const { site } = wanted;
  const opening: SessionEvent = {
    type: 'session-started',
    format: 2,
    handrail: version,
    id: basename(folder),
    mode: wanted.mode,
    runbooks: runbooks.map(({ id, title, file, sha256 }, index) => ({
      ...{ id, title, file, sha256 },
      ...(git[index] === undefined ? {} : { git: git[index] }),
    })),
    host: hostname(),
    user: userName(),
    bootId: bootId(),
    faults: wanted.faults,
    seed,
    ...(site === undefined ? {} : { site: { path: site.site.path, sha256: site.sha256 } }),
  };
  return {
    session: emptySession(runbooks, site?.site),
    mode: wanted.mode,
    training: { seed, faults: wanted.faults, pace: wanted.pace, gate: wanted.gate },
    opening,
  };
}

/** What a walk is, told once its lock is held: nobody else can write to it from then on. */
export interface Told {
  /** As the journal tells it so far. */
  readonly session: Session;
  readonly mode: 'real' | 'training';
  readonly training: {
    readonly seed: number;
    readonly faults: readonly string[];
    readonly pace: Pace;
    readonly gate?: TimeGate | undefined;
  };
  readonly opening: SessionEvent;
}

/** Takes the lock, opens the journal and starts the engine on it. Used to begin and to resume. */
export async function openWalker(
  folder: string,
  tell: () => Told,
  onEvent: NewSession['onEvent'],
): Promise<Walker> {
  const lock = holdLock(folder, { now: Date.now });
  if (lock.type === 'busy')
    throw new HeldError(basename(folder), lock.holder, watchWith(dirname(folder)));
  if (lock.type === 'failed') throw new UserError(lock.problem);
  let letGoOfJournal = (): void => undefined;
  try {
    const told = tell();
    const opened: { walker?: Walker; unfollow?: () => void } = {};
    const { log, close } = openLog(folder, (event) => {
      const view = opened.walker?.store.getState();
      if (view !== undefined) onEvent?.(event, view.session);
    });
    letGoOfJournal = close;
    const answers = (): Session['answers'] =>
      opened.walker?.store.getState().session.answers ?? told.session.answers;
    const { runner, clock, prepare, letGo, standInLogin, standInSecret } = await machineOf(
      folder,
      told,
      answers,
    );
    const walker = startEngine(
      {
        session: told.session,
        log,
        runner: prepared(runner, prepare),
        clock,
        ...(told.mode === 'real'
          ? {
              carried: carriedIn(
                () => runtimeOf(folder),
                () => memoryOf(folder),
              ),
              keeping: keepingFor(dirname(folder), currentFolder()),
            }
          : {}),
        documents: documentsOf(folder),
        ask: createAsk(prepared(runner, prepare), folder),
        ...(standInLogin === undefined ? {} : { standInLogin }),
        ...(standInSecret === undefined ? {} : { standInSecret }),
        attemptFolder: (attempt, look, fresh) => makeAttemptFolder(folder, attempt, look, fresh),
        release: async () => {
          opened.unfollow?.();
          orNot(letGo);
          close();
          lock.release();
        },
      },
      told.opening,
    );
    opened.walker = walker;
    // Without hands nobody would look at what changed, and nothing may depend on when a file was saved.
    if (told.training.gate === undefined) opened.unfollow = followDocuments(walker);
    return walker;
  } catch (error) {
    letGoOfJournal();
    lock.release();
    throw error;
  }
}

/** What has to stand behind `handrail watch SESSION`: the folder, when it is not the usual one. */
function watchWith(stateDir: string): string {
  return stateDir === stateDirOf({}) ? '' : ` --state-dir ${stateDir}`;
}

/** Leaving must not fail: on a disk that is still full the cloud stays as it was saved last. */
function orNot(act: () => void): void {
  try {
    act();
  } catch {
    // The sentence about the disk was said when it became full.
  }
}

/** Something to await before a block starts: the simulated cloud becoming what the operator answered. */
function prepared(runner: BlockRunner, prepare: () => Promise<void>): BlockRunner {
  return {
    start: async (command, folder, given) => {
      await prepare();
      return runner.start(command, folder, given);
    },
    attach: (folder, process) => runner.attach(folder, process),
  };
}

async function machineOf(
  folder: string,
  told: Told,
  answers: () => Session['answers'],
): Promise<Machine> {
  // In training as well: what is typed there may be a real one by mistake.
  void leaveNoCore();
  if (told.mode === 'training') return openTraining(folder, told.training, answers);
  return {
    runner: createBashRunner({
      env: process.env,
      cwd: currentFolder(),
      carriedIn: () => runtimeOf(folder),
      memory: () => memoryOf(folder),
      outputLimit: outputLimit(),
    }),
    clock: createRealClock(),
    prepare: async () => undefined,
    letGo: () => undefined,
  };
}

/** Asked each time: a login that ends takes its runtime folder with it. */
function runtimeOf(folder: string): RuntimeFolder {
  return runtimeFolder(basename(folder), process.env);
}

function memoryOf(folder: string): RuntimeFolder {
  return memoryFolder(basename(folder), process.env);
}

function outputLimit(): number {
  const read = readOutputLimit(process.env);
  if (read.type === 'refused') throw new UserError(read.problem);
  return read.bytes;
}

function currentFolder(): string {
  try {
    return process.cwd();
  } catch {
    throw new UserError('The folder you are in is gone; change to one that is there.');
  }
}

function makeAttemptFolder(
  folder: string,
  attempt: number,
  look: number | undefined,
  fresh: 'fresh' | undefined,
): string {
  const own = attemptFolder(folder, attempt);
  const wanted = look === undefined ? own : lookFolder(own, look, fresh);
  makePrivateFolder(wanted);
  return wanted;
}

function refuseTwice(runbooks: readonly OpenedRunbook[]): void {
  const seen = new Set<string>();
  for (const { runbook } of runbooks) {
    if (seen.has(runbook.id))
      throw new UserError(`${runbook.id} is named twice; a walk holds each runbook once.`);
    seen.add(runbook.id);
  }
}

function nameOf({ mode, runbooks }: NewSession): string {
  const ids = runbooks.map(({ runbook }) => runbook.id).join('-');
  return mode === 'training' ? `training-${ids}` : ids;
}

/** The same session has the same made-up identifiers whenever its cloud is built. */
function seedOf(id: string): number {
  let seed = 7;
  for (const character of id) seed = (seed * 31 + (character.codePointAt(0) ?? 0)) % 2147483647;
  return seed;
}
