import { readAcceptance } from './acceptance.ts';
import { readCapture } from './capture.ts';
import { readCaution } from './caution.ts';
import { deferralProblem } from './deferral.ts';
import { attestedGate, readGate } from './gate.ts';
import { plainText } from './inline.ts';
import { readDiagnose, readMeanwhile } from './meanwhile.ts';
import type { AttestAnswer, Problem, ProblemTopic } from './model.ts';
import type { ParagraphPart } from './paragraph.ts';
import { readPoll, speaksOfAPoll } from './poll.ts';
import { readDeferTo, readFreshDeployRouting, readSkipWhen } from './routing.ts';
import { readSecretInput } from './secret-input.ts';
import type { StepBuilder } from './step-builder.ts';
import type { Survey } from './survey.ts';
import { TRANSFER_FORM } from './transfer-form.ts';

const NO_DEFERRAL = {
  message: 'DEFER TO names nothing',
  nearest: '**DEFER TO:** phase-08 step 8.2.',
};

interface Around {
  readonly items: readonly number[];
  readonly opensItem: boolean;
}

type SentencePart = Extract<ParagraphPart, { type: 'sentence' }>;

/**
 * Tells a step what the parts of one paragraph say, and keeps its prose.
 *
 * @param beforeSentences done once, when labels and words have been told and before any sentence is
 */
export function sayParts(
  parts: readonly ParagraphPart[],
  around: Around,
  builder: StepBuilder,
  survey: Survey,
  problems: Problem[],
  beforeSentences: () => void = () => undefined,
): void {
  const mark = around.opensItem ? `${'  '.repeat(Math.max(0, around.items.length - 1))}- ` : '';
  // Plain words end a transfer; a fence right below it would only say the same by hand.
  if (parts.every(({ type }) => type === 'words')) builder.endTransfer();
  const shown: string[] = [];
  const above: string[] = [];
  const firstSentence = parts.findIndex(({ type }) => type === 'sentence');
  parts.forEach((part, index) => {
    if (index === firstSentence) beforeSentences();
    switch (part.type) {
      case 'words':
        shown.push(plainText(part.text));
        above.push(plainText(part.text));
        return;
      case 'label': {
        builder.addLabel(part.label, part.line, around.items);
        const remark = remarkOf(part);
        shown.push(remark);
        above.push(remark);
        return;
      }
      case 'sentence': {
        const { head, qualifier, body } = part;
        const title = wordsOfHead(head) + (qualifier === '' ? '' : ` (${qualifier})`);
        shown.push(`${title}: ${plainText(body)}`);
        const answer = trainingAnswerIn(parts.slice(index + 1));
        const before = parts[index - 1];
        const about = before?.type === 'words' ? plainText(before.text).trim() : undefined;
        saySentence(part, { answer, about }, around, builder, survey, problems);
      }
    }
  });
  if (firstSentence < 0) beforeSentences();
  const whole = shown.filter((words) => words !== '').join(' ');
  const prose = above.filter((words) => words !== '').join(' ');
  if (whole !== '') builder.addProse(mark + whole, 'nothing');
  if (prose !== '') builder.addProseAbove(mark + prose);
}

