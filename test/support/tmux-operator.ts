import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect } from 'vitest';
import { builtHandrail } from './built.ts';
import { startInTmux, type TmuxOptions, type TmuxPane } from './tmux.ts';

/** An operator in a shell in tmux, with `handrail` on the PATH and a home of their own. */
export interface Desk {
  readonly pane: TmuxPane;
  /** Empty at first; holds `state` and whatever a runbook leaves. */
  readonly folder: string;
  /** Types a line for the shell and presses Enter. */
  types(line: string): Promise<void>;
  /** Process id of the handrail that the shell runs. */
  handrail(): Promise<number>;
  /** kill -9, then what an operator does to a terminal that was left in the middle. */
  killsHandrail(): Promise<void>;
  /** Ends everything that was started here, blocks that run on among them, and takes the folder away. */
  leaves(): Promise<void>;
}

export type DeskOptions = Omit<TmuxOptions, 'command' | 'cwd' | 'remain'>;

const prompt = 'desk$';

/** Sits down at a terminal: bash with a prompt of two words. `pane.close()` at the end. */
export async function sitDown(options: DeskOptions = {}): Promise<Desk> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-desk-'));
  mkdirSync(join(folder, 'bin'));
  const program = join(folder, 'bin', 'handrail');
  writeFileSync(program, `#!/bin/sh\nexec '${process.execPath}' '${builtHandrail()}' "$@"\n`);
  chmodSync(program, 0o755);
  const pane = await startInTmux({
    ...options,
    cwd: folder,
    command: ['bash', '--norc', '--noprofile', '-i'],
    env: {
      LANG: 'C.UTF-8',
      PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
      XDG_STATE_HOME: join(folder, 'state'),
      PS1: `${prompt} `,
      HISTFILE: '/dev/null',
      ...options.env,
    },
  });
  await pane.sees(prompt);
  const desk: Desk = {
    pane,
    folder,
    types: async (line) => {
      await pane.text(line);
      await pane.keys('Enter');
    },
    async handrail() {
      const shell = await pane.pid();
      const children = readFileSync(`/proc/${shell}/task/${shell}/children`, 'utf8').trim();
      return Number(children.split(' ')[0]);
    },
    async killsHandrail() {
      process.kill(await desk.handrail(), 'SIGKILL');
      await pane.sees('Killed');
      await desk.types(String.raw`stty sane; printf '\033[?1049l\033[?25h\033[?2004l'; clear`);
      await pane.until((frame) => frame.trim() === prompt, 'have a clean terminal again');
    },
    async leaves() {
      await pane.close();
      // Whatever runs on has the folder of this desk in its environment.
      for (const id of processesWith(folder)) endProcess(id);
      rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
  return desk;
}

/** What the only session below a folder has in its journal: one event an element, as written. */
export function journalOf(folder: string): readonly string[] {
  return readFileSync(join(sessionOf(folder), 'journal.jsonl'), 'utf8')
    .trimEnd()
    .split('\n');
}

/** The folder that holds what the blocks of the only session printed, one folder an attempt. */
export function attemptsOf(folder: string): string {
  return join(sessionOf(folder), 'attempts');
}

/** Process ids whose command line or environment holds the text: a block and whatever it started. */
export function processesWith(text: string): readonly number[] {
  const wanted = Buffer.from(text);
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name) && Number(name) !== process.pid)
    .filter((name) =>
      ['cmdline', 'environ'].some((file) =>
        readOrNothing(`/proc/${name}/${file}`).includes(wanted),
      ),
    )
    .map(Number);
}

function endProcess(id: number): void {
  try {
    process.kill(id, 'SIGKILL');
  } catch {
    // It ended by itself meanwhile.
  }
}

function readOrNothing(file: string): Buffer {
  try {
    return readFileSync(file);
  } catch {
    return Buffer.alloc(0);
  }
}

/** The folder of the only session that was begun at a desk. */
export function sessionOf(folder: string): string {
  const sessions = join(folder, 'state', 'handrail');
  const names = readdirSync(sessions).filter((name) => !name.startsWith('.'));
  expect(names).toHaveLength(1);
  return join(sessions, names[0] ?? '');
}

