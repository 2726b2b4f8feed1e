import { CODE, bodyOf, firstSentence, wordsOf } from './body.ts';
import { CONDITION_FORMS, beginsLikeAForm, readCondition } from './condition.ts';
import { plainText } from './inline.ts';
import { parseJsonPath } from './json-path.ts';
import type { AttestAnswer, Condition, Gate, Problem, ProblemTopic } from './model.ts';
import { nearestForm } from './nearest.ts';

/** What a gate's sentence can lean on in the rest of its document. */
export interface GateContext {
  readonly captureNames: ReadonlySet<string>;
  /** Texts of the options of every question. */
  readonly optionTexts: readonly string[];
}

/** A gate as it stands in the document. */
export interface WrittenGate {
  readonly line: number;
  /** What follows `GATE:`, as written. */
  readonly body: string;
  /** The words before it in its paragraph. */
  readonly about: string | undefined;
  readonly hard: boolean;
  readonly trainingAnswer: AttestAnswer | undefined;
}

/**
 * Reads a gate. A known form becomes a machine gate; anything else is attested by a person. Words
 * that begin like a known form and are none are attested too, and a problem says what is nearest.
 */
export function readGate(
  written: WrittenGate,
  context: GateContext,
): { readonly gate: Gate; readonly problems: readonly Problem[] } {
  const problems: Problem[] = [];
  const report: Report = (topic, message, nearest) => {
    problems.push({ topic, line: written.line, message, nearest });
  };
  const isHard = /^\(hard\)\s*:?\s*/i.exec(written.body);
  const routed = written.body.slice(isHard?.[0].length ?? 0);
  const { body, onlyWhen } = cutRoute(routed, context, report);
  const { text, codes } = bodyOf(body);
  const { line, about } = written;
  const hard = written.hard || isHard !== null;
  const base = { line, text: plainText(body), about, hard, onlyWhen };
  const machine = readMachine(text, codes, context, report);
  if (machine !== undefined) return { gate: { ...base, type: 'machine', ...machine }, problems };
  return { gate: { ...base, type: 'attested', trainingAnswer: written.trainingAnswer }, problems };
}

/** A gate with no machine's hand in it, as an item of a foreign exit gate. */
export function attestedGate(line: number, text: string, onlyWhen: string | undefined): Gate {
  const about = undefined;
  return { type: 'attested', line, text, about, hard: false, onlyWhen, trainingAnswer: undefined };
}

type Report = (topic: ProblemTopic, message: string, nearest?: string) => void;

interface MachineParts {
  readonly conditions: readonly Condition[];
  readonly noWhen: readonly Condition[] | undefined;
  readonly stableFor: number;
}

/** `(existing-cluster graft only): ...`. A route nobody asks about would switch the gate off, so it is not taken. */
function cutRoute(
  body: string,
  context: GateContext,
  report: Report,
): { body: string; onlyWhen: string | undefined } {
  const found = /^\(([^()]{1,80}) only\)\s*:?\s*/.exec(body);
  if (found === null) return { body, onlyWhen: undefined };
  const route = (found[1] ?? '').replace(/`/g, '').trim();
  const option = context.optionTexts.find((text) => text.toLowerCase() === route.toLowerCase());
  if (option === undefined) {
    report(
      'unknown-answer',
      `the gate speaks of "${route} only", and no question offers that`,
      nearestForm(route, context.optionTexts).form || '**ASK:** Is this a `first` or a `second`?',
    );
  }
  return { body: body.slice(found[0].length), onlyWhen: option };
}

function readMachine(
  text: string,
  codes: readonly string[],
  context: GateContext,
  report: Report,
): MachineParts | undefined {
  const { sentence, rest } = firstSentence(text);
  const stable = /,? stable for (\d{1,4}) polls?$/.exec(sentence);
  const words = stable === null ? sentence : sentence.slice(0, stable.index);
  const three = /^yes when (.+?),? (?:and )?no when (.+)$/i.exec(words);
  const conditions = readAll(three?.[1] ?? words, codes);
  const noWhen = three === null ? undefined : readAll(three[2] ?? '', codes);
  const understood = conditions.known && (noWhen?.known ?? true);
  if (!understood) {
    reportNearMiss(words, [conditions, noWhen], codes, report);
    return undefined;
  }
  const all = [...conditions.read, ...(noWhen?.read ?? [])];
  for (const name of unknownCaptures(
    all.map((one) => one.condition),
    context,
  )) {
    const nearest = '**CAPTURE:** `' + name + '` is line 1 of the output';
    report('capture-never-set', `no CAPTURE gives \`${name}\``, nearest);
    return undefined;
  }
  for (const { problem } of all) if (problem !== undefined) report('pattern-not-usable', problem);
  const further = readFurther(rest, codes, context, report);
  return {
    conditions: [...conditions.read.map((one) => one.condition), ...further],
    noWhen: noWhen?.read.map((one) => one.condition),
    stableFor: Math.max(1, Number(stable?.[1] ?? 1)),
  };
}

