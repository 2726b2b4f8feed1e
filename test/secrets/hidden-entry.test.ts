import { inspect } from 'node:util';
import { describe, expect, it } from 'vitest';
import { HiddenBytes, longestHidden } from '../../src/secrets/hidden-bytes.ts';
import { HiddenEntry, type EntryToken } from '../../src/secrets/hidden-entry.ts';

const canary = 'cänary-7f3a/+=';
const paste = (text: string) => `\u{1B}[200~${text}\u{1B}[201~`;

/** An entry that is open, and the one array in which it holds what it holds. */
function opened() {
  const where = new Uint8Array(longestHidden);
  const entry = new HiddenEntry(new HiddenBytes(where));
  entry.open();
  return {
    entry,
    where,
    isZero: () => where.every((byte) => byte === 0),
    types: (text: string) => entry.push(Buffer.from(text)),
  };
}

function takenFrom(entry: HiddenEntry): string | undefined {
  const secret = entry.take();
  const text = secret?.use((bytes) => Buffer.from(bytes).toString());
  secret?.wipe();
  return text;
}

/** As if all had come in one read: where reads are cut is nobody's doing. */
function inOneGo(tokens: readonly EntryToken[]): readonly EntryToken[] {
  const all: EntryToken[] = [];
  for (const token of tokens) {
    const last = all.at(-1);
    if (token.type === 'unseen' && last?.type === 'unseen' && last.by === token.by) {
      all.pop();
      const says = token.says === undefined ? undefined : (last.says ?? token.says);
      all.push({
        type: 'unseen',
        by: token.by,
        holds: token.holds,
        ...(says === undefined ? {} : { says }),
      });
    } else all.push(token);
  }
  return all;
}

const typed = { type: 'unseen', by: 'typing', holds: 'something' } as const;
const pasted = { type: 'unseen', by: 'paste', holds: 'something' } as const;
const erased = { type: 'unseen', by: 'erasing', holds: 'nothing' } as const;
const key = (name: 'enter' | 'escape' | 'ctrl-c' | 'unknown') => ({ type: 'key', name }) as const;
const spoilt = (says: string) => ({
  type: 'unseen',
  by: 'typing',
  holds: 'spoilt',
  says: expect.stringContaining(says) as string,
});
const refused = (says: string) => ({
  type: 'unseen',
  by: 'paste',
  holds: 'nothing',
  says: expect.stringContaining(says) as string,
});

