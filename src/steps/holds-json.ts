import { countOf, followJsonPath, jsonText, parseJsonPath } from './json-path.ts';
import { counts, holdsOfText, passesOnNothing, yesNo } from './holds-test.ts';
import type { Held } from './holds-test.ts';
import type { Test } from './model.ts';
import type { Answer, Evidence } from './verdict.ts';
import { parseJson } from './parse-json.ts';
import { quoted } from './quoted.ts';

/**
 * Holds a test of a JSON path against an output. Output that is no JSON can not be judged. Where the
 * path says every element (`.a[]`), all must satisfy it, and there must be one.
 */
export function holdsOfJson(test: Test, path: string, output: string, evidence: Evidence): Held {
  const steps = parseJsonPath(path);
  if (steps === undefined)
    return { answer: 'could-not-tell', came: `no plain path: ${quoted(path)}` };
  const { quote = quoted } = evidence;
  const shown = (found: readonly unknown[]): string =>
    quote(found.length === 1 ? jsonText(found[0]) : JSON.stringify(found), path);
  const root = parseJson(output);
  if ('why' in root) {
    return { answer: 'could-not-tell', came: `${quote(output)}, ${root.why}` };
  }
  const { values, missing } = followJsonPath(root.value, steps);
  const nothing = `nothing at \`${path}\``;
  if (test.type === 'exists-not') {
    const present = values.filter((value) => !isEmpty(value));
    return {
      answer: yesNo(present.length === 0),
      came: present.length === 0 ? nothing : shown(present),
    };
  }
  if (values.length === 0 || missing) {
    if (test.type === 'exists' || !passesOnNothing(test)) return { answer: 'no', came: nothing };
    return { answer: 'could-not-tell', came: nothing };
  }
  const each = values.map((value) => holdsOfValue(test, value, evidence, shown, path));
  const worst = (['no', 'could-not-tell'] satisfies Answer[]).find((answer) => {
    return each.some((one) => one.answer === answer);
  });
  const came = each.find((one) => one.answer === worst)?.came ?? shown(values);
  return { answer: worst ?? 'yes', came };
}

function holdsOfValue(
  test: Test,
  value: unknown,
  evidence: Evidence,
  shown: (found: readonly unknown[]) => string,
  path: string,
): Held {
  if (test.type === 'exists') return { answer: yesNo(!isEmpty(value)), came: shown([value]) };
  if (test.type === 'has-items') {
    const count = countOf(value);
    if (count === undefined)
      return { answer: 'could-not-tell', came: `${shown([value])}, which has no items` };
    return {
      answer: yesNo(counts(count, test.op, test.count)),
      came: `${count} item${count === 1 ? '' : 's'}`,
    };
  }
  if (test.type === 'contains' || test.type === 'lacks') {
    if (Array.isArray(value)) {
      const holds = value.some((one) => jsonText(one) === test.text) === (test.type === 'contains');
      return { answer: yesNo(holds), came: shown([value]) };
    }
  }
  return holdsOfText(test, jsonText(value), evidence, path);
}

/** `null` is not there (the path finder drops it); an empty text, list or object is empty. */
function isEmpty(value: unknown): boolean {
  return value === '' || countOf(value) === 0;
}
