import type { Block, Runbook } from '../steps/model.ts';
import { readRunbook } from '../steps/read-runbook.ts';
import { documentLines } from './document-lines.ts';
import type { DocumentLines } from './document-lines.ts';
import type { Edit, Finding } from './finding.ts';
import { lintRunbook } from './lint-runbook.ts';

/** One place that was mended, for a person to read. */
export interface AppliedFix {
  /** In the document as it was when this was mended. */
  readonly line: number;
  readonly rule: string;
  /** The line before, and what stands in its place. */
  readonly before: string;
  readonly after: readonly string[];
}

/**
 * Mends what rules call safe, and nothing else. Each change is read again before it is kept: its finding has to be gone,
 * no error may have come, and no block but the one that it is about may be read otherwise. Pure.
 *
 * @param source the document, without a byte order mark
 * @param file its name
 */
export function fixDocument(
  source: string,
  file: string,
): { readonly source: string; readonly fixed: readonly AppliedFix[] } {
  const fixed: AppliedFix[] = [];
  const refused = new Set<string>();
  let text = source;
  let read = looked(text, file);
  for (let round = 0; round < ROUNDS; round += 1) {
    const wanted = read.findings.filter(
      (one) => one.fix !== undefined && one.silenced === undefined && !refused.has(keyOf(one)),
    );
    const together = apart(wanted);
    const [first] = together;
    if (first === undefined) break;
    // All that do not touch each other at once; where that does not come out well, one at a time.
    const tried = [together, [first]].map((some) => ({ some, next: edited(text, some) }));
    const good = tried
      .map(({ some, next }) => ({ some, next, after: looked(next, file) }))
      .find(({ some, after }) => cameOutWell(read, after, some));
    if (good === undefined) {
      refused.add(keyOf(first));
      continue;
    }
    const lines = documentLines(text);
    fixed.push(...good.some.map((one) => told(lines, one)));
    text = good.next;
    read = good.after;
  }
  return { source: text, fixed };
}

/** More than any document needs; what is left is found again the next time. */
const ROUNDS = 100;

interface Looked {
  readonly runbook: Runbook;
  readonly findings: readonly Finding[];
}

function looked(source: string, file: string): Looked {
  const runbook = readRunbook(source, file);
  return { runbook, findings: lintRunbook(source, runbook) };
}

function keyOf({ rule, line, column, message }: Finding): string {
  return [rule, line, column, message].join('\0');
}

/** Those that stand apart from each other, from the top; the others come in the next round. */
function apart(findings: readonly Finding[]): readonly Finding[] {
  let end = -1;
  return findings.filter(({ fix = [] }) => {
    const from = Math.min(...fix.map((edit) => edit.start));
    if (fix.length === 0 || from <= end) return false;
    end = Math.max(...fix.map((edit) => edit.end));
    return true;
  });
}

function edited(source: string, findings: readonly Finding[]): string {
  const edits = findings
    .flatMap(({ fix }) => fix ?? [])
    .toSorted((left, right) => left.start - right.start);
  let text = '';
  let position = 0;
  for (const { start, end, text: put } of edits) {
    if (start < position) continue;
    text += source.slice(position, start) + put;
    position = end;
  }
  return text + source.slice(position);
}

function cameOutWell(before: Looked, after: Looked, fixed: readonly Finding[]): boolean {
  const errors = ({ findings }: Looked): number =>
    findings.filter(({ severity }) => severity === 'error').length;
  const ofRules = ({ findings }: Looked): number =>
    findings.filter(({ rule }) => fixed.some((one) => one.rule === rule)).length;
  const touched = new Set(fixed.map(({ block }) => block));
  const [were, are] = [blocksOf(before.runbook), blocksOf(after.runbook)];
  return (
    errors(after) <= errors(before) &&
    ofRules(after) <= ofRules(before) - fixed.length &&
    were.length === are.length &&
    were.every((block, index) => touched.has(block.id) || asItWas(block, are[index]))
  );
}

function blocksOf({ steps }: Runbook): readonly Block[] {
  return steps.flatMap(({ blocks }) => blocks);
}

/** Whether a block still runs as it did: its line and the prose above it do not matter. */
function asItWas(was: Block, is: Block | undefined): boolean {
  const facts = (block: Block | undefined): string =>
    JSON.stringify(block, (key, value: unknown) =>
      key === 'line' || key === 'prose' ? undefined : value,
    );
  return facts(was) === facts(is);
}

function told(lines: DocumentLines, finding: Finding): AppliedFix {
  const { source } = lines;
  const edits: readonly Edit[] = finding.fix ?? [];
  const first = lines.placeOf(Math.min(...edits.map(({ start }) => start))).line;
  const last = lines.placeOf(Math.max(...edits.map(({ end }) => end))).line;
  const from = lines.startOf(first);
  const to = lines.startOf(last) + lines.textOf(last).length;
  const inside = edits.map(({ start, end, text }) => ({
    start: start - from,
    end: end - from,
    text,
  }));
  const after = edited(source.slice(from, to), [{ ...finding, fix: inside }]);
  return {
    line: first,
    rule: finding.rule,
    before: source.slice(from, to),
    after: after.split(/\r\n|\n|\r/),
  };
}
