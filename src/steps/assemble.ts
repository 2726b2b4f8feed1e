import { holdsChecks, isTroubleTable } from './checkable.ts';
import { addItemCommands, addRowCommands } from './checkable-items.ts';
import { bangWarning, readCaution, unknownCautionNames } from './caution.ts';
import type { DraftBlock } from './draft.ts';
import type { FlowItem } from './flow.ts';
import { attestedGate } from './gate.ts';
import { readHeading } from './heading.ts';
import { plainText } from './inline.ts';
import { readLiteral, variableOf } from './literal.ts';
import type { Literal, OtherBlock, Problem, Step } from './model.ts';
import { readParagraph } from './paragraph.ts';
import { GRAFT } from './question.ts';
import { markDiagnoses, unknownPollRefs } from './poll-refs.ts';
import { unknownRefs } from './refs.ts';
import { sayParts } from './say.ts';
import { unknownScopes } from './scope.ts';
import { distrustShadowed } from './shadowed.ts';
import { StepBuilder } from './step-builder.ts';
import { surveyDocument } from './survey.ts';
import type { Survey } from './survey.ts';

/** The parts of a runbook that its flow holds. */
export interface Assembled {
  readonly literals: readonly Literal[];
  readonly survey: Survey;
  readonly steps: readonly Step[];
  readonly other: readonly OtherBlock[];
  readonly problems: readonly Problem[];
}

type Paragraph = Extract<FlowItem, { type: 'paragraph' }>;

/**
 * Puts the flow of a document together: steps by their headings, and in each what belongs to what.
 *
 * @param cwd the folder that the front matter wants the blocks to run in
 */
export function assemble(flow: readonly FlowItem[], cwd?: string): Assembled {
  const survey = surveyDocument(flow);
  const problems: Problem[] = [...survey.problems];
  const other: OtherBlock[] = [];
  const literals: Literal[] = [];
  const steps: Step[] = [];
  const ids = new Map<string, number>();
  const into = { problems, other, cwd };
  let builder = new StepBuilder(readHeading('start'), { line: 1, depth: 1 }, into);

  let checks: { readonly depth: number } | undefined;
  let tableHead: readonly string[] = [];

  const close = (): void => {
    const { heading, gates, depth, hasBlocks } = builder;
    const kept = hasBlocks || heading.role !== 'section' || (gates.length > 0 && depth > 1);
    const step = builder.finish(kept ? uniqueId(heading.id, ids) : heading.id);
    if (kept && !(heading.isLegend && !hasBlocks)) steps.push(step);
  };

  for (const item of flow) {
    switch (item.type) {
      case 'front-matter':
        break;
      case 'heading': {
        const heading = readHeading(item.text);
        builder.enter([]);
        // The title of a document is no list of checks, whatever it says.
        if (checks === undefined || item.depth <= checks.depth)
          checks = item.depth > 1 && holdsChecks(heading) ? { depth: item.depth } : undefined;
        if (heading.role === 'rollback') checks = undefined;
        const inside = builder.heading.role !== 'section' && item.depth > builder.depth;
        if (inside && heading.role === 'section') {
          builder.breakOff();
          builder.addProse(plainText(item.text), 'next-block');
        } else {
          close();
          builder = new StepBuilder(heading, { line: item.line, depth: item.depth }, into);
        }
        break;
      }
      case 'paragraph': {
        builder.enter(item.items);
        const literal = item.items.length > 0 ? readLiteral(item.line, item.text) : undefined;
        if (literal !== undefined) addLiteral(literal, literals, survey, problems);
        else addParagraph(item, { builder, survey, problems, checks: checks !== undefined });
        break;
      }
      case 'row':
        builder.enter([]);
        if (item.isHead) tableHead = item.cells;
        else if (checks !== undefined && !isTroubleTable(tableHead)) addRowCommands(item, builder);
        builder.addProse(item.cells.map(plainText).join(' | '), 'next-block');
        break;
      case 'code':
        builder.enter(item.items);
        // What stands in it comes by itself.
        if (item.seenBy !== 'markdown') builder.addCode(item);
        break;
      case 'not-read':
        problems.push({
          topic: 'part-not-read',
          line: item.line,
          message: item.reason,
          nearest: undefined,
        });
        break;
    }
  }
  close();
  problems.push(
    ...unknownRefs(steps),
    ...unknownScopes(steps, survey.scopes),
    ...unknownPollRefs(steps),
    ...unknownCautionNames(steps, literals),
  );
  return { literals, survey, steps: markDiagnoses(distrustShadowed(steps)), other, problems };
}

