import type { Finding } from '../../lint/finding.ts';
import { sanitise } from '../../session/sanitise.ts';
import { understoodLines, wrapped } from '../outline-text.ts';
import { clean } from '../plain/lines.ts';
import { countFindings, pageOf, partOf } from './linted-file.ts';
import type { Counts, LintReport, LintedFile, ShellCheckRun } from './linted-file.ts';

/** The report for people: each document in its two parts, and what it comes to at the end. */
export function lintText(report: LintReport, columns: number): string {
  const width = Math.max(40, columns);
  const { files, shellcheck } = report;
  const several = files.length > 1;
  const lines = files.flatMap((file) => [
    ...fileLines(file, width),
    '',
    `${several ? `${clean(file.name)}: ` : ''}${countWords(countFindings(file.findings))}`,
    ...(several ? ['', '-'.repeat(Math.min(width, 80)), ''] : []),
  ]);
  const all = countFindings(files.flatMap(({ findings }) => findings));
  const total = several ? [`${files.length} files: ${countWords(all)}`] : [];
  const of = shellCheckWords(shellcheck);
  return [...lines, ...total, ...(of === undefined ? [] : wrapped(of, width))].join('\n');
}

function fileLines(file: LintedFile, width: number): readonly string[] {
  const { runbook, findings } = file;
  const understood = findings.filter((one) => partOf(one) === 'understood');
  const risky = findings.filter((one) => partOf(one) === 'risky');
  return [
    ...fixLines(file, width),
    'UNDERSTOOD',
    '',
    ...understoodLines(runbook, width),
    '',
    'NOT UNDERSTOOD',
    ...findingLines(understood, width, 'Nothing: every label and sentence was read.'),
    '',
    'RISKY',
    ...findingLines(risky, width, 'Nothing was found.'),
  ];
}

function findingLines(
  findings: readonly Finding[],
  width: number,
  nothing: string,
): readonly string[] {
  const silenced = findings.filter((one) => one.silenced !== undefined);
  const open = findings.filter((one) => one.silenced === undefined);
  const groups = grouped(open);
  return [
    ...(open.length === 0 ? ['', `  ${nothing}`] : groups.flatMap((one) => oneGroup(one, width))),
    ...(silenced.length === 0 ? [] : ['', '  silenced']),
    ...silenced.flatMap((one) => silencedLines(one, width)),
  ];
}

/** The same sentence about several lines is said once. */
function grouped(findings: readonly Finding[]): readonly (readonly [Finding, ...Finding[]])[] {
  const groups = new Map<string, [Finding, ...Finding[]]>();
  for (const one of findings) {
    const key = [one.rule, one.message, one.todo].join('\0');
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one]);
    else group.push(one);
  }
  return [...groups.values()];
}

function oneGroup(group: readonly [Finding, ...Finding[]], width: number): readonly string[] {
  const [first, ...rest] = group;
  const inside = ' '.repeat(INDENT);
  const put = (text: string): string[] =>
    wrapped(clean(text), width - INDENT).map((line) => `${inside}${line}`);
  const also = [...new Set(rest.map(({ line }) => line))].filter((line) => line !== first.line);
  return [
    '',
    `${String(first.line).padStart(5)}  ${first.severity.padEnd(7)}  ${first.rule}`,
    ...put(first.message),
    ...put(first.todo),
    ...(also.length === 0
      ? []
      : put(`Also on ${also.length > 1 ? 'lines' : 'line'} ${also.join(', ')}.`)),
    `${inside}${pageOf(first)}`,
  ];
}

/** Below the rule: line, severity and the blanks between them. */
const INDENT = 16;

function silencedLines({ line, rule, silenced }: Finding, width: number): readonly string[] {
  const words = `${rule}, on line ${silenced?.line ?? line}: ${silenced?.reason ?? ''}`;
  return wrapped(clean(words), width - 9).map((text, index) =>
    index === 0 ? `${String(line).padStart(5)}    ${text}` : `         ${text}`,
  );
}

/** What `--fix` did, as a diff shows it. */
function fixLines({ name, fixed, notFixed }: LintedFile, width: number): readonly string[] {
  if (notFixed !== undefined) return [...wrapped(clean(notFixed), width), ''];
  if (fixed.length === 0) return [];
  const shown = (text: string): string => sanitise(text).replaceAll('\n', ' ');
  const lines = fixed.flatMap(({ line, rule, before, after }) => [
    `${String(line).padStart(5)}  ${rule}`,
    `     - ${shown(before)}`,
    ...after.map((one) => `     + ${shown(one)}`),
  ]);
  const places = `${fixed.length} ${fixed.length === 1 ? 'place' : 'places'}`;
  return [`Mended ${places} in ${clean(name)}:`, ...lines, ''];
}

function countWords({ errors, warnings, notes, silenced }: Counts): string {
  const said = [count(errors, 'error'), count(warnings, 'warning'), count(notes, 'note')];
  return `${said.join(', ')}${silenced > 0 ? `; ${silenced} silenced` : ''}.`;
}

function count(number: number, noun: string): string {
  return `${number} ${noun}${number === 1 ? '' : 's'}`;
}

function shellCheckWords(run: ShellCheckRun): string | undefined {
  switch (run.type) {
    case 'ran':
    case 'not-needed':
      return undefined;
    case 'absent':
      return 'shellcheck is not installed here; what it would find is not among these.';
    case 'failed':
      return `${run.why}; what it would find is not among these.`;
  }
}
