import type { FlowCode } from './flow.ts';
import { isKnownProgram, readsLikeProse } from './known-programs.ts';
import { isCalledOutput, holdsNoProgram, outputKindOf } from './sample-output.ts';
import { readTranscript } from './transcript.ts';
import type { Transcript } from './transcript.ts';
import { wholenessOf, wordsOfWhole } from './whole-command.ts';

/** Whether a code block is offered as a command; when not, the reason as a person reads it. */
export type Offer =
  | { readonly type: 'command' }
  /** Its commands are, without what they printed. */
  | { readonly type: 'transcript'; readonly transcript: Transcript }
  | { readonly type: 'other'; readonly reason: string };

/**
 * Whether a label stands above a code block or in its first line, or only at the head of its step: then what is below
 * may be output as well.
 */
export type Labelled = 'directly' | 'by-step' | 'not';

/**
 * Decides from the fence's language, and without one from its first words. Sample output is never a
 * command; a label above says that the author means one.
 *
 * @param above the words that stand directly above it
 */
export function offerOf(code: FlowCode, labelled: Labelled, above = ''): Offer {
  const { form, lang, text } = code;
  if (form === 'too-deep') return other('quotes or lists are nested too deeply around it');
  if (form === 'unclosed') return other('the fence never closes');
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '');
  if (said.length === 0) return other('it is empty');
  const sort = sortOf(lang);
  if (sort === undefined) return other(`language ${lang} is no shell`);
  if (form !== 'indented' || labelled !== 'not') {
    const reading = readTranscript(text, sort);
    if (reading.type === 'commands') return { type: 'transcript', transcript: reading.transcript };
    if (reading.type === 'unsure') return other(reading.reason);
  }
  if (sort === 'console') {
    const why = whyNotTyped(text, labelled === 'directly' ? '' : above);
    return why === undefined
      ? { type: 'command' }
      : other(`language ${lang} is a transcript, no prompt stands in it, and ${why}`);
  }
  const isOutput = labelled === 'directly' ? undefined : whyOutput(text, sort, above);
  if (isOutput !== undefined) return other(isOutput);
  if (sort === 'shell') return { type: 'command' };
  if (said.every((line) => line.startsWith('#'))) return other('every line is a comment');
  if (labelled !== 'not') return { type: 'command' };
  if (form === 'indented') return other('indented text without a label');
  const why = whyNotCommands(text);
  return why === undefined ? { type: 'command' } : other(`no language, and ${why}`);
}

/** Without a prompt a console's fence may show what was printed alone: every command in it has to be one for sure. */
function whyNotTyped(text: string, above: string): string | undefined {
  const kind = outputKindOf(text);
  if (kind !== undefined) return `it looks like ${kind}`;
  if (isCalledOutput(above)) return 'the words above it call it output';
  const wholeness = wholenessOf(text);
  if (wholeness.type !== 'whole') return 'it is no whole shell';
  const commands = wordsOfWhole(text, wholeness.script);
  if (commands.length === 0) return 'there is no command in it';
  // A path may be what a command found: only the first one is surely run.
  const odd = commands.find(
    ([name], at) => name === undefined || !isKnownProgram(name) || (at > 0 && name.includes('/')),
  );
  if (odd !== undefined) return `"${(odd[0] ?? '$...').slice(0, 60)}" in it may be no command`;
  if (commands.some(([, second]) => second === '=' || second === ':' || second === '|'))
    return 'it looks like a configuration file';
  return commands.some(readsLikeProse) ? 'it reads like a sentence' : undefined;
}

function sortOf(lang: string): 'shell' | 'console' | 'none' | undefined {
  if (lang === '') return 'none';
  if (SHELLS.has(lang)) return 'shell';
  return TRANSCRIPTS.has(lang) ? 'console' : undefined;
}

/** A text that no shell could mean; in a shell's fence only what is surely none, so that no command is hidden. */
function whyOutput(text: string, sort: 'shell' | 'none', above: string): string | undefined {
  const kind = outputKindOf(text);
  if (kind !== undefined)
    return sort === 'shell'
      ? `no shell, whatever its language says: it looks like ${kind}`
      : `no language, and it looks like ${kind}`;
  const isSaid = isCalledOutput(above) && (sort === 'none' || holdsNoProgram(text));
  return isSaid ? 'the words above it call it output' : undefined;
}

/** Without a language a text is shell when all of it is, and begins with a program that is known. */
function whyNotCommands(text: string): string | undefined {
  const wholeness = wholenessOf(text);
  if (wholeness.type !== 'whole') return 'it is no whole shell';
  const commands = wordsOfWhole(text, wholeness.script);
  const names = commands.flatMap(([name]) => name ?? []);
  const [first] = names;
  if (first === undefined || !isKnownProgram(first)) return 'it does not begin with a command';
  if (commands.some(readsLikeProse)) return 'it reads like a sentence';
  const odd = names.find((name) => !isKnownProgram(name) && !/^[a-z_][\w.-]*$/.test(name));
  if (odd !== undefined) return `"${odd.slice(0, 60)}" in it is no command`;
  // `install = x` is configuration.
  return commands.some((words) => words[1] === '=' || words[1] === ':')
    ? 'it looks like a configuration file'
    : undefined;
}

const SHELLS = new Set([
  'bash',
  'sh',
  'shell',
  'zsh',
  'ksh',
  'dash',
  'shell-script',
  'bash-script',
]);
const TRANSCRIPTS = new Set(['console', 'shell-session', 'shellsession', 'terminal', 'sh-session']);

function other(reason: string): Offer {
  return { type: 'other', reason };
}
