import { commentsOf } from './shell-comments.ts';

/**
 * What the comments of a script say about its output, in order: `# expect 8192`, `# Expect: ...` with the comment lines
 * that carry it on, `# should print ...`, `# => ...`. Only what is surely a comment of the shell counts. The words that
 * only introduce it are left out. Linear.
 */
export function expectationsIn(script: string): readonly string[] {
  if (!/expect|should|=>/i.test(script)) return [];
  const comments = commentsOf(script)
    .slice(0, MOST_COMMENTS)
    .map((comment) => readComment(script, comment));
  const found: string[] = [];
  for (let at = 0; at < comments.length && found.length < MOST; at += 1) {
    const first = comments[at];
    const begins = first === undefined ? undefined : beginningOf(first.text);
    if (first === undefined || begins === undefined) continue;
    const more = carriedOn(comments, at);
    const rows = [begins, ...more.map(({ text }) => text)].map((row) =>
      row.replace(/\s+/g, ' ').trim(),
    );
    const words = rows.join('\n').trim();
    if (words !== '') found.push(words.length > LONGEST ? `${words.slice(0, LONGEST)}...` : words);
    at += more.length;
  }
  return found;
}

const MOST = 50;
const MOST_COMMENTS = 5000;
const LONGEST = 600;

interface Comment {
  /** Behind its `#`, blanks in front kept. */
  readonly text: string;
  /** Nothing but blanks stands before it on its line. */
  readonly alone: boolean;
  readonly line: number;
  /** What follows its line: nothing, an empty line, another comment, or a command. */
  readonly below: 'empty' | 'comment' | 'command';
}

function readComment(script: string, [start, end]: readonly [number, number]): Comment {
  const from = script.lastIndexOf('\n', start - 1) + 1;
  const to = script.indexOf('\n', end + 1);
  const next = script.slice(end + 1, to < 0 ? undefined : to).trim();
  return {
    text: script.slice(start, end).replace(/^#+/, '').trimEnd(),
    alone: script.slice(from, start).trim() === '',
    line: from,
    below: next === '' ? 'empty' : next.startsWith('#') ? 'comment' : 'command',
  };
}

/** The expectation that a comment begins with; undefined when it says something else. */
function beginningOf(text: string): string | undefined {
  const said = text.trim();
  for (const form of FORMS) {
    const found = form.exec(said);
    if (found !== null) return said.slice(found[0].length);
  }
  return undefined;
}

const FORMS: readonly RegExp[] = [
  /^expect(?:ed|s)?(?: (?:output|result|to see))?(?:\s*:\s*|\s+|$)/i,
  /^(?:this |it )?should (?:print|show|return|say|output|give|see|list|read|be)(?:\s*:\s*|\s+|$)/i,
  /^=>\s*/,
];

/**
 * The comment lines that go on from one on a line of its own. Where a command stands right below them they speak of it,
 * but for those that hang under the first.
 */
function carriedOn(comments: readonly Comment[], at: number): readonly Comment[] {
  const first = comments[at];
  if (first?.alone !== true || first.below !== 'comment') return [];
  const group: Comment[] = [];
  let last: Comment = first;
  for (const comment of comments.slice(at + 1, at + 1 + MOST)) {
    if (last.below !== 'comment' || beginningOf(comment.text) !== undefined) break;
    group.push(comment);
    last = comment;
  }
  if (last.below !== 'command') return group;
  const indent = indentOf(first.text);
  const end = group.findIndex(({ text }) => indentOf(text) < indent + 2);
  return end < 0 ? group : group.slice(0, end);
}

function indentOf(text: string): number {
  return text.length - text.trimStart().length;
}
