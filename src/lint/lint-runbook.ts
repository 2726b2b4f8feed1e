import type { Runbook } from '../steps/model.ts';
import { placesOfBlock } from './block-places.ts';
import { documentLines, sourceText } from './document-lines.ts';
import type { DocumentLines } from './document-lines.ts';
import type { Finding } from './finding.ts';
import { fragmentsIn } from './fragments.ts';
import { lintedBlocks } from './linted-blocks.ts';
import type { FoundInBlock, FoundInDocument, LintedBlock, Rule, RuleFacts } from './rule.ts';
import { rules as allRules } from './rules.ts';
import { readSilences, silenceFinder } from './silences.ts';
import type { JudgedSilence, Silence } from './silences.ts';

export interface LintOptions {
  /** The runbooks that are walked as one with it, in their order; it alone when left out. */
  readonly walk?: readonly Runbook[];
  /** What other programs found in its blocks. */
  readonly also?: readonly ForeignFinding[];
  readonly rules?: readonly Rule[];
  /** Its blocks with their shell read, where somebody has them already. */
  readonly blocks?: readonly LintedBlock[];
}

/** Found by another program, under a rule of its own. */
export interface ForeignFinding extends FoundInBlock {
  /** The block's id. */
  readonly in: string;
  readonly rule: RuleFacts;
}

/**
 * All that the rules have to say about a document, in its order. What the document silences is among it and says so.
 * Pure; never throws, whatever the document holds.
 *
 * @param bytes the document, as it was read from the disk
 * @param runbook the same, read as a runbook
 */
export function lintRunbook(
  bytes: Uint8Array | string,
  runbook: Runbook,
  options: LintOptions = {},
): readonly Finding[] {
  const { walk = [runbook], also = [], rules = allRules } = options;
  const lines = documentLines(sourceText(bytes));
  const blocks = options.blocks ?? lintedBlocks(runbook);
  const read = blocks.filter(({ unread }) => unread !== true);
  const looked = [...read, ...fragmentsIn(runbook, lines)];
  const place = placer(lines);
  const found = rules.flatMap((rule) => {
    switch (rule.looksAt) {
      case 'block':
        return (rule.part === 'risky' ? looked : blocks).flatMap((linted) =>
          [...rule.find(linted)].map((one) => place.inBlock(rule, one, linted)),
        );
      case 'document':
        return [...rule.find({ runbook, source: lines.source, blocks, walk })].map((one) =>
          'in' in one ? place.inBlock(rule, one, one.in) : place.onLine(rule, one),
        );
      case 'silences':
        return [];
    }
  });
  const byId = new Map(blocks.map((linted) => [linted.block.id, linted]));
  const foreign = also.flatMap((one) => {
    const linted = byId.get(one.in);
    return linted === undefined ? [] : [place.inBlock(one.rule, one, linted)];
  });
  const { findings, silences } = silence(
    once([...found, ...foreign]),
    readSilences(lines, runbook),
    new Set(rules.map(({ id }) => id)),
  );
  const ofSilences = rules.flatMap((rule) =>
    rule.looksAt === 'silences'
      ? [...rule.find(silences)].map((one) => place.onLine(rule, one))
      : [],
  );
  return [...findings, ...ofSilences].sort(inOrder);
}

/** Makes findings of what rules found. */
function placer(lines: DocumentLines) {
  const places = new Map<string, ReturnType<typeof placesOfBlock>>();
  const placesOf = ({ block, startsAt }: LintedBlock): ReturnType<typeof placesOfBlock> => {
    if (startsAt !== undefined) return (offset) => startsAt + offset;
    const known = places.get(block.id) ?? placesOfBlock(block, lines);
    places.set(block.id, known);
    return known;
  };
  const common = (rule: RuleFacts, one: { message?: string; todo?: string }) => ({
    rule: rule.id,
    severity: rule.severity,
    message: one.message ?? rule.why,
    todo: one.todo ?? rule.todo,
    silenced: undefined,
  });
  return {
    inBlock(rule: RuleFacts, one: FoundInBlock, linted: LintedBlock): Finding {
      const at = placesOf(linted);
      const start = at(one.start);
      const end = Math.max(start, at(one.end));
      const last = lines.placeOf(end);
      return {
        ...common(rule, one),
        ...lines.placeOf(start),
        endLine: last.line,
        endColumn: last.column,
        block: linted.startsAt === undefined ? linted.block.id : undefined,
        fix: one.fix?.map((edit) => ({
          start: at(edit.start),
          end: at(edit.end),
          text: edit.text,
        })),
      };
    },
    onLine(rule: RuleFacts, one: FoundInDocument): Finding {
      const line = Math.min(Math.max(1, one.line), lines.count);
      const text = lines.textOf(line);
      return {
        ...common(rule, one),
        line,
        column: text.length - text.trimStart().length + 1,
        endLine: line,
        endColumn: text.trimEnd().length + 1,
        block: one.block,
        fix: one.fix,
      };
    },
  };
}

function once(findings: readonly Finding[]): readonly Finding[] {
  const seen = new Set<string>();
  return findings.filter(({ rule, line, column, endLine, endColumn, message }) => {
    const key = [rule, line, column, endLine, endColumn, message].join('\0');
    return !seen.has(key) && seen.add(key);
  });
}

/** Marks what the document silences, and counts it. One without a reason silences nothing. */
function silence(
  findings: readonly Finding[],
  silences: readonly Silence[],
  known: ReadonlySet<string>,
): { findings: readonly Finding[]; silences: readonly JudgedSilence[] } {
  const used = new Set<string>();
  const finder = silenceFinder(silences);
  const marked = findings.map((finding) => {
    const by = finder(finding.rule, finding.line);
    if (by === undefined) return finding;
    used.add(`${by.line} ${finding.rule}`);
    return { ...finding, silenced: { line: by.line, reason: by.reason } };
  });
  const judged = silences.map((one) => ({
    ...one,
    unknown: one.rules.filter((id) => !known.has(id) && !FOREIGN.test(id)),
    // What another program would find is not known where that program is missing.
    idle: one.rules.filter((id) => known.has(id) && !used.has(`${one.line} ${id}`)),
  }));
  return { findings: marked, silences: judged };
}

const FOREIGN = /^shellcheck-SC\d{4}$/;

function inOrder(left: Finding, right: Finding): number {
  return left.line - right.line || left.column - right.column || (left.rule < right.rule ? -1 : 1);
}
