import { describe, expect, it } from 'vitest';
import { bindingInText, bindingOf, bindings, keyTable } from '../../src/screens/keys.ts';

describe('the table of keys', () => {
  it('gives no key two meanings', () => {
    const keys: string[] = bindings.flatMap((binding) => [...binding.keys]);
    expect(new Set(keys).size).toBe(keys.length);
  });

  it.each([
    ['enter', 'main'],
    ['j', 'down'],
    ['k', 'up'],
    ['tab', 'other-pane'],
    ['/', 'find'],
    ['r', 'run-again'],
    ['s', 'skip'],
    ['o', 'override'],
    ['f', 'fallback'],
    ['b', 'rollback'],
    ['n', 'note'],
    ['l', 'output'],
    ['g', 'next-poll'],
    ['m', 'extend'],
    ['d', 'diagnose'],
    ['p', 'poll-now'],
    ['space', 'pause'],
    ['x', 'stop'],
    ['?', 'help'],
    ['escape', 'back'],
    ['q', 'quit'],
  ])('binds %s to %s', (key, id) => {
    expect(bindingOf(key)?.id).toBe(id);
  });

  it('leaves every character to a text', () => {
    for (const { keys } of bindings)
      for (const key of keys)
        if (key.length === 1 || key === 'space') expect(bindingInText(key)).toBeUndefined();
    expect(bindingInText('enter')?.id).toBe('main');
    expect(bindingInText('down')?.id).toBe('down');
  });

  it('writes one row a binding for the README', () => {
    const rows = keyTable().split('\n');
    expect(rows).toHaveLength(bindings.length + 2);
    expect(rows[0]).toBe('| Key | What it does |');
    for (const row of rows) expect(row).toMatch(/^\|.*\|.*\|$/);
  });
});
