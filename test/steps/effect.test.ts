import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { effectOf } from '../../src/steps/effect.ts';

/** One script a line, its line ends written as `␤`; `##` begins a family of tricks. */
function linesOf(file: string): readonly { readonly family: string; readonly text: string }[] {
  const content = readFileSync(new URL(`read-only/${file}`, import.meta.url), 'utf8');
  let family = '';
  return content.split('\n').flatMap((line) => {
    if (line.startsWith('## ')) family = line.slice(3);
    if (line === '' || line.startsWith('## ')) return [];
    return [{ family, text: line.replaceAll('␤', '\n').replaceAll('␍', '\r') }];
  });
}

const mutating = linesOf('mutating.txt');
const reading = linesOf('reading.txt');

it('has enough of both to mean something', () => {
  expect(mutating.length).toBeGreaterThan(1000);
  expect(reading.length).toBeGreaterThan(300);
});

describe.each([...new Set(mutating.map(({ family }) => family))])('%s', (family) => {
  const lines = mutating.filter((line) => line.family === family).map(({ text }) => text);
  it.each(lines)('may change something: %j', (line) => {
    expect(effectOf(line).type).toBe('may-change');
  });
});

it.each(reading.map(({ text }) => text))('only reads: %j', (line) => {
  expect(effectOf(line)).toEqual({ type: 'reads' });
});
