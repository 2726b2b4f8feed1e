import { linesOf, streamText } from './evidence-text.ts';
import { holds } from './holds.ts';
import type { Condition, Gate, Stream } from './model.ts';
import { quoted } from './quoted.ts';
import type { Answer, ConditionVerdict, Evidence, Verdict } from './verdict.ts';

export { holds } from './holds.ts';

/**
 * Judges a gate by what a block left behind. Fails closed: yes only when every condition was looked at
 * and holds. `could-not-tell` is never a pass. Pure; never throws.
 */
export function judge(gate: Gate, evidence: Evidence): Verdict {
  if (gate.type === 'attested') {
    return { answer: 'could-not-tell', why: 'a person has to answer', conditions: [] };
  }
  const yes = judgeSide(gate.conditions, evidence);
  if (gate.noWhen === undefined) return verdict(answerOf(yes), yes);
  const no = judgeSide(gate.noWhen, evidence);
  // The yes side alone is told: a no that does not hold is good news and would read as bad.
  const conditions = yes;
  const isYes = answerOf(yes) === 'yes';
  const isNo = answerOf(no) === 'yes';
  if (isYes && isNo) {
    return { answer: 'could-not-tell', why: 'both its yes and its no hold', conditions };
  }
  if (isYes) return verdict('yes', yes);
  if (isNo) {
    const plain = no.map(({ text }) => text).join(' and ');
    const expected =
      expectations(yes, 'no') || `expected ${yes.map(({ text }) => text).join(' and ')}`;
    return { answer: 'no', why: `${expected}; a plain no: ${plain}`, conditions };
  }
  const came = yes.find((one) => one.answer !== 'yes')?.came ?? 'nothing';
  return {
    answer: 'could-not-tell',
    why: `neither its yes nor its no holds; came ${came}${lastError(evidence)}`,
    conditions,
  };
}

/** What went wrong with the question itself is mostly said in the last line of the error output. */
function lastError(evidence: Evidence): string {
  const last = linesOf(streamText(evidence, 'stderr')).findLast((line) => line.trim() !== '');
  if (last === undefined || evidence.exitStatus === 0) return '';
  return `; the error output ends with ${(evidence.quote ?? quoted)(last)}`;
}

function judgeSide(conditions: readonly Condition[], evidence: Evidence): ConditionVerdict[] {
  const speaksOfExit = conditions.some((condition) => condition.type === 'exit-status');
  return conditions.map((condition) => {
    const held = holds(condition, evidence);
    if (held.answer !== 'yes' || speaksOfExit || !isSilence(condition, evidence)) return held;
    // A command that failed and said nothing has not shown that something is absent.
    const came = `nothing, and exit status ${evidence.exitStatus ?? 'unknown'}`;
    return { ...held, answer: 'could-not-tell', came };
  });
}

/** The condition holds only because a failed command wrote nothing where it looks. */
function isSilence(condition: Condition, evidence: Evidence): boolean {
  if (evidence.exitStatus === 0) return false;
  // No error output is what a command that said its say leaves; with no output either it said nothing.
  const silent = (stream: Stream): boolean => {
    return evidence.stdout.trim() === '' && (stream === 'stdout' || evidence.stderr.trim() === '');
  };
  switch (condition.type) {
    case 'subject': {
      const { subject } = condition;
      return (subject.type === 'output' || subject.type === 'line') && silent(subject.stream);
    }
    case 'lines':
      return silent(condition.stream);
    case 'every-line':
    case 'exit-status':
    case 'passed':
    case 'deferrals-closed':
      return false;
  }
}

function answerOf(conditions: readonly ConditionVerdict[]): Answer {
  const worst = (['no', 'could-not-tell', 'deferred'] satisfies Answer[]).find((answer) => {
    return conditions.some((one) => one.answer === answer);
  });
  // A gate that asks for nothing has shown nothing.
  return worst ?? (conditions.length === 0 ? 'could-not-tell' : 'yes');
}

/** Each condition that did not hold, with what came: the first alone is often only the exit status. */
function expectations(conditions: readonly ConditionVerdict[], answer: Answer): string {
  return conditions
    .filter((one) => one.answer === answer)
    .map(({ text, came }) => `expected ${text}; came ${came}`)
    .join('. And ');
}

function verdict(answer: Answer, conditions: readonly ConditionVerdict[]): Verdict {
  const failing = conditions.find((one) => one.answer === answer);
  switch (answer) {
    case 'yes':
      return { answer, why: conditions.map(({ text }) => text).join(' and '), conditions };
    case 'no':
      return { answer, why: expectations(conditions, 'no'), conditions };
    case 'could-not-tell': {
      const why = `expected ${failing?.text ?? ''}; could not tell: ${failing?.came ?? ''}`;
      return { answer, why, conditions };
    }
    case 'deferred':
      return { answer, why: `deferred: ${failing?.came ?? ''}`, conditions };
  }
}
