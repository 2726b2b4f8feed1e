import { describe, expect, it } from 'vitest';
import { followJsonPath, parseJsonPath } from '../../src/steps/json-path.ts';

const root = { a: { 'b-c/d': [{ x: 1 }, { x: null }, {}] }, list: [3, 4], n: null };

describe('a path into JSON', () => {
  it.each<[string, unknown[], boolean]>([
    ['.', [root], false],
    ['.list[1]', [4], false],
    ['.list[]', [3, 4], false],
    ['.list | length', [2], false],
    ['.a["b-c/d"][0].x', [1], false],
    ['.a.["b-c/d"][].x', [1], true],
    ['.a.b', [], true],
    ['.n', [], true],
    ['.list.x', [], true],
    ['.a[0]', [], true],
    ['.toString', [], true],
    ['.__proto__', [], true],
  ])('%s', (path, values, missing) => {
    const steps = parseJsonPath(path);
    if (steps === undefined) throw new Error(`${path} was not understood`);
    expect(followJsonPath(root, steps)).toEqual({ values, missing });
  });

  it.each([
    '',
    'a',
    '..a',
    '.a.',
    '.a[-1]',
    '.a[1:2]',
    '.a | keys',
    '.[] | select(.x)',
    '.a["b]',
    '.a["\\q"]',
    '.a b',
  ])('that is fancier is not understood: %j', (path) =>
    expect(parseJsonPath(path)).toBeUndefined(),
  );
});
