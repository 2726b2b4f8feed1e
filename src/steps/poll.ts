import { bodyOf, wordsOf } from './body.ts';
import { readCondition } from './condition.ts';
import type { Condition, Poll, Problem } from './model.ts';

/** What a poll does when its words leave it open. */
const USUAL = { everySeconds: 20, atMost: 30 };

/** The known form, as a problem names it. */
export const POLL_FORM = '**POLL -- jumphost** every 20 s, at most 40 times, stop on `X`';

/**
 * Reads `every 20 s, at most 40 times, stop on X or output contains Y`, in a label's tail or after
 * `POLL:`. Seconds; `for at most 10 min` becomes a number of looks. What is left open is usual, and
 * a problem says so.
 */
export function readPoll(
  line: number,
  written: string,
): { readonly poll: Poll; readonly problems: readonly Problem[] } {
  const { text, codes } = bodyOf(written);
  const problems: Problem[] = [];
  const report = (message: string): void => {
    problems.push({ topic: 'poll-not-understood', line, message, nearest: POLL_FORM });
  };
  const everySeconds = secondsOf(EVERY.exec(text));
  if (everySeconds === undefined) {
    report(`the poll does not say how often; every ${USUAL.everySeconds} s is taken`);
  }
  const every = everySeconds ?? USUAL.everySeconds;
  const times = /\bat most (\d{1,6}) (?:times|looks|polls)\b/i.exec(text)?.[1];
  const total = secondsOf(FOR.exec(text));
  const atMost =
    times !== undefined ? Number(times) : total === undefined ? 0 : Math.ceil(total / every);
  if (atMost < 1) report(`the poll does not say how long; at most ${USUAL.atMost} times is taken`);
  const stopOn = readStop(text, codes, report);
  return {
    poll: {
      everySeconds: every,
      atMost: atMost < 1 ? USUAL.atMost : atMost,
      stopOn,
      meanwhile: undefined,
      diagnose: [],
    },
    problems,
  };
}

/** Whether words speak of a poll at all: a remark after the label does not. */
export function speaksOfAPoll(written: string): boolean {
  return /^\W{0,4}(?:every\b|(?:for )?at most\b|stop on\b)/i.test(bodyOf(written).text);
}

const UNIT = '(s|sec|secs|second|seconds|min|mins|minute|minutes|h|hour|hours)';
const EVERY = new RegExp(`\\bevery (\\d{1,6}) ?${UNIT}\\b`, 'i');
const FOR = new RegExp(`\\bat most (\\d{1,6}) ?${UNIT}\\b`, 'i');

function secondsOf(found: RegExpExecArray | null): number | undefined {
  if (found === null) return undefined;
  const unit = (found[2] ?? 's').toLowerCase().charAt(0);
  const seconds = Number(found[1]) * (unit === 'h' ? 3600 : unit === 'm' ? 60 : 1);
  return seconds > 0 ? seconds : undefined;
}

function readStop(
  text: string,
  codes: readonly string[],
  report: (message: string) => void,
): Condition[] {
  const said = /\bstop (?:on|when) (.+?)(?:\.(?=\s|$)|$)/i.exec(text)?.[1];
  if (said === undefined) return [];
  return partsOf(said).flatMap((part) => {
    const words = part.trim();
    const bare = /^\uE000(\d+)\uE001$/.exec(words);
    if (bare !== null) {
      const value = codes[Number(bare[1])] ?? '';
      return value === '' ? [] : [containing(value)];
    }
    const read = readCondition(words, codes);
    if (read !== undefined) {
      if (read.problem !== undefined) report(read.problem);
      return [read.condition];
    }
    report(`the poll's stop is not understood: "${wordsOf(words, codes).slice(0, 80)}"`);
    return [];
  });
}

/** `A or json .x is B or C`: an `or` between values belongs to its condition. */
function partsOf(said: string): string[] {
  const parts: string[] = [];
  for (const part of said.split(/(?:, or| or|,) (?=\S)/)) {
    const before = parts.at(-1);
    const goesOn =
      before !== undefined &&
      /\bis (?:not |one of )?\S/.test(before) &&
      !/\b(?:is|contains|matches|exists|empty)\b/.test(part);
    if (goesOn) parts[parts.length - 1] = `${before} or ${part}`;
    else parts.push(part);
  }
  return parts;
}

function containing(text: string): Condition {
  return {
    type: 'subject',
    text: `output contains \`${text}\``,
    subject: { type: 'output', stream: 'stdout' },
    test: { type: 'contains', text },
  };
}
