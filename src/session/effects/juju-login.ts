import { redact } from '../../secrets/redact.ts';
import { shapeProblem } from '../../secrets/secret-shape.ts';
import type { Secret } from '../../secrets/secret.ts';
import { jujuLoginWords, jujuPrompt, type JujuAccount } from '../juju-prompt.ts';
import { collapseReturns } from '../output-lines.ts';
import { sanitise } from '../sanitise.ts';
import { pause } from './pause.ts';

/** A terminal of its own with a program on it, as the login needs it. */
export interface LoginTerminal {
  readonly pid: number;
  readonly ended: Promise<{
    readonly exitCode: number | undefined;
    readonly signal: string | undefined;
  }>;
  onSaid(hear: (bytes: Buffer) => void): void;
  /** Types bytes as they are; false when the terminal does not take them. */
  type(bytes: Uint8Array): boolean;
  /** Whether it shows what is typed now; undefined when that can not be seen. */
  echoes(): Promise<boolean | undefined>;
}

export interface JujuLoginParts {
  /** Starts bash with these words on a terminal of its own. */
  readonly open: (words: readonly string[]) => Promise<LoginTerminal>;
  /** Milliseconds: until the question, until it is hidden, and from the answer to the end. */
  readonly patience?: { readonly prompt: number; readonly echo: number; readonly end: number };
}

/** What juju made of a password. */
export type LoginAnswer =
  | { readonly type: 'in' }
  /** It was typed, and juju did not take it. One sentence. */
  | { readonly type: 'refused'; readonly why: string }
  /** It was not typed, or nobody can tell. One sentence with the way on. */
  | { readonly type: 'failed'; readonly why: string };

/**
 * Runs `juju login` on a terminal of its own and answers its question for the password: once, only when that
 * question for that account stands there and the terminal shows nothing of what is typed. The secret stays the
 * caller's. Ends whatever it started.
 */
export async function logInToJuju(
  account: JujuAccount,
  secret: Secret,
  { open, patience = { prompt: 60_000, echo: 10_000, end: 120_000 } }: JujuLoginParts,
): Promise<LoginAnswer> {
  const byHand = `Log in by hand: ${jujuLoginWords(account).join(' ')}`;
  const failed = (why: string): LoginAnswer => ({ type: 'failed', why: `${why} ${byHand}` });
  if (shapeProblem(secret, 'line') !== undefined)
    return failed('That is no password that can be typed on one line.');
  let terminal: LoginTerminal;
  try {
    terminal = await open(shellWords(account));
  } catch {
    return failed('No terminal of its own could be opened for juju login.');
  }
  const talk = listenTo(terminal);
  try {
    const asked = await talk.until((said) => jujuPrompt(said, account) !== 'none', patience.prompt);
    if (asked === 'ended') return ended(await terminal.ended, talk.said(), secret, false, failed);
    if (asked === 'late')
      return failed(`juju did not ask for the password in ${inSeconds(patience.prompt)}.`);
    if (jujuPrompt(talk.said(), account) !== 'password')
      return failed(`juju asked for something else than the password of ${account.user}.`);
    if (!(await isHidden(terminal, patience.echo)))
      return failed('juju would have shown the password, so it was not typed.');
    // What was said meanwhile may have made it another question.
    if (jujuPrompt(talk.said(), account) !== 'password')
      return failed('juju went on by itself, so the password was not typed.');
    talk.forget();
    if (!typeLine(terminal, secret)) return failed('The password could not be typed.');
    const again = await talk.until((said) => jujuPrompt(said, account) !== 'none', patience.end);
    if (again === 'ended') return ended(await terminal.ended, talk.said(), secret, true, failed);
    if (again === 'late')
      return failed(`juju did not end in ${inSeconds(patience.end)} after the password.`);
    return { type: 'refused', why: `juju did not take that password for ${account.user}.` };
  } finally {
    if (!talk.hasEnded()) stop(terminal);
  }
}

/** Longer than any question of juju and what may stand before it. Characters. */
const TAIL = 4096;
const LOOK_EVERY = 20;

function shellWords(account: JujuAccount): readonly string[] {
  // No core dump of a program that was given a password, and the words as they are.
  return [
    '--noprofile',
    '--norc',
    '-c',
    'ulimit -c 0; exec "$@"',
    'bash',
    ...jujuLoginWords(account),
  ];
}

/** Hears all that is said, keeps its end, and tells when something holds of it. */
function listenTo(terminal: LoginTerminal) {
  let said = '';
  let heard: () => void = () => undefined;
  let hasEnded = false;
  terminal.onSaid((bytes) => {
    said = (said + bytes.toString('utf8')).slice(-TAIL);
    heard();
  });
  void terminal.ended.then(() => {
    hasEnded = true;
    heard();
  });
  return {
    said: () => said,
    hasEnded: () => hasEnded,
    forget: () => {
      said = '';
    },
    until: (holds: (said: string) => boolean, patience: number) =>
      new Promise<'holds' | 'ended' | 'late'>((resolve) => {
        const timer = setTimeout(() => settle('late'), patience);
        const settle = (how: 'holds' | 'ended' | 'late'): void => {
          clearTimeout(timer);
          heard = () => undefined;
          resolve(how);
        };
        heard = () => {
          if (hasEnded) settle('ended');
          else if (holds(said)) settle('holds');
        };
        heard();
      }),
  };
}

/** Seen twice in a row, as some programs ask first and hide afterwards. */
async function isHidden(terminal: LoginTerminal, patience: number): Promise<boolean> {
  const until = performance.now() + patience;
  let inARow = 0;
  while (performance.now() < until) {
    inARow = (await terminal.echoes()) === false ? inARow + 1 : 0;
    if (inARow === 2) return true;
    await pause(LOOK_EVERY);
  }
  return false;
}

/** In one array of its own, filled with zeros behind it. Return and not line feed: readers in raw mode differ. */
function typeLine(terminal: LoginTerminal, secret: Secret): boolean {
  const line = secret.use((bytes) => {
    const whole = Buffer.alloc(bytes.length + 1, '\r');
    whole.set(bytes);
    return whole;
  });
  try {
    return terminal.type(line);
  } finally {
    line.fill(0);
  }
}

function ended(
  { exitCode, signal }: Awaited<LoginTerminal['ended']>,
  said: string,
  secret: Secret,
  wasTyped: boolean,
  failed: (why: string) => LoginAnswer,
): LoginAnswer {
  // Another pane may have logged in: then it has nothing to ask.
  if (exitCode === 0) return { type: 'in' };
  const last = lastLine(said, secret);
  if (wasTyped && /invalid entity name or password/.test(last))
    return { type: 'refused', why: 'juju says that this is not the password.' };
  const how = exitCode === undefined ? `by ${signal ?? 'a signal'}` : `with status ${exitCode}`;
  return failed(`juju login ended ${how}${last === '' ? '.' : `: ${last}.`}`);
}

function lastLine(said: string, secret: Secret): string {
  const lines = redact(sanitise(collapseReturns(said), { colour: false }), [secret]).split('\n');
  const last = lines.findLast((line) => line.trim() !== '')?.trim() ?? '';
  return last.slice(0, 200).replace(/\.$/, '');
}

/** It leads a session of its own, and with that a group. */
function stop({ pid }: LoginTerminal): void {
  try {
    process.kill(-pid, 'SIGKILL');
  } catch {
    // It has just ended.
  }
}

function inSeconds(milliseconds: number): string {
  return `${Number((milliseconds / 1000).toFixed(1))} s`;
}
