import { PassThrough } from 'node:stream';
import { describe, expect, it } from 'vitest';
import { askName } from '../../../src/cli/plain/ask-name.ts';

const share = 'q3Xc7nAqb1Zk9sPw0Lr5vTt8yUe2oHd4gJm6fKi1xNc=';

function atTerminal() {
  const input = Object.assign(new PassThrough(), {
    isTTY: true,
    isRaw: false,
    setRawMode: () => undefined,
  });
  let shown = '';
  const output = { write: (text: string) => void (shown += text) };
  return {
    asked: askName({ input, output }, 'Who? '),
    press: (text: string) => void input.write(text),
    shown: () => shown,
    shows: async (text: string) => {
      while (!shown.includes(text)) await new Promise((resolve) => setImmediate(resolve));
    },
  };
}

describe('the name of who brings a secret, by lines', () => {
  it('is shown as it is typed, and put right by backspace', async () => {
    const at = atTerminal();
    at.press('ali');
    await at.shows('Who? ali');
    at.press('x\u007fce\r');
    expect(await at.asked).toBe('alice');
    expect(at.shown()).toContain('Who? alice');
  });

  it.each([
    ['in one go, with its line end', [`${share}\r`]],
    ['key by key, none shown before the next', [...share, '\r']],
    ['marked as a paste', [`\u001b[200~${share}\r\u001b[201~`]],
  ])('shows and takes nothing of a share that comes %s', async (_, chunks) => {
    const at = atTerminal();
    for (const chunk of chunks) at.press(chunk);
    await at.shows('is not kept');
    at.press('\u0015carol\r');
    expect(await at.asked).toBe('carol');
    for (let from = 0; from + 4 <= share.length; from += 1)
      expect(at.shown()).not.toContain(share.slice(from, from + 4));
  });

  it('takes no second half of what was refused before Ctrl-U', async () => {
    const at = atTerminal();
    at.press(share);
    await at.shows('is not kept');
    at.press('abc\r');
    await at.shows('Press Ctrl-U first');
    at.press('\u0015\r');
    expect(await at.asked).toBe('');
  });

  it('is left by Ctrl-C and Ctrl-D', async () => {
    for (const key of ['\u0003', '\u0004']) {
      const at = atTerminal();
      at.press(`ab${key}`);
      expect(await at.asked).toBeUndefined();
    }
  });
});