interface Into {
  readonly builder: StepBuilder;
  readonly survey: Survey;
  readonly problems: Problem[];
  /** Whether the items of lists here are things to check. */
  readonly checks: boolean;
}

function addParagraph(item: Paragraph, into: Into): void {
  const { builder, survey, problems } = into;
  if (builder.heading.isLegend) return;
  const warning = bangWarning(item.text);
  if (warning !== undefined) {
    builder.addCaution(readCaution(item.line, warning));
    builder.addProse(plainText(item.text), 'nothing');
    return;
  }
  const { parts, problems: found } = readParagraph(item.text, item.line, item.opensItem);
  problems.push(...found);
  const saysGate = parts.some((part) => part.type === 'sentence' && part.head === 'gate');
  const isExitItem = builder.heading.role === 'exit-gate' && item.items.length === 1 && !saysGate;
  const isNext = isExitItem && saysWhatIsNext(item);
  // An author who writes gates says what is to be run, too.
  const mayCheck = into.checks && item.items.length > 0 && !saysGate && !isNext;
  let made: readonly DraftBlock[] = [];
  sayParts(parts, item, builder, survey, problems, () => {
    if (mayCheck && !builder.awaitsCode) made = addItemCommands(item, parts, builder);
  });
  if (isExitItem && item.opensItem && !isNext) addExitItem(item, made, into);
}

/**
 * An item of a foreign exit gate is something a person answers for, unless it only says what comes next: beside the
 * output of its commands where it holds any, and then not a second time.
 */
function addExitItem(
  item: Paragraph,
  made: readonly DraftBlock[],
  { builder, survey }: Into,
): void {
  const text = exitWords(item);
  const onFresh = /\bFRESH DEPLOY\b[^.]*(?:\.[^.]*)?\bdeferred\b/i.test(text);
  const graft = survey.optionTexts.find((option) => option === GRAFT);
  const gate = attestedGate(item.line, text, onFresh ? graft : undefined);
  if (made.length === 0) builder.gates.push(gate);
  else builder.addResting(gate, made);
}

function saysWhatIsNext(item: Paragraph): boolean {
  return /^(?:proceed\b|next\b|=>|then\b)/i.test(exitWords(item));
}

function exitWords({ text }: Paragraph): string {
  return plainText(text.replace(/^\[[ xX]\]\s/, ''));
}

function addLiteral(
  literal: Literal,
  literals: Literal[],
  survey: Survey,
  problems: Problem[],
): void {
  const variable = variableOf(literal.name);
  const before = literals.find((one) => variableOf(one.name) === variable);
  const say = (message: string): void => {
    problems.push({ topic: 'literal-not-usable', line: literal.line, message, nearest: undefined });
  };
  if (before !== undefined) say(`ENV(${literal.name}) is given on line ${before.line} already`);
  else literals.push(literal);
  if (survey.captureNames.has(variable)) {
    say(`ENV(${literal.name}) and a CAPTURE are both read as $${variable}`);
  }
}

function uniqueId(id: string, taken: Map<string, number>): string {
  const count = (taken.get(id) ?? 0) + 1;
  taken.set(id, count);
  if (count === 1) return id;
  const next = `${id}-${count}`;
  return taken.has(next) ? uniqueId(next, taken) : (taken.set(next, 1), next);
}
