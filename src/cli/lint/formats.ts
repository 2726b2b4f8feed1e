import type { Finding, Severity } from '../../lint/finding.ts';
import type { Block, Runbook } from '../../steps/model.ts';
import { jsonText } from '../json-text.ts';
import { clean } from '../plain/lines.ts';
import { countFindings, pageOf, partOf } from './linted-file.ts';
import type { LintReport } from './linted-file.ts';

/** The report as one JSON object; docs/lint/README.md says what is in it. */
export function lintJson({ files, unread, shellcheck }: LintReport): string {
  return jsonText({
    files: files.map(({ name, runbook, findings, fixed, notFixed }) => ({
      file: name,
      id: runbook.id,
      title: runbook.title,
      sha256: runbook.sha256,
      blocks: blocksOf(runbook),
      findings: findings.map((one) => ({
        rule: one.rule,
        part: partOf(one),
        severity: one.severity,
        line: one.line,
        column: one.column,
        endLine: one.endLine,
        endColumn: one.endColumn,
        block: one.block,
        message: one.message,
        todo: one.todo,
        page: pageOf(one),
        fix: one.fix,
        silenced: one.silenced,
      })),
      counts: countFindings(findings),
      fixed,
      notFixed,
    })),
    unread: unread.map(({ name, why }) => ({ file: name, error: why })),
    counts: countFindings(files.flatMap(({ findings }) => findings)),
    shellcheck: { run: shellcheck.type, why: shellcheck.type === 'failed' ? shellcheck.why : null },
  });
}

/** How each block was understood; `handrail outline --json` has all of it. */
function blocksOf({ steps }: Runbook): readonly unknown[] {
  const told = ({ id, line, kind, labelled, location, place, scope, mutates, gates }: Block) => ({
    id,
    line,
    kind,
    labelled,
    location,
    place,
    scope,
    mutates,
    gates: gates.map((gate) => ({ line: gate.line, type: gate.type, text: gate.text })),
  });
  return steps.flatMap(({ blocks }) => blocks.map(told));
}

/** Workflow commands that GitHub shows beside the lines of a pull request; what is silenced is not shown. */
export function lintGithub({ files, unread }: LintReport): string {
  const found = files.flatMap(({ name, runbook, findings }) =>
    findings
      .filter(({ silenced }) => silenced === undefined)
      .map((one) => annotation(name === '-' ? 'standard input' : runbook.file, one)),
  );
  const lost = unread.map(
    ({ name, why }) => `::error file=${property(name)},title=handrail lint::${data(why)}`,
  );
  return [...found, ...lost].join('\n');
}

function annotation(file: string, one: Finding): string {
  const { line, column, endLine, endColumn, rule, message, todo } = one;
  const where = [
    `file=${property(file)}`,
    `line=${line}`,
    `endLine=${endLine}`,
    // GitHub takes columns for one line only.
    ...(line === endLine ? [`col=${column}`, `endColumn=${endColumn}`] : []),
    `title=${property(rule)}`,
  ];
  const said = `${clean(message)} ${clean(todo)} (${pageOf(one)})`;
  return `::${LEVELS[one.severity]} ${where.join(',')}::${data(said)}`;
}

const LEVELS: Readonly<Record<Severity, string>> = {
  error: 'error',
  warning: 'warning',
  note: 'notice',
};

function data(text: string): string {
  return text.replace(/%/g, '%25').replace(/\r/g, '%0D').replace(/\n/g, '%0A');
}

function property(text: string): string {
  return data(text).replace(/:/g, '%3A').replace(/,/g, '%2C');
}
