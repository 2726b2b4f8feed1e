import { describe, expect, it } from 'vitest';
import { jsonText } from '../../src/cli/json-text.ts';

describe('JSON for a terminal or a pipe', () => {
  it('reads back as what it was, with null for what has no value', () => {
    const value = { text: 'a\u009b2J\u2028b"', list: [1, undefined], none: undefined };
    expect(JSON.parse(jsonText(value))).toEqual({ text: value.text, list: [1, null], none: null });
  });

  it('holds no character that a terminal obeys', () => {
    const every = String.fromCharCode(...Array.from({ length: 256 }, (_, code) => code));
    expect(jsonText(every).replace(/[\x20-\x7e\xa0-\uffff]/g, '')).toBe('');
  });
});
