import { couldBeProgram, isKnownProgram, readsLikeProse } from './known-programs.ts';
import { opensShell } from './opened-shell.ts';
import { foreignPrompt, isSameShell, perhapsForeignPrompt, readPrompt } from './prompt-line.ts';
import type { Prompt } from './prompt-line.ts';
import { firstWholeCommand, wholenessOf, wordsOfCommands } from './whole-command.ts';

/** A console transcript, its commands told apart from what they printed. */
export interface Transcript {
  /** The commands, their bytes kept: prompts taken off, here-documents and lines that go on kept. */
  readonly text: string;
  /** What stands among them: output and remarks, without the empty lines around it. */
  readonly sample: string | undefined;
  /** The machine that its prompts name. */
  readonly host: string | undefined;
  /** Who and where its prompts say they are, as a sentence; undefined for a plain `$`. */
  readonly note: string | undefined;
}

export type TranscriptReading =
  | { readonly type: 'none' }
  | { readonly type: 'commands'; readonly transcript: Transcript }
  /** It is one, and which of its lines are commands is not sure. */
  | { readonly type: 'unsure'; readonly reason: string };

/** What a fence calls itself: in a shell's, `# words` is a comment; in a console's, it may be root's prompt. */
export type FenceSort = 'shell' | 'console' | 'none';

/**
 * Reads a transcript. What its first prompt looks like is what a prompt looks like in it; every other line is output,
 * unless the shell would still be waiting for it. Where a line may be either, nothing is offered. Never throws; linear.
 */
export function readTranscript(text: string, sort: FenceSort): TranscriptReading {
  const isLong = text.length > LONGEST;
  if (isLong && sort === 'console') return unsure(TOO_LONG);
  const lines = text.split(/\r\n|\n|\r/);
  const prompt = promptOf(lines, sort);
  if (prompt === undefined) return NONE;
  if (typeof prompt === 'string') return unsure(prompt);
  if (isLong) return unsure(TOO_LONG);
  return readLines(lines, prompt, sort);
}

const NONE: TranscriptReading = { type: 'none' };
const LONGEST = 64 * 1024;
/** A command that goes on for longer than this goes on by mistake. */
const LONGEST_COMMAND = 16 * 1024;
const TOO_LONG = 'it is too long to tell them apart';
const MOST_COMMANDS = 500;

function unsure(reason: string): TranscriptReading {
  return { type: 'unsure', reason: `a transcript whose commands are not offered: ${reason}` };
}

/** The prompt of the shell that the transcript was taken in; a reason when it was none. */
function promptOf(lines: readonly string[], sort: FenceSort): Prompt | string | undefined {
  const first = lines.find((line) => line.trim() !== '' && !line.trimStart().startsWith('#'));
  if (sort !== 'console') {
    const prompt = first === undefined ? undefined : readPrompt(first);
    if (prompt !== undefined || first === undefined) return prompt;
    const foreign = sort === 'shell' ? foreignPrompt(first) : perhapsForeignPrompt(first);
    return foreign === undefined ? undefined : notAShell(foreign);
  }
  const prompts = lines.flatMap((line) => readPrompt(line) ?? []);
  const sure = prompts.find(
    (prompt) =>
      prompt.sign === '$' ||
      prompt.host !== undefined ||
      (prompt.sign === '%' && prompt === prompts[0]),
  );
  if (sure !== undefined) {
    // Above a `$` it is a remark, or what root typed and the `$` is of its output.
    const root = prompts.slice(0, prompts.indexOf(sure)).find(({ rest }) => isSurelyTyped(rest));
    return root === undefined ? sure : `"# ${shortened(root.rest)}" may be a command or a remark`;
  }
  const foreign = lines.flatMap((line) => foreignPrompt(line) ?? []).at(0);
  if (foreign !== undefined) return notAShell(foreign);
  const perhaps = first === undefined ? undefined : perhapsForeignPrompt(first);
  return prompts[0] ?? (perhaps === undefined ? undefined : notAShell(perhaps));
}

function notAShell(prompt: string): string {
  return `${prompt.slice(0, 60)} is the prompt of another program, or of a shell that does not say where it is`;
}

