import { describe, expect, it } from 'vitest';
import { lastLineOf, placesOfBlock } from '../../src/lint/block-places.ts';
import { documentLines } from '../../src/lint/document-lines.ts';
import type { Block } from '../../src/steps/model.ts';
import { sampleBlock } from '../support/sample-runbook.ts';

/** Where a word of the block's text stands in the document: `line:column`. */
function placeOfWord(source: string, block: Block, word: string): string {
  const lines = documentLines(source);
  const { line, column } = lines.placeOf(placesOfBlock(block, lines)(block.text.indexOf(word)));
  return `${line}:${column}`;
}

describe('the commands of a transcript', () => {
  const source = '```console\n$ echo two\ntwo\n$ two words \\\n> three\nout\nhost:~$ four\n```\n';
  const written = source.split('\n').slice(1, -2).join('\n');
  const text = 'echo two\ntwo words \\\nthree\nfour';
  const block = sampleBlock({ id: '1/1', origin: 'transcript', line: 1, text, written });

  it('are found behind their prompts, not in the output', () => {
    expect(placeOfWord(source, block, 'echo')).toBe('2:3');
    expect(placeOfWord(source, block, 'two words')).toBe('4:3');
    expect(placeOfWord(source, block, 'three')).toBe('5:3');
    expect(placeOfWord(source, block, 'four')).toBe('7:9');
    expect(lastLineOf(block)).toBe(7);
  });
});

it('a command in a code span is found on its line, or on one below', () => {
  const source = 'Look with\n`juju  status` and\nsee.\n';
  const block = sampleBlock({ id: '1/1', origin: 'inline', line: 1, text: 'juju  status' });
  expect(placeOfWord(source, block, 'status')).toBe('2:8');
});

it('what is nowhere in the document is said of its line', () => {
  const lines = documentLines('a\nb\n');
  const block = sampleBlock({ id: '1/1', origin: 'inline', line: 2, text: 'not there' });
  expect(lines.placeOf(placesOfBlock(block, lines)(4)).line).toBe(2);
  const far = sampleBlock({ id: '1/1', line: 40, text: 'x\ny' });
  expect(placesOfBlock(far, lines)(3)).toBe(4);
});

it('a transfer made of sentences stands where its label stands', () => {
  const block = sampleBlock({ id: '1/1', origin: 'sentences', line: 2, text: 'FROM: a' });
  expect(placeOfWord('a\nb\n', block, 'a')).toBe('2:1');
});
