import { describe, expect, it } from 'vitest';
import { makeTheme, themeOf } from '../../src/screens/theme.ts';

const unicodeRail = makeTheme({ colour: true, unicode: true }).marks.trainingRail;

describe('what a terminal can show', () => {
  it.each([
    [{ LANG: 'en_GB.UTF-8' }, true],
    [{ LANG: 'C.utf8' }, true],
    [{ LANG: 'C' }, false],
    [{}, false],
    [{ LANG: 'en_GB.UTF-8', LC_ALL: 'C' }, false],
    [{ LANG: 'C', LC_CTYPE: 'C.UTF-8' }, true],
    [{ LANG: 'en_GB.UTF-8', TERM: 'linux' }, false],
  ])('%o draws beyond ASCII: %s', (env, unicode) => {
    expect(themeOf(env).marks.trainingRail === unicodeRail).toBe(unicode);
  });

  it.each([
    [{ NO_COLOR: '1' }, {}],
    [{ NO_COLOR: '0' }, {}],
    [{}, { noColour: true }],
  ])('%o %o has no colour', (env, wanted) => {
    expect(themeOf(env, wanted).tone('bad')).toBeUndefined();
  });

  it('has colours where nobody said no; an empty NO_COLOR says nothing', () => {
    expect(themeOf({}).tone('bad')).toBe('red');
    expect(themeOf({ NO_COLOR: '' }).tone('bad')).toBe('red');
  });

  it('tells every state by its mark alone', () => {
    for (const unicode of [true, false]) {
      const marks = Object.values(makeTheme({ colour: false, unicode }).marks.standing);
      expect(new Set(marks).size).toBe(marks.length);
      for (const mark of marks) expect([...mark]).toHaveLength(1);
    }
  });
});