function readLines(lines: readonly string[], prompt: Prompt, sort: FenceSort): TranscriptReading {
  const commands: string[] = [];
  const sample: string[] = [];
  let opened: string | undefined;
  for (let at = 0; at < lines.length; at += 1) {
    const line = lines[at] ?? '';
    const here = readPrompt(line);
    if (here === undefined || !isSameShell(here, prompt)) {
      const why = whyNoOutput(line, here, prompt, { sort, opened, isAbove: commands.length === 0 });
      if (why !== undefined) return unsure(why);
      sample.push(line);
      continue;
    }
    if (here.rest.trim() === '') continue;
    if (opened !== undefined)
      return unsure(`what follows "${opened}" runs in the shell that it opens`);
    if (commands.length === MOST_COMMANDS) return unsure('it holds too many');
    const taken = takeCommand(here.rest, lines, at, prompt);
    if ('why' in taken) return unsure(taken.why);
    const words = wordsOfCommands(taken.text);
    const why = whyNoCommand(taken.text, words, prompt);
    if (why !== undefined) return unsure(why);
    if (words.some(opensShell)) opened = shortened(taken.text);
    commands.push(taken.text);
    at += taken.more;
  }
  if (commands.every((text) => text.trimStart().startsWith('#')))
    return unsure('only comments stand behind its prompts');
  const transcript = {
    text: commands.join('\n'),
    sample: sampleOf(sample),
    host: prompt.host,
    note: noteOf(prompt),
  };
  return { type: 'commands', transcript };
}

/** Where a line without a prompt stands. */
interface OutputPlace {
  readonly sort: FenceSort;
  /** A command before it that opens a shell of its own. */
  readonly opened: string | undefined;
  /** Before any command. */
  readonly isAbove: boolean;
}

/** Why a line that stands behind no prompt of the transcript's shell may not be taken for output. */
function whyNoOutput(
  line: string,
  here: Prompt | undefined,
  prompt: Prompt,
  { sort, opened, isAbove }: OutputPlace,
): string | undefined {
  if (here?.host !== undefined)
    return 'its prompts are of several users or machines; give each a block of its own';
  if (here !== undefined && opened !== undefined && here.rest.trim() !== '')
    return `what follows "${opened}" runs in the shell that it opens`;
  if (here === undefined) {
    const foreign = foreignPrompt(line);
    if (foreign !== undefined) return notAShell(foreign);
    if (/^\s*\^[CDZ\\]/.test(line)) return `a key was pressed in it, ${line.trim().slice(0, 2)}`;
    // Above the first command nothing has printed anything yet.
    if ((sort === 'shell' || isAbove) && isSurelyTyped(line))
      return `some stand behind prompts and "${shortened(line)}" does not`;
  }
  return undefined;
}

/** It begins with a known program and reads like no sentence: as likely a command as output. */
function isSurelyTyped(line: string): boolean {
  const word = /^[^\s;|&<>()]+/.exec(line)?.[0];
  if (word === undefined || !isKnownProgram(word)) return false;
  const commands = wordsOfCommands(line);
  return commands.length > 0 && !commands.some(readsLikeProse);
}

type Taken = { readonly text: string; readonly more: number } | { readonly why: string };

/** The command behind a prompt, with the lines below that the shell would still wait for. */
function takeCommand(first: string, lines: readonly string[], at: number, prompt: Prompt): Taken {
  const named = `"${shortened(first)}"`;
  if (first.length > LONGEST_COMMAND) return { why: `${named} is too long` };
  const wholeness = wholenessOf(first);
  if (wholeness.type === 'whole') return { text: first, more: 0 };
  if (wholeness.type === 'wrong') return { why: `${named} is no shell (${wholeness.reason})` };
  const below: string[] = [];
  let length = first.length;
  for (const line of lines.slice(at + 1)) {
    const here = readPrompt(line);
    length += line.length + 1;
    if (here !== undefined && (isSameShell(here, prompt) || here.host !== undefined)) break;
    if (length > LONGEST_COMMAND) break;
    below.push(line.startsWith(prompt.indent) ? line.slice(prompt.indent.length) : line);
  }
  return SECOND_PROMPT.test(below[0] ?? '')
    ? takeBehindSecondPrompts(first, below, named)
    : takePlain(first, below, named);
}

