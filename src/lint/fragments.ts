import type { Block, Runbook, Step } from '../steps/model.ts';
import { commandsIn } from '../steps/shell-commands.ts';
import { readRunbook } from '../steps/read-runbook.ts';
import { readShellLoosely } from '../steps/shell-syntax.ts';
import { findPlaceholders } from '../steps/placeholder-find.ts';
import { lastLineOf } from './block-places.ts';
import { codeSpans } from './code-spans.ts';
import type { DocumentLines } from './document-lines.ts';
import { withoutPlaceholders } from './linted-blocks.ts';
import type { LintedBlock } from './rule.ts';

/**
 * Commands that stand in the document outside of its blocks: in a code span, on a line of prose that has lost its fence,
 * in a comment of a block. They are looked at and never offered. Linear in the document; never throws.
 */
export function fragmentsIn(runbook: Runbook, lines: DocumentLines): readonly LintedBlock[] {
  const code = codeLines(runbook);
  const spans = codeSpans(lines, (line) => code.has(line));
  const inSpans = new Set(spans.flatMap(({ line, last }) => range(line, last)));
  const found = [
    ...spans.flatMap(({ start, end, lead, isAlone }) =>
      isAlone || (LEADS.test(lead) && !DENIES.test(lead)) ? [candidate(lines, start, end)] : [],
    ),
    ...bareLines(lines, (line) => code.has(line) || inSpans.has(line)),
    ...commentedOut(runbook, lines),
  ];
  const empty = found.length === 0 ? undefined : emptyBlock();
  if (empty === undefined) return [];
  const offered = offeredInline(runbook);
  const left = found.filter(
    ({ start, text }) => !offered.has(`${lines.placeOf(start).line} ${oneLine(text)}`),
  );
  return left.flatMap(({ start, text }) => fragment(runbook, lines, empty, start, text) ?? []);
}

interface Candidate {
  /** Offset into the document. */
  readonly start: number;
  /** As long as what stands there. */
  readonly text: string;
}

/** What leads from a sentence to the command that is to be run: a colon, a dash, the edge of a cell, or a verb. */
const LEADS =
  /(?:^|[:|,]|--|\u2014|\u2192|->|\b(?:run|runs|re-run|rerun|use|via|with|then|execute|issue|try|do|check|confirm|verify|by|from|e\.g\.))\s*$/i;
/** It is named here as what not to do, or as what went wrong. */
const DENIES =
  /\b(?:never|not|don't|doesn't|cannot|can't|won't|instead of|avoid|rather than|symptom|older|formerly|failed|fails|hangs|risk|cause)\b|\b(?:no|without)\s*$/i;

function candidate(lines: DocumentLines, start: number, end: number): Candidate {
  // A line end in a code span is a blank, and a bar in a table has a backslash.
  const text = lines.source
    .slice(start, end)
    .replace(/[\r\n]/g, ' ')
    .replaceAll('\\|', ' |');
  return { start, text };
}

function fragment(
  runbook: Runbook,
  lines: DocumentLines,
  empty: Block,
  start: number,
  text: string,
): LintedBlock | undefined {
  if (text.length > LONGEST || (!beginsWithProgram(text) && !GROUP.test(text))) return undefined;
  const placeholders = findPlaceholders(text);
  const plain = withoutPlaceholders({ text, placeholders });
  const { script, problem } = readShellLoosely(plain);
  if (script === undefined || problem !== undefined) return undefined;
  const commands = commandsIn(script);
  const { line } = lines.placeOf(start);
  const step = stepAt(runbook, line);
  const first = commands[0];
  if (first === undefined || readsLikeProse(first.words)) return undefined;
  // One or two words only name a program.
  if (commands.length === 1 && first.words.length < 3 && first.node.redirects.length === 0)
    return undefined;
  const block: Block = {
    ...empty,
    origin: 'inline',
    labelled: false,
    id: `${step.id}/line ${line}`,
    line,
    text,
    placeholders,
  };
  return {
    runbook,
    step,
    block,
    text: plain,
    script,
    problem: undefined,
    commands,
    startsAt: start,
  };
}

const LONGEST = 4000;
const HOLE = /(?<![<>])<[A-Za-z][\w-]{0,60}(?:[ .:/][\w-]{1,60}){0,8}>(?!>)/g;

/** The last heading above a line. */
function stepAt({ steps, title }: Runbook, line: number): Step {
  return (
    steps.findLast((step) => step.line <= line) ?? {
      id: 'document',
      title,
      line: 1,
      role: 'section',
      prose: [],
      blocks: [],
      gates: [],
      routing: undefined,
      acceptance: undefined,
    }
  );
}