function saySentence(
  part: SentencePart,
  beside: {
    readonly answer: AttestAnswer | undefined;
    /** The words just before the sentence, in the same paragraph. */
    readonly about: string | undefined;
  },
  around: Around,
  builder: StepBuilder,
  survey: Survey,
  problems: Problem[],
): void {
  const { head, line, body, qualifier } = part;
  const report = (message: string, nearest: string, topic?: ProblemTopic): void => {
    problems.push({ topic: topic ?? 'sentence-not-understood', line, message, nearest });
  };
  const needsBlock = (found: boolean): void => {
    if (!found)
      report(`${wordsOfHead(head)} stands with no block`, '```bash', 'sentence-out-of-place');
  };
  switch (head) {
    case 'gate': {
      const hard = /\bhard\b/i.test(qualifier);
      const { answer: trainingAnswer, about } = beside;
      const read = readGate({ line, body, hard, trainingAnswer, about }, survey);
      builder.addGate(read.gate);
      problems.push(...read.problems);
      return;
    }
    case 'expect':
      builder.say((said) => said.expect.push(plainText(body)));
      return;
    case 'pass':
      if (builder.hasBlockFor(around.items)) {
        builder.say((said) => said.expect.push(plainText(body)));
      } else {
        builder.gates.push(attestedGate(line, `Pass: ${plainText(body)}`, undefined));
      }
      return;
    case 'capture': {
      const { capture, problem } = readCapture(line, body);
      if (problem !== undefined) problems.push(problem);
      if (capture !== undefined) needsBlock(builder.say((said) => said.captures.push(capture)));
      return;
    }
    case 'poll': {
      const read = readPoll(line, body);
      problems.push(...read.problems);
      needsBlock(builder.say((said) => (said.poll = read.poll)));
      return;
    }
    case 'skip-when': {
      const { skipWhen, problem } = readSkipWhen(line, body, survey.questions);
      if (problem !== undefined) problems.push(problem);
      if (skipWhen !== undefined)
        builder.addRouting({ line, skipWhen, deferTo: undefined }, 'here');
      return;
    }
    case 'defer-to': {
      const deferTo = readDeferTo(body);
      const problem = deferTo === undefined ? NO_DEFERRAL : deferralProblem(deferTo);
      if (problem !== undefined)
        report(problem.message, problem.nearest, 'deferral-not-understood');
      builder.addRouting({ line, skipWhen: undefined, deferTo }, 'here');
      return;
    }
    case 'fresh-deploy-routing': {
      const read = readFreshDeployRouting(line, body);
      if (read !== undefined) builder.addRouting(read.routing, read.reach);
      return;
    }
    case 'fallback-when': {
      const word = /^`?(no|failed)\b/i.exec(body.trim())?.[1]?.toLowerCase();
      if (word !== 'no' && word !== 'failed') {
        report(
          `FALLBACK WHEN: "${plainText(body)}" is neither no nor failed`,
          '**FALLBACK WHEN:** no.',
        );
      } else needsBlock(builder.say((said) => (said.fallbackWhen = word)));
      return;
    }
    case 'idempotent': {
      const word = /^`?(yes|no)\b/i.exec(body.trim())?.[1]?.toLowerCase();
      if (word === undefined) {
        report(`IDEMPOTENT: "${plainText(body)}" is neither yes nor no`, '**IDEMPOTENT:** yes.');
      } else needsBlock(builder.say((said) => (said.idempotent = word === 'yes')));
      return;
    }
    case 'stdin': {
      const word = /^`?(terminal|nothing)\b/i.exec(body.trim())?.[1]?.toLowerCase();
      if (word === undefined) {
        report(
          `STDIN: "${plainText(body)}" is neither terminal nor nothing`,
          '**STDIN:** terminal.',
        );
      } else needsBlock(builder.say((said) => (said.terminal = word === 'terminal')));
      return;
    }
    case 'input': {
      const { input, problem } = readSecretInput(line, body);
      if (problem !== undefined) problems.push(problem);
      const found = builder.say((said) => {
        if (input === undefined) said.inputRefused = problem.message;
        else said.inputs.push(input);
      });
      needsBlock(found);
      return;
    }
    case 'remember':
      if (!/^`?never\b/i.test(body.trim()))
        report(`REMEMBER: "${plainText(body)}" is not never`, '**REMEMBER:** never.');
      else needsBlock(builder.say((said) => (said.remember = 'never')));
      return;
    case 'sensitive':
      if (!/^`?output\b/i.test(body.trim()))
        report(`SENSITIVE: "${plainText(body)}" is not output`, '**SENSITIVE:** output.');
      else needsBlock(builder.say((said) => (said.sensitive = true)));
      return;
    case 'meanwhile': {
      const { meanwhile, problem } = readMeanwhile(line, body);
      if (problem !== undefined) problems.push(problem);
      else needsBlock(builder.say((said) => (said.meanwhile = meanwhile)));
      return;
    }
    case 'diagnose': {
      const { blocks, problem } = readDiagnose(line, body);
      if (problem !== undefined) problems.push(problem);
      else needsBlock(builder.say((said) => (said.diagnose = blocks)));
      return;
    }
    case 'acceptance': {
      const { acceptance, problem } = readAcceptance(line, body);
      if (problem !== undefined) problems.push(problem);
      else builder.accept(acceptance);
      return;
    }
    case 'from':
    case 'to':
      if (!builder.sayTransfer(head, body, line))
        report(
          `${wordsOfHead(head)} stands below no TRANSFER label`,
          TRANSFER_FORM,
          'sentence-out-of-place',
        );
      return;
    case 'caution':
      builder.addCaution(readCaution(line, body));
      return;
    // Read by the survey, and with its gate.
    case 'ask':
    case 'scope':
    case 'dead':
    case 'replaces':
    case 'training-answer':
      return;
  }
}

/** `**TRAINING ANSWER:** yes.` speaks of the gate before it, up to the next gate. */
function trainingAnswerIn(parts: readonly ParagraphPart[]): AttestAnswer | undefined {
  for (const part of parts) {
    if (part.type !== 'sentence') continue;
    if (part.head === 'gate') return undefined;
    if (part.head !== 'training-answer') continue;
    const word = /^`?(yes|no|later)\b/i.exec(part.body)?.[1]?.toLowerCase();
    return word === 'yes' || word === 'no' || word === 'later' ? word : undefined;
  }
  return undefined;
}

/** What a label says beyond place, scope and poll: a remark, or the prose of an older document. */
function remarkOf(part: Extract<ParagraphPart, { type: 'label' }>): string {
  const { kind, tail, remark } = part.label;
  const inside = remark === '' || /\bscope$/.test(remark) ? '' : `(${plainText(remark)})`;
  if (kind === 'poll' && speaksOfAPoll(tail)) return inside;
  const after = plainText(
    tail.replace(/^\s*\([^()]{1,60}? scope\)\.?/, '').replace(/^\s*(?:--|–|—|\.)\s*/, ''),
  );
  return [inside, after].filter((words) => words !== '').join(' ');
}

function wordsOfHead(head: SentencePart['head']): string {
  if (head === 'expect') return 'Expect';
  if (head === 'pass') return 'Pass';
  return head.replace(/-/g, ' ').toUpperCase();
}
