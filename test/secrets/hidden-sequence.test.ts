import { describe, expect, it } from 'vitest';
import { HiddenSequence } from '../../src/secrets/hidden-sequence.ts';

function keysOf(bytes: string) {
  const sequence = new HiddenSequence();
  const keys = [...Buffer.from(bytes)].flatMap((byte) => [...sequence.take(byte)]);
  return { keys, pending: sequence.pending() };
}

describe('a control sequence, byte by byte', () => {
  it.each([
    ['\u{1B}[200~', ['paste']],
    ['\u{1B}[201~', []],
    ['\u{1B}[13u', ['enter']],
    ['\u{1B}[13;65u', ['enter']],
    ['\u{1B}[13;5u', ['unknown']],
    ['\u{1B}[97;5u', ['unknown']],
    ['\u{1B}[97u', ['unknown']],
    ['\u{1B}[27;1;13~', ['enter']],
    ['\u{1B}[1;5A', ['unknown']],
    ['\u{1B}[M', ['garbage']],
    ['\u{1B}[12;40R', []],
    ['\u{1B}O5P', ['unknown']],
    [`\u{1B}[${'1'.repeat(40)}u`, ['unknown']],
    [`\u{1B}]${'x'.repeat(4098)}`, ['garbage']],
  ])('reads %j', (bytes, keys) => {
    expect(keysOf(bytes).keys).toEqual(keys);
  });

  it('ends one that another begins in', () => {
    expect(keysOf('\u{1B}[1\u{1B}[13u')).toEqual({
      keys: ['unknown', 'enter'],
      pending: 'nothing',
    });
    const sequence = new HiddenSequence();
    for (const byte of [0x1b, 0xe2, 0x82]) sequence.take(byte);
    expect(sequence.pending()).toBe('sequence');
    expect(sequence.take(0xac)).toEqual(['unknown']);
  });
});