/** What the rules know something about. */
const PROGRAM =
  /^\s*(?:\(\s*\{?\s*|\w+=\S*\s+|sudo\s+|timeout\s+\d+\s+)*(?:juju|openstack|kubectl|helm|ssh|scp|curl|wget|vault|maas|pip3?|base64|clusterctl|sudo|export|source|systemctl|virsh)\s/;

/** A subshell over several lines. */
const GROUP = /^\s*\(\s*\{?[ \t]*\n/;

function beginsWithProgram(text: string): boolean {
  return PROGRAM.test(text.slice(0, 400));
}

function readsLikeProse(words: readonly (string | undefined)[]): boolean {
  return words.some(
    (word) =>
      word !== undefined &&
      /^(?:a|an|the|this|that|is|are|was|were|will|when|which|and|if|it|its|your|you|must|should)[,.;:]?$/i.test(
        word,
      ),
  );
}

/** Commands on lines of their own, outside of any code: with what they go on with. */
function bareLines(lines: DocumentLines, isTaken: (line: number) => boolean): readonly Candidate[] {
  const found: Candidate[] = [];
  for (let line = 1; line <= lines.count; line += 1) {
    const text = lines.textOf(line);
    if (isTaken(line) || (!PROGRAM.test(text.slice(0, 400)) && !/^\s*\(\s*\{?\s*$/.test(text)))
      continue;
    const last = endOfCommand(lines, line, isTaken);
    if (last === undefined) continue;
    const start = lines.startOf(line);
    found.push({
      start,
      text: lines.source.slice(start, lines.startOf(last) + lines.textOf(last).length),
    });
    line = last;
  }
  return found;
}

const MOST_LINES = 40;

/** The last line of the command that begins on this one; undefined when it has no end soon. */
function endOfCommand(
  lines: DocumentLines,
  first: number,
  isTaken: (line: number) => boolean,
): number | undefined {
  const start = lines.startOf(first);
  if (/^\s*\(/.test(lines.textOf(first))) {
    for (
      let last = first;
      last < first + MOST_LINES && last <= lines.count && !isTaken(last);
      last += 1
    )
      if (/^\s*(?:\}\s*)?\)/.test(lines.textOf(last))) return last;
    return undefined;
  }
  for (let last = first; last < first + 12 && last <= lines.count && !isTaken(last); last += 1) {
    if (lines.textOf(last).trim() === '') return undefined;
    if (/\\$/.test(lines.textOf(last))) continue;
    const { problem } = readShellLoosely(
      lines.source.slice(start, lines.startOf(last) + lines.textOf(last).length).replace(HOLE, 'x'),
    );
    if (problem === undefined) return last;
  }
  return undefined;
}

/** Commands that a comment of a block holds, for whoever takes the `#` away. */
function commentedOut(runbook: Runbook, lines: DocumentLines): readonly Candidate[] {
  const found: Candidate[] = [];
  for (const { blocks } of runbook.steps)
    for (const block of blocks) {
      if (block.origin !== 'fence' && block.origin !== 'indented') continue;
      const last = lastLineOf(block);
      for (let line = block.line; line <= last; line += 1) {
        const mark = /^\s*#\s/.exec(lines.textOf(line));
        if (mark === null || !PROGRAM.test(lines.textOf(line).slice(mark[0].length))) continue;
        const start = lines.startOf(line) + mark[0].length;
        let end = line;
        while (end < last && /\\$/.test(lines.textOf(end)) && /^\s*#/.test(lines.textOf(end + 1)))
          end += 1;
        const text = lines.source.slice(start, lines.startOf(end) + lines.textOf(end).length);
        found.push({ start, text: text.replace(/\n(\s*)#/g, '\n$1 ') });
        line = end;
      }
    }
  return found;
}

/** The lines that blocks and other code stand on, fences included. */
function codeLines({ steps, other }: Runbook): ReadonlySet<number> {
  const taken = new Set<number>();
  for (const block of steps.flatMap(({ blocks }) => blocks))
    if (block.origin !== 'inline')
      for (let line = block.line, last = lastLineOf(block) + 1; line <= last; line += 1)
        taken.add(line);
  for (const { origin, line, text } of other)
    // What a code span holds is looked at here although it is not offered.
    if (origin === 'code')
      for (const one of range(line, line + text.split('\n').length + 1)) taken.add(one);
  return taken;
}

/** The code spans that are blocks already, by their line. */
function offeredInline({ steps }: Runbook): ReadonlySet<string> {
  return new Set(
    steps
      .flatMap(({ blocks }) => blocks)
      .filter(({ origin }) => origin === 'inline')
      .map(({ line, text }) => `${line} ${oneLine(text)}`),
  );
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').trim();
}

function range(first: number, last: number): readonly number[] {
  return Array.from({ length: Math.max(0, last - first + 1) }, (_, at) => first + at);
}

/** A block as the reader makes it, to be given another text: it knows what all belongs to one. */
function emptyBlock(): Block | undefined {
  return readRunbook('# None\n\n```bash\ntrue\n```\n', '').steps[0]?.blocks[0];
}
