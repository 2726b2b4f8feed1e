import { holdsOfJson } from './holds-json.ts';
import { counts, holdsOfText, passesOnNothing, yesNo } from './holds-test.ts';
import type { Held } from './holds-test.ts';
import type { Condition, Subject, Test } from './model.ts';
import type { Answer, ConditionVerdict, Evidence } from './verdict.ts';
import { lineNumbered, linesOf, streamText } from './evidence-text.ts';
import { quoted } from './quoted.ts';
import { linesMatching } from './search.ts';

/** Holds one condition against what a look left behind. Never throws; what can not be judged is could-not-tell. */
export function holds(condition: Condition, evidence: Evidence): ConditionVerdict {
  const { answer, came } = held(condition, evidence);
  return { text: condition.text, answer, came };
}

function held(condition: Condition, evidence: Evidence): Held {
  // The passing of steps is known without a process; everything else came from one that ended.
  if (condition.type === 'passed') return heldPassed(condition.refs, evidence);
  if (condition.type === 'deferrals-closed')
    return { answer: 'could-not-tell', came: 'deferrals are judged at the exit gate' };
  const isCapture = condition.type === 'subject' && condition.subject.type === 'capture';
  if (evidence.exitStatus === undefined && !isCapture) {
    return { answer: 'could-not-tell', came: 'no exit status: its output may be cut short' };
  }
  switch (condition.type) {
    case 'exit-status':
      return heldExitStatus(condition.is, condition.negated, evidence.exitStatus);
    case 'subject':
      return heldSubject(condition.subject, condition.test, evidence);
    case 'lines': {
      const lines = linesOf(streamText(evidence, condition.stream)).filter((line) => line !== '');
      return heldLines(lines, condition, evidence.quote);
    }
    case 'every-line': {
      const lines = linesOf(streamText(evidence, condition.stream)).filter((line) => line !== '');
      return heldEveryLine(lines, condition.test, evidence);
    }
  }
}

function heldExitStatus(is: readonly number[], negated: boolean, status: number | undefined): Held {
  if (status === undefined) return { answer: 'could-not-tell', came: 'no exit status' };
  return { answer: yesNo(is.includes(status) !== negated), came: `${status}` };
}

function heldSubject(subject: Subject, test: Test, evidence: Evidence): Held {
  switch (subject.type) {
    case 'output':
      return holdsOfText(test, streamText(evidence, subject.stream), evidence);
    case 'line': {
      const line = lineNumbered(linesOf(streamText(evidence, subject.stream)), subject.number);
      if (line !== undefined) return holdsOfText(test, line, evidence);
      const came = subject.number === -1 ? 'no line at all' : `no line ${subject.number}`;
      if (test.type === 'exists-not') return { answer: 'yes', came };
      return { answer: passesOnNothing(test) ? 'could-not-tell' : 'no', came };
    }
    case 'json':
      return holdsOfJson(test, subject.path, streamText(evidence, 'stdout'), evidence);
    case 'capture': {
      const value = Object.hasOwn(evidence.captures, subject.name)
        ? evidence.captures[subject.name]
        : undefined;
      if (value !== undefined) return holdsOfText(test, value, evidence);
      return { answer: 'could-not-tell', came: `no value of \`${subject.name}\`` };
    }
  }
}

function heldLines(
  lines: readonly string[],
  condition: Extract<Condition, { type: 'lines' }>,
  quote: Evidence['quote'] = quoted,
): Held {
  const { pattern, op, count } = condition;
  const matching = pattern === undefined ? lines : linesMatching(pattern, lines);
  if (typeof matching === 'string') return { answer: 'could-not-tell', came: matching };
  const such = pattern === undefined ? '' : ' such';
  const shown = count === 0 && matching[0] !== undefined ? `: ${quote(matching[0])}` : '';
  const came = `${matching.length}${such} line${matching.length === 1 ? '' : 's'}${shown}`;
  return { answer: yesNo(counts(matching.length, op, count)), came };
}

function heldEveryLine(lines: readonly string[], test: Test, evidence: Evidence): Held {
  if (lines.length === 0) return { answer: 'no', came: 'no line at all' };
  let unknown: Held | undefined;
  for (const line of lines) {
    // Put into words only when it is told: there may be very many lines.
    const { answer } = holdsOfText(test, line, { captures: evidence.captures });
    if (answer === 'no') return holdsOfText(test, line, evidence);
    if (answer === 'could-not-tell') unknown ??= holdsOfText(test, line, evidence);
  }
  return unknown ?? { answer: 'yes', came: `${lines.length} lines` };
}

function heldPassed(refs: readonly string[], evidence: Evidence): Held {
  const standing = evidence.standing ?? {};
  const each = refs.map((ref) => ({
    ref,
    stands: Object.hasOwn(standing, ref) ? standing[ref] : undefined,
  }));
  const order: readonly [string | undefined, Answer, one: string, several: string][] = [
    ['not-passed', 'no', 'has not passed', 'have not passed'],
    ['overridden', 'no', 'was overridden', 'were overridden'],
    [undefined, 'could-not-tell', 'is not known here', 'are not known here'],
    ['deferred', 'deferred', 'is deferred', 'are deferred'],
  ];
  for (const [stands, answer, one, several] of order) {
    const such = each.filter((each) => each.stands === stands).map(({ ref }) => `\`${ref}\``);
    const words = such.length === 1 ? one : several;
    if (such.length > 0) return { answer, came: `${such.join(', ')} ${words}` };
  }
  return { answer: 'yes', came: 'passed' };
}
