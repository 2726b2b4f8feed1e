import type { ForeignFinding } from '../../lint/lint-runbook.ts';
import type { LintedBlock, RuleFacts } from '../../lint/rule.ts';

/** One thing that ShellCheck says: lines and columns are 1-based and count characters. */
export interface ShellCheckComment {
  /** As it was given on the command line. */
  readonly file: string;
  readonly line: number;
  readonly endLine: number;
  readonly column: number;
  readonly endColumn: number;
  readonly level: string;
  readonly code: number;
  readonly message: string;
}

/** Reads `--format=json1`; undefined for anything else. Comments that lack something are left out. */
export function outputOf(stdout: string): readonly ShellCheckComment[] | undefined {
  let read: unknown;
  try {
    read = JSON.parse(stdout);
  } catch {
    return undefined;
  }
  const comments =
    typeof read === 'object' && read !== null && 'comments' in read ? read.comments : undefined;
  return Array.isArray(comments) ? comments.filter(isComment) : undefined;
}

function isComment(value: unknown): value is ShellCheckComment {
  if (typeof value !== 'object' || value === null) return false;
  const fields = value as Record<string, unknown>;
  return (
    ['file', 'level', 'message'].every((name) => typeof fields[name] === 'string') &&
    ['line', 'endLine', 'column', 'endColumn', 'code'].every((name) =>
      Number.isInteger(fields[name]),
    )
  );
}

/**
 * A block as ShellCheck is given it: its text with placeholders overwritten, below one line that gives every name a
 * value that has one when it runs; and how what it says of that becomes a finding.
 *
 * @param names shell variables that are set by the time the block runs
 */
export function scriptFor(
  linted: LintedBlock,
  names: readonly string[],
): {
  readonly script: string;
  readonly findingOf: (comment: ShellCheckComment) => ForeignFinding | undefined;
} {
  const rows = linted.text.split(/\r\n|\n|\r/);
  const starts = startsOf(linted.text);
  const given = names.map((name) => `${name}=x`).join(' ');
  const script = `${given === '' ? ':' : `export ${given}`}\n${rows.join('\n')}\n`;
  const offsetOf = (line: number, column: number): number => {
    const row = rows[line - 2] ?? '';
    const characters = Array.from(row).slice(0, Math.max(0, column - 1));
    return (starts[line - 2] ?? 0) + characters.join('').length;
  };
  return {
    script,
    findingOf: (comment) => {
      const { line, endLine, column, endColumn } = comment;
      if (line < 2 || line > rows.length + 1) return undefined;
      const start = offsetOf(line, column);
      const end = Math.max(start, offsetOf(Math.min(endLine, rows.length + 1), endColumn));
      const message = /[.?!]$/.test(comment.message) ? comment.message : `${comment.message}.`;
      return { in: linted.block.id, rule: ruleOf(comment), start, end, message };
    },
  };
}

function startsOf(text: string): readonly number[] {
  return [0, ...[...text.matchAll(/\r\n|\n|\r/g)].map((end) => end.index + end[0].length)];
}

/** Never an error: whether lint fails must not hang on what is installed. */
function ruleOf({ code, level }: ShellCheckComment): RuleFacts {
  return {
    id: `shellcheck-SC${code}`,
    part: 'risky',
    severity: level === 'error' || level === 'warning' ? 'warning' : 'note',
    why: 'ShellCheck finds fault with it.',
    todo: `See https://www.shellcheck.net/wiki/SC${code}`,
  };
}