const SECOND_PROMPT = /^>(?: |$)/;

function takePlain(first: string, below: readonly string[], named: string): Taken {
  const text = firstWholeCommand([first, ...below].join('\n'));
  if (text === undefined) return { why: `${named} never ends` };
  const rows = text.split('\n').length - 1;
  return rows === 0 ? { why: `${named} never ends` } : { text, more: rows };
}

/** `> ` before each line that goes on, as the shell itself prints it. */
function takeBehindSecondPrompts(first: string, below: readonly string[], named: string): Taken {
  const end = below.findIndex((line) => !SECOND_PROMPT.test(line));
  const rows = end < 0 ? below : below.slice(0, end);
  const bare = rows.map((row) => row.replace(/^> ?/, ''));
  const text = [first, ...bare].join('\n');
  const [only = ''] = bare;
  // `> x` may have been typed, for a redirection.
  const isRedirect =
    rows.length === 1 &&
    !/^\s*(?:-|[|&;)}]|done\b|fi\b|esac\b)/.test(only) &&
    wholenessOf([first, ...rows].join('\n')).type === 'whole';
  if (isRedirect) return { why: `"> ${shortened(only)}" may be a prompt or a redirection` };
  return firstWholeCommand(text) === text
    ? { text, more: rows.length }
    : { why: `${named} does not end where its lines behind > do` };
}

function whyNoCommand(
  text: string,
  commands: readonly (readonly (string | undefined)[])[],
  prompt: Prompt,
): string | undefined {
  const names = commands.flatMap(([name]) => name ?? []);
  const odd = names.find((name) => !couldBeProgram(name));
  if (odd !== undefined) return `"${shortened(odd)}" is no name of a program`;
  const unknown = names.find((name) => !isKnownProgram(name));
  const doubtful = unknown !== undefined && commands.some(readsLikeProse);
  // A sign that is no `$` and names no host is a prompt, a comment, or a line of some output.
  const isBare = prompt.sign !== '$' && prompt.host === undefined;
  if (doubtful || (isBare && (unknown !== undefined || commands.some(readsLikeProse))))
    return `"${prompt.sign} ${shortened(text)}" may be no command`;
  const typed = commands.find((words) => words.length === 1 && words[0] === 'cat');
  if (typed !== undefined && /^\s*cat\s*>/.test(text) && !text.includes('<<'))
    return `"${shortened(text)}" keeps what is typed below it`;
  return undefined;
}

/** What the operator has to know of who and where the prompts are. */
function noteOf({ user, host, folder, sign, environment }: Prompt): string | undefined {
  const who = user ?? (sign === '#' ? 'root' : undefined);
  const said = [
    ...(host === undefined ? [] : [` on ${host}`]),
    ...(folder === undefined || folder === '~' ? [] : [` in ${folder}`]),
    ...(environment === undefined ? [] : [` with (${environment}) active`]),
  ].join('');
  if (who === undefined && said === '') return undefined;
  return `Its prompts say that it was written for ${who ?? 'a user'}${said}.`;
}

/** What is shown of a transcript's output: its beginning. The document has all of it. */
function sampleOf(lines: readonly string[]): string | undefined {
  const from = lines.findIndex((line) => line.trim() !== '');
  if (from < 0) return undefined;
  const to = lines.findLastIndex((line) => line.trim() !== '');
  const said = lines.slice(from, to + 1).map((line) => line.slice(0, WIDEST_SAMPLE));
  const left = said.length - MOST_SAMPLE;
  const shown = left > 0 ? [...said.slice(0, MOST_SAMPLE), `(and ${left} more lines)`] : said;
  return shown.join('\n');
}

const MOST_SAMPLE = 40;
const WIDEST_SAMPLE = 240;

function shortened(text: string): string {
  const [line = ''] = text.trim().split('\n');
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
}
