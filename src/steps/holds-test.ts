import { quoted } from './quoted.ts';
import type { Test } from './model.ts';
import type { Answer, Evidence } from './verdict.ts';
import { searchText } from './search.ts';

/** How a test stands, and what came. */
export interface Held {
  readonly answer: Answer;
  readonly came: string;
}

/** A number as documents and tools write it: digits, perhaps a sign and a fraction. */
const NUMBER = /^[+-]?\d+(?:\.\d+)?$/;

/** Holds a test against one text that is there. The captures serve the comparing tests. */
export function holdsOfText(
  test: Test,
  text: string,
  { captures, quote = quoted }: Pick<Evidence, 'captures' | 'quote'>,
  name?: string,
): Held {
  const came = quote(text, name);
  switch (test.type) {
    case 'is':
      return { answer: yesNo(test.values.includes(text)), came };
    case 'is-not':
      return { answer: yesNo(!test.values.includes(text)), came };
    case 'contains':
      return { answer: yesNo(text.includes(test.text)), came };
    case 'lacks':
      return { answer: yesNo(!text.includes(test.text)), came };
    case 'matches':
    case 'matches-not': {
      const found = searchText(test.pattern, text);
      if (found.type === 'unknown') return { answer: 'could-not-tell', came: found.reason };
      return { answer: yesNo((found.type === 'found') === (test.type === 'matches')), came };
    }
    case 'exists':
      return { answer: yesNo(text !== ''), came };
    case 'exists-not':
      return { answer: yesNo(text === ''), came };
    case 'number': {
      const bare = text.trim();
      if (!NUMBER.test(bare))
        return { answer: 'could-not-tell', came: `${came}, which is no number` };
      return { answer: yesNo(compare(Number(bare), test.op, test.value)), came };
    }
    case 'has-items':
      return { answer: 'could-not-tell', came: `${came}, which has no items` };
    case 'equals-capture':
    case 'differs-from-capture': {
      const other = Object.hasOwn(captures, test.name) ? captures[test.name] : undefined;
      // Two empty values are equal and prove nothing: both commands may have failed.
      if (other === undefined || other === '' || text === '') {
        return {
          answer: 'could-not-tell',
          came: `${other ? 'nothing' : `no value of \`${test.name}\``}`,
        };
      }
      const both = `${came} and ${quote(other)}`;
      return { answer: yesNo((text === other) === (test.type === 'equals-capture')), came: both };
    }
  }
}

/** Tests that hold of nothing at all: with no data to look at they must not pass. */
export function passesOnNothing(test: Test): boolean {
  switch (test.type) {
    case 'is-not':
    case 'lacks':
    case 'matches-not':
    case 'exists-not':
    case 'differs-from-capture':
      return true;
    case 'has-items':
      return test.op === 'at-most' || test.count === 0;
    case 'is':
    case 'contains':
    case 'matches':
    case 'exists':
    case 'number':
    case 'equals-capture':
      return false;
  }
}

/** Compares a count with what was asked for. */
export function counts(
  found: number,
  op: 'exactly' | 'at-least' | 'at-most',
  count: number,
): boolean {
  switch (op) {
    case 'exactly':
      return found === count;
    case 'at-least':
      return found >= count;
    case 'at-most':
      return found <= count;
  }
}

/** Yes or no, as an answer. */
export function yesNo(holds: boolean): Answer {
  return holds ? 'yes' : 'no';
}

function compare(
  found: number,
  op: 'at-least' | 'at-most' | 'more-than' | 'less-than',
  value: number,
): boolean {
  switch (op) {
    case 'at-least':
      return found >= value;
    case 'at-most':
      return found <= value;
    case 'more-than':
      return found > value;
    case 'less-than':
      return found < value;
  }
}
