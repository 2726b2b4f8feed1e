import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { startEngine } from '../../../../src/session/effects/engine.ts';
import type { Documents } from '../../../../src/session/effects/revisions.ts';
import { lookFolder } from '../../../../src/session/effects/session-folder.ts';
import type { JournaledEvent, SessionEvent } from '../../../../src/session/events.ts';
import type { Intent } from '../../../../src/session/intents.ts';
import type { Outcome } from '../../../../src/session/outcome.ts';
import type { Answer } from '../../../../src/session/probe.ts';
import type { BlockRunner } from '../../../../src/session/runner.ts';
import { emptySession } from '../../../../src/session/session.ts';
import { nextBlock, standingByRef } from '../../../../src/session/standing.ts';
import { fold } from '../../../../src/session/update.ts';
import { readRunbook } from '../../../../src/steps/read-runbook.ts';
import { quiet, sleepingClock } from '../../../support/sleeping-clock.ts';

/** What the machine answers now to a command that holds these words; `hanging` until it is stopped. */
export interface Machine {
  [words: string]: string | { readonly exit: number; readonly stderr?: string } | typeof hanging;
}

export const hanging = { hangs: true } as const;

export interface PollWalkOptions {
  readonly document: string;
  readonly mode?: 'real' | 'training';
  /** What an earlier handrail has left: its folder, and its journal so far. */
  readonly left?: { readonly folder: string; readonly journal: readonly JournaledEvent[] };
  /** Session time at the start, milliseconds; a real session's journal is stamped with it. */
  readonly from?: number;
  readonly ask?: () => Answer;
  /** What the document's file says now. */
  readonly now?: () => string;
}

/** A file that a test writes; nothing is kept of it. */
function documentsOf(now: () => string): Documents {
  return {
    async read(_kept, sha256) {
      const reading = readRunbook(Buffer.from(now()), 'book.md');
      if (reading.sha256 !== sha256) return 'It was saved once more.';
      return { reading, git: undefined, keep: () => undefined };
    },
  };
}

/** A walk whose clock, machine and login a test moves by hand. */
export async function pollWalk(machine: Machine, options: PollWalkOptions) {
  const clock = sleepingClock();
  if (options.from !== undefined) await clock.advance(options.from - clock.now());
  const folder = options.left?.folder ?? mkdtempSync(join(tmpdir(), 'handrail-polls-'));
  const journal: JournaledEvent[] = [...(options.left?.journal ?? [])];
  const started: { readonly words: string; readonly at: number; readonly folder: string }[] = [];
  const runner: BlockRunner = {
    async start(command, own) {
      const words = Object.keys(machine).find((each) => command.runs.includes(each));
      if (words === undefined) throw new Error(`nothing answers ${command.runs}`);
      started.push({ words, at: clock.now(), folder: own });
      const answer = machine[words] ?? '';
      const isText = typeof answer === 'string';
      mkdirSync(own, { recursive: true });
      writeFileSync(join(own, 'script'), command.runs);
      writeFileSync(join(own, 'stdout'), isText ? answer : '');
      writeFileSync(join(own, 'stderr'), isText || 'hangs' in answer ? '' : (answer.stderr ?? ''));
      let stop = (): void => undefined;
      const ended: Promise<Outcome> =
        isText || 'exit' in answer
          ? Promise.resolve({ type: 'exited', status: isText ? 0 : answer.exit })
          : new Promise((resolve) => {
              stop = () => resolve({ type: 'cancelled', status: 130 });
            });
      return { process: undefined, ended, cancel: () => stop() };
    },
    async attach(own) {
      started.push({ words: 'attach', at: clock.now(), folder: own });
      const outcome: Outcome = { type: 'unknown', reason: 'it is gone' };
      return { process: undefined, ended: Promise.resolve(outcome), cancel: () => undefined };
    },
  };
  const opening: SessionEvent =
    options.left === undefined
      ? {
          type: 'session-started',
          format: 2,
          handrail: '0',
          id: 's',
          mode: options.mode ?? 'real',
          runbooks: [],
          host: 'h',
          user: 'u',
          bootId: undefined,
          faults: [],
          seed: 1,
        }
      : { type: 'session-resumed', pid: 1, user: 'u', bootId: undefined, after: 'killed' };
  const walker = startEngine(
    {
      session: fold(emptySession([readRunbook(Buffer.from(options.document), 'book.md')]), journal),
      log: {
        append(event) {
          const at = new Date(clock.now()).toISOString();
          journal.push({ seq: journal.length + 1, at, event });
          return { seq: journal.length, at };
        },
      },
      runner,
      clock,
      ask: async () => options.ask?.() ?? { status: 127, stdout: '', stderr: 'juju: not found' },
      ...(options.now === undefined ? {} : { documents: documentsOf(options.now) }),
      attemptFolder(attempt, look, fresh) {
        const own = join(folder, String(attempt));
        const wanted = look === undefined ? own : lookFolder(own, look, fresh);
        mkdirSync(wanted, { recursive: true });
        return wanted;
      },
      release: async () => undefined,
    },
    opening,
  );
  const view = () => walker.store.getState();
  const send = async (intent: Intent) => {
    const refused = await walker.send(intent);
    await quiet();
    return refused;
  };
  if (options.left === undefined) await send({ type: 'confirm-literals', values: {} });
  await quiet();
  return {
    walker,
    clock,
    folder,
    journal,
    started,
    view,
    send,
    run: (id: string) => send({ type: 'run', block: `book:${id}` }),
    leave: (id: string) => send({ type: 'leave-poll', block: `book:${id}` }),
    next: () => nextBlock(view().session)?.block.id,
    standing: (id: string) => standingByRef(view().session, `book:${id}`),
    /** Numbers, answers and seconds of all looks at a block, as `1 not-yet 0`. */
    looks: (id: string) =>
      view().session.attempts.flatMap(({ block, looks }) =>
        block === `book:${id}`
          ? looks.map(({ number, answer, seconds }) => `${number} ${answer} ${seconds}`)
          : [],
      ),
    why: (id: string) =>
      view().session.attempts.findLast(({ block }) => block === `book:${id}`)?.verdicts?.[0]?.why,
    /** As a handrail that is killed leaves it: nothing more is written. */
    killed: () => ({ folder, journal: [...journal] }),
  };
}
