import { describe, expect, it } from 'vitest';
import { HiddenPaste } from '../../src/secrets/hidden-paste.ts';

function looked(text: string) {
  const paste = new HiddenPaste();
  const kept = [...Buffer.from(text)].filter((byte) => paste.take(byte) === 'keep');
  return { paste, kept: Buffer.from(kept).toString() };
}

describe('a marked paste', () => {
  it('keeps the one line, without the line ends around it', () => {
    const { paste, kept } = looked('\none line\r\n');
    expect(kept).toBe('one line');
    expect(paste.refused()).toBeUndefined();
  });

  it('knows that it is refused as soon as a second line begins', () => {
    expect(looked('one\n').paste.isRefused).toBe(false);
    expect(looked('one\nt').paste.isRefused).toBe(true);
    expect(looked('one\r\n\r\ntwo').paste.refused()).toContain('3 lines');
  });

  it('ends at its end mark only', () => {
    const { paste } = looked('x\u{1B}[201');
    expect(paste.take(0x7e)).toBe('end');
    expect(paste.refused()).toBeUndefined();
    expect(looked('x\u{1B}[20x').paste.refused()).toContain('no text');
  });

  it('keeps the first reason that it was refused for', () => {
    const paste = new HiddenPaste();
    paste.refuse('first');
    paste.refuse('second');
    expect(paste.refused()).toBe('first');
  });
});