describe('what is typed unseen', () => {
  it.each([
    ['typing', canary, [typed], canary],
    ['a paste', paste(canary), [pasted], canary],
    ['a paste with a line end', paste(`${canary}\r`), [pasted], canary],
    [
      'a paste with several line ends before and behind',
      paste(`\r\n${canary}\r\n\n`),
      [pasted],
      canary,
    ],
    ['typing and a paste', `ab${paste('cd')}e`, [typed, pasted, typed], 'abcde'],
    [
      'backspace over a character of two bytes',
      'aä\u{7F}b\u{8}',
      [typed, { ...erased, holds: 'something' }, typed, { ...erased, holds: 'something' }],
      'a',
    ],
    ['backspace past the beginning', 'a\u{7F}\u{7F}', [typed, erased], undefined],
    ['Ctrl-U', `${canary}\u{15}xy`, [typed, erased, typed], 'xy'],
    ['Enter', `${canary}\r`, [typed, key('enter')], canary],
    ['Ctrl-J', `${canary}\n`, [typed, key('enter')], canary],
    ['Ctrl-C, which keeps nothing', `${canary}\u{3}`, [typed, key('ctrl-c')], undefined],
    [
      'keys in the newer form',
      'a\u{1B}[127u\u{1B}[13u\u{1B}[27;1u',
      [typed, erased, key('enter'), key('escape')],
      undefined,
    ],
    [
      'Ctrl in the newer forms',
      'ab\u{1B}[117;5u\u{1B}[27;5;99~',
      [typed, erased, key('ctrl-c')],
      undefined,
    ],
    ['a key let go in the newer form', 'a\u{1B}[97;1:3u', [typed], 'a'],
    [
      'arrows and function keys',
      'a\u{1B}[A\u{1B}OP\u{1B}[15~\u{1B}[[Ab',
      [typed, key('unknown'), key('unknown'), key('unknown'), key('unknown'), typed],
      'ab',
    ],
    ['Enter of the keypad', 'a\u{1B}OM', [typed, key('enter')], 'a'],
    [
      'Tab, Ctrl-Z and Ctrl-D',
      'a\t\u{1A}\u{4}',
      [typed, key('unknown'), key('unknown'), key('unknown')],
      'a',
    ],
    [
      'Alt with a character',
      'a\u{1B}xb\u{1B}€c',
      [typed, key('unknown'), typed, key('unknown'), typed],
      'abc',
    ],
    ['Esc twice', '\u{1B}\u{1B}', [key('escape'), key('escape')], undefined],
    ['mouse reports', 'a\u{1B}[<0;10;5Mb', [typed], 'ab'],
    [
      'an answer of the terminal',
      'a\u{1B}]11;rgb:1e1e/1e1e/1e1e\u{7}b\u{1B}P>|xterm\u{1B}\\c\u{1B}[?64;1c',
      [typed],
      'abc',
    ],
    ['a nul', 'a\0b', [typed], 'ab'],
    ['focus reports', 'a\u{1B}[Ib\u{1B}[O', [typed], 'ab'],
  ])('understands %s, wherever the reads are cut', (_what, bytes, tokens, kept) => {
    const all = Buffer.from(bytes);
    const ways = [
      [all.length],
      ...Array.from(all, (_, at) => [at, all.length]),
      Array.from(all, (_, at) => at + 1),
    ];
    for (const cuts of ways) {
      const { entry, isZero } = opened();
      const came: EntryToken[] = [];
      let from = 0;
      for (const to of cuts) {
        came.push(...entry.push(Buffer.from(all.subarray(from, to))));
        from = to;
      }
      came.push(...entry.flush());
      expect(inOneGo(came), `cut at ${cuts.join()}`).toEqual(tokens);
      expect(takenFrom(entry)).toBe(kept);
      expect(isZero()).toBe(true);
    }
  });

  it.each([
    ['three lines', 'one\rtwo\r\nthree\n', 'The paste has 3 lines'],
    ['nothing', '', 'The paste was empty'],
    ['line ends only', '\r\n\n', 'The paste was empty'],
    ['a tab', 'one\ttwo', 'characters that are no text'],
    ['an escape', 'one\u{1B}[2Jtwo', 'characters that are no text'],
    ['half of its own end', 'one\u{1B}[20\u{1B}[2x', 'characters that are no text'],
    ['too much', 'x'.repeat(longestHidden + 1), 'longer than'],
  ])('refuses a paste of %s as a whole, with what stood before it', (_what, text, says) => {
    const all = Buffer.from(`before${paste(text)}`);
    for (let at = 0; at <= Math.min(all.length, 60); at += 1) {
      const { entry, isZero } = opened();
      const came = [
        ...entry.push(Buffer.from(all.subarray(0, at))),
        ...entry.push(Buffer.from(all.subarray(at))),
      ];
      expect(inOneGo(came)).toEqual([typed, refused(says)]);
      expect(isZero()).toBe(true);
      expect(entry.take()).toBeUndefined();
    }
  });

  it('takes no text behind an Enter that was not taken: several lines came at once', () => {
    const { entry, types, isZero } = opened();
    expect(types('one\rtwo\rthree\r')).toEqual([
      typed,
      key('enter'),
      spoilt('More came behind Enter'),
      key('enter'),
      spoilt('Press Ctrl-U'),
      key('enter'),
    ]);
    expect(isZero()).toBe(true);
    expect(entry.take()).toBeUndefined();
    types('\u{15}once more');
    expect(takenFrom(entry)).toBe('once more');
  });

  it('lets it be put right behind an Enter that was not taken', () => {
    const { entry, types } = opened();
    types('onf\r\u{7F}e\r');
    expect(takenFrom(entry)).toBe('one');
    types('one\r');
    expect(types(paste('two'))).toEqual([refused('behind Enter')]);
    expect(entry.take()).toBeUndefined();
  });

  it('never keeps the second half of what was begun too early', () => {
    const { entry, types, isZero } = opened();
    entry.shut();
    expect(types('fir')).toEqual([spoilt('before they were asked for')]);
    entry.open();
    expect(types('st')).toEqual([spoilt('Press Ctrl-U')]);
    expect(entry.holds).toBe('spoilt');
    expect(isZero()).toBe(true);
    expect(types(`\u{15}first`).at(-1)).toEqual(typed);
    expect(takenFrom(entry)).toBe('first');
  });

  it('keeps nothing of a paste that began too early or was left in its middle', () => {
    const { entry, types } = opened();
    entry.shut();
    expect(types(paste('one'))).toEqual([refused('before it was asked for')]);
    types('\u{1B}[200~on');
    entry.open();
    expect(types('e\u{1B}[201~')).toEqual([refused('before it was asked for')]);
    types('\u{1B}[200~on');
    entry.leave();
    expect(entry.pending()).toBe('paste');
    entry.open();
    expect(types('e\u{1B}[201~')).toEqual([refused('before it was asked for')]);
    expect(entry.holds).toBe('nothing');
  });

  it('takes a paste as it is after what was spoilt, for it is whole', () => {
    const { entry, types } = opened();
    entry.shut();
    types('x');
    entry.open();
    expect(types(paste(canary))).toEqual([pasted]);
    expect(takenFrom(entry)).toBe(canary);
  });

  it.each([
    ['a lone Esc', '\u{1B}', 'escape', [key('escape')]],
    ['half a sequence', 'x\u{1B}[1;', 'sequence', [spoilt('no key and no text')]],
    ['half an answer of the terminal', 'x\u{1B}]11;', 'sequence', [spoilt('no key and no text')]],
    [
      'half a paste',
      `${'\u{1B}[200~'}half`,
      'paste',
      [{ ...refused('end of the paste'), holds: 'spoilt' }],
    ],
  ])('keeps nothing of %s when no more comes', (_what, bytes, pending, tokens) => {
    const { entry, types, isZero } = opened();
    types(bytes);
    expect(entry.pending()).toBe(pending);
    expect(entry.flush()).toEqual(tokens);
    expect(entry.pending()).toBe('nothing');
    expect(isZero()).toBe(true);
  });

  it('keeps no more than a terminal hands on in one line', () => {
    const { types, isZero } = opened();
    expect(types('x'.repeat(longestHidden))).toEqual([typed]);
    expect(types('x')).toEqual([spoilt('longer than 4095 bytes')]);
    expect(isZero()).toBe(true);
  });

  it('never takes an old mouse report for text', () => {
    const { types, isZero } = opened();
    expect(inOneGo(types('abc\u{1B}[M !!'))).toEqual([spoilt('no key and no text')]);
    expect(isZero()).toBe(true);
  });

  it('fills what it was handed with zeros, and shows nothing of it', () => {
    const { entry } = opened();
    const chunk = Buffer.from(`${canary}${paste(canary)}\u{1B}[`);
    const tokens = entry.push(chunk);
    expect(chunk.every((byte) => byte === 0)).toBe(true);
    const shown = inspect([entry, tokens], { depth: 9, showHidden: true }) + JSON.stringify(entry);
    expect(shown).not.toContain('nary');
    expect(String(entry.take())).toBe('[secret]');
  });

  it.each([
    ['shut', (entry: HiddenEntry) => entry.shut()],
    ['left', (entry: HiddenEntry) => entry.leave()],
    ['taken', (entry: HiddenEntry) => entry.take()?.wipe()],
  ])('leaves no byte behind when it is %s', (_what, end) => {
    const { entry, types, isZero } = opened();
    types(`${canary}${paste(canary)}`);
    expect(isZero()).toBe(false);
    end(entry);
    expect(isZero()).toBe(true);
    expect(entry.holds).toBe('nothing');
  });
});