/** Sentences after the first are conditions when they are known forms, and remarks otherwise. */
function readFurther(
  text: string,
  codes: readonly string[],
  context: GateContext,
  report: Report,
): Condition[] {
  const conditions: Condition[] = [];
  let rest = text;
  while (rest !== '') {
    const { sentence, rest: after } = firstSentence(rest);
    const read = readAll(sentence, codes);
    const found = read.read.map((one) => one.condition);
    if (read.known && unknownCaptures(found, context).length === 0) {
      conditions.push(...found);
      for (const { problem } of read.read)
        if (problem !== undefined) report('pattern-not-usable', problem);
    } else if (beginsLikeAForm(sentence)) {
      report(
        'gate-partly-judged',
        `this sentence of the gate is not judged: "${shortened(wordsOf(sentence, codes))}"`,
        nearestForm(sentence, CONDITION_FORMS).form,
      );
    }
    rest = after;
  }
  return conditions;
}

interface ReadAll {
  readonly known: boolean;
  readonly read: readonly { readonly condition: Condition; readonly problem: string | undefined }[];
  /** The first part that is no known form. */
  readonly unknown: string;
}

/** Conditions joined by `and`. A part may hold an `and` of its own: the longest reading wins. */
function readAll(words: string, codes: readonly string[]): ReadAll {
  const parts = words.split(/,? and (?=\S)/);
  const read: { condition: Condition; problem: string | undefined }[] = [];
  let index = 0;
  while (index < parts.length) {
    let length = Math.min(parts.length - index, 24);
    let found;
    for (; length >= 1; length -= 1) {
      found = readCondition(parts.slice(index, index + length).join(' and '), codes);
      if (found !== undefined) break;
    }
    if (found === undefined) return { known: false, read, unknown: parts[index] ?? '' };
    read.push(found);
    index += length;
  }
  return { known: read.length > 0, read, unknown: '' };
}

function reportNearMiss(
  words: string,
  sides: readonly (ReadAll | undefined)[],
  codes: readonly string[],
  report: Report,
): void {
  const unknown = sides.find((side) => side?.known === false)?.unknown ?? words;
  const started = sides.some((side) => (side?.read.length ?? 0) > 0);
  const near = nearestForm(unknown, CONDITION_FORMS);
  const path = JSON_SUBJECT.exec(unknown);
  const written = codes[Number(path?.[1])] ?? '';
  if (path !== null && parseJsonPath(written) === undefined) {
    report(NOT_UNDERSTOOD, `\`${written}\` is no plain path`, 'json `.a.b[0].c` is `X`');
  } else if (words === '') {
    report(NOT_UNDERSTOOD, 'the gate says nothing', 'output contains `X`');
  } else if (started || beginsLikeAForm(words) || near.nearness >= 0.8) {
    const said = shortened(wordsOf(unknown, codes));
    report(NOT_UNDERSTOOD, `the gate is not understood: "${said}"`, near.form);
  }
}

const NOT_UNDERSTOOD = 'gate-not-understood';
const JSON_SUBJECT = new RegExp(`^json ${CODE}`, 'i');

function unknownCaptures(conditions: readonly Condition[], context: GateContext): string[] {
  return conditions.flatMap(namesIn).filter((name) => !context.captureNames.has(name));
}

function namesIn(condition: Condition): string[] {
  if (condition.type !== 'subject') return [];
  const { subject, test } = condition;
  const names = subject.type === 'capture' ? [subject.name] : [];
  const compares = test.type === 'equals-capture' || test.type === 'differs-from-capture';
  return compares ? [...names, test.name] : names;
}

function shortened(text: string): string {
  return text.length > 80 ? `${text.slice(0, 77)}...` : text;
}