export interface Size {
  readonly columns: number;
  readonly rows: number;
  readonly training?: boolean;
}

/**
 * Waits for a frame that is whole and steady, for tmux before 3.7 shows half of one now and then: header on
 * the first row, footer with Enter and a way out on the last, nothing wrapped and nothing scrolled between.
 */
export async function seesWhole(pane: TmuxPane, size: Size): Promise<string> {
  let last = '';
  return pane.until(
    (frame) => {
      const isSteady = frame === last;
      last = frame;
      return isSteady && flaw(frame, size) === undefined;
    },
    () => `see a whole frame of ${size.columns}x${size.rows} (${flaw(last, size) ?? 'not steady'})`,
    5000,
  );
}

function flaw(frame: string, size: Size): string | undefined {
  const rows = frame.replace(/\n$/, '').split('\n');
  const [header = '', footer = ''] = [rows[0], rows.at(-1)];
  if (rows.length !== size.rows) return `${rows.length} rows`;
  if (rows.some((row) => [...row].length > size.columns)) return 'a row is too long';
  if (!footer.includes('Enter')) return 'the footer does not name Enter';
  if (!/q quit|Esc \w+/.test(footer)) return 'the footer names no way out';
  if (size.training !== true) return undefined;
  if (!header.includes('TRAINING') || !footer.includes('TRAINING')) return 'TRAINING is missing';
  // The rail stands at the left of every row between.
  return rows.slice(1, -1).every((row) => row.startsWith('║')) ? undefined : 'the rail is broken';
}

/**
 * Waits on the screen about a walk that is taken up until nothing more happens there by itself, and goes on
 * with the walk. Answers with what the screen said.
 */
export async function goesOn(pane: TmuxPane): Promise<string> {
  const frame = await pane.until((now) => {
    const rows = now.trimEnd().split('\n');
    return rows[0]?.includes('Resume') === true && /Enter (?:on to|go on)/.test(rows.at(-1) ?? '');
  }, 'tell how the walk was found, and wait');
  await pane.keys('Enter');
  return frame;
}

/**
 * Presses Enter, and types the name where a caution asks for it, until the pane shows what is wanted. One
 * key for each frame that came, never ahead of the screen.
 */
export async function pressOn(
  pane: TmuxPane,
  wanted: string | RegExp,
  onFrame: () => Promise<unknown> = async () => undefined,
): Promise<string> {
  const shows = (frame: string) =>
    typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame);
  let last = '';
  let pressedAt = Number.NEGATIVE_INFINITY;
  for (;;) {
    const atRest = settledFrames();
    const frame = await pane.until(
      (now) => shows(now) || (atRest(now) && !isBusy(now) && (now !== last || takenForHeld(now))),
      `go on to ${String(wanted)}`,
    );
    await onFrame();
    if (shows(frame)) return frame;
    const name = askedName(frame);
    if (name !== undefined) {
      await pane.text(name);
      await pane.sees('Enter run it');
    }
    last = await pane.frame();
    if (takenForHeld(last)) await untilLetGo(pressedAt);
    pressedAt = performance.now();
    await pane.keys('Enter');
  }
}

/** Whether a frame has stood for three looks: what comes of one key may come in several frames, and wants one key. */
function settledFrames(): (frame: string) => boolean {
  let before = '';
  let looks = 0;
  return (frame) => {
    looks = frame === before ? looks + 1 : 1;
    before = frame;
    return looks >= 3;
  };
}

/** Long enough for a program that was busy, and read two presses as one, to see that the key is up. Milliseconds. */
const letGo = 700;

function takenForHeld(frame: string): boolean {
  return frame.includes('is held down');
}

async function untilLetGo(pressedAt: number): Promise<void> {
  const early = pressedAt + letGo - performance.now();
  if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
}

/** What a caution wants typed, as the screen says it. */
function askedName(frame: string): string | undefined {
  return /Type (\S+) to run it/.exec(frame.replaceAll('\n║', ''))?.[1];
}

function isBusy(frame: string): boolean {
  const [header, footer] = [frame.split('\n')[0], frame.trimEnd().split('\n').at(-1)];
  return header === undefined || footer?.includes('Enter') !== true || /\bx stop/.test(footer);
}
