import { describe, expect, it } from 'vitest';
import { createKeyReader } from '../../../src/screens/terminal/key-reader.ts';
import { observed } from '../../../src/screens/terminal/hidden-keys.ts';
import { HiddenEntry } from '../../../src/secrets/hidden-entry.ts';

const key = (name: string) => ({ type: 'key', name });
const typed = { type: 'unseen', by: 'typing', holds: 'something' };
const bytes = (text: string) => Buffer.from(text);

function reader() {
  const entry = new HiddenEntry();
  return { entry, keys: createKeyReader(entry) };
}

describe('what the terminal sends', () => {
  it('is text until it is hidden, and text again afterwards', () => {
    const { entry, keys } = reader();
    expect(keys.push(bytes('a'))).toEqual([key('a')]);
    keys.hide(true);
    entry.open();
    const chunk = bytes('bc');
    expect(keys.push(chunk)).toEqual([typed]);
    expect(chunk.every((byte) => byte === 0)).toBe(true);
    keys.hide(false);
    expect(entry.holds).toBe('nothing');
    expect(keys.push(bytes('d'))).toEqual([key('d')]);
  });

  it('is hidden when it comes as text, too', () => {
    const { entry, keys } = reader();
    keys.hide(true);
    entry.open();
    expect(keys.push('bc')).toEqual([typed]);
  });

  it('goes to the end of a paste where that began', () => {
    const { entry, keys } = reader();
    keys.push(bytes('\u{1B}[200~one'));
    keys.hide(true);
    entry.open();
    expect(keys.push(bytes(' paste\u{1B}[201~'))).toEqual([{ type: 'paste', text: 'one paste' }]);
    expect(keys.push(bytes('x\u{1B}[200~ha'))).toEqual([typed]);
    keys.hide(false);
    expect(keys.pending()).toBe('paste');
    expect(keys.push(bytes('lf\u{1B}[201~'))).toEqual([]);
    expect(keys.push(bytes('q'))).toEqual([key('q')]);
    expect(entry.holds).toBe('nothing');
  });

  it('forgets half a key that came before', () => {
    const { entry, keys } = reader();
    keys.push(bytes('\u{1B}['));
    keys.push(Uint8Array.of(0xc3));
    keys.hide(true);
    entry.open();
    expect(keys.push(bytes('Ab'))).toEqual([typed]);
    keys.hide(false);
    expect(keys.push(bytes('é'))).toEqual([key('é')]);
  });

  it('gives up waiting where it waited', () => {
    const { keys } = reader();
    keys.push(bytes('\u{1B}'));
    expect(keys.flush()).toEqual([key('escape')]);
    keys.hide(true);
    keys.push(bytes('\u{1B}'));
    expect(keys.pending()).toBe('escape');
    expect(keys.flush()).toEqual([key('escape')]);
    keys.push(bytes('\u{1B}[200~'));
    keys.hide(false);
    expect(keys.flush()).toEqual([]);
    expect(keys.pending()).toBe('nothing');
  });

  it('tells whoever draws it each time that more or less may be held', () => {
    const told: string[] = [];
    const keys = observed(new HiddenEntry(), (holds) => told.push(holds));
    keys.open();
    keys.push(bytes('x'));
    keys.take()?.wipe();
    keys.spoil();
    keys.flush();
    keys.shut();
    keys.leave();
    expect(told).toEqual([
      'nothing',
      'something',
      'nothing',
      'spoilt',
      'spoilt',
      'spoilt',
      'nothing',
    ]);
    expect([keys.holds, keys.pending()]).toEqual(['nothing', 'nothing']);
  });
});
