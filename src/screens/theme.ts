import { createContext, useContext } from 'react';
import type { Standing } from '../session/standing.ts';

/** What a piece of text means; the theme alone knows which colour that is. */
export type Tone = 'good' | 'bad' | 'warning' | 'accent' | 'quiet' | 'training';

/** Glyphs of the chrome. All single-width, none with a variation selector: those shift a row in tmux. */
export interface Marks {
  readonly pointer: string;
  readonly more: string;
  readonly dot: string;
  readonly into: string;
  readonly line: string;
  readonly rail: string;
  readonly trainingRail: string;
  readonly cursor: string;
  /** Had passed and does not any more. */
  readonly drifted: string;
  /** A poll that is paused, one that waits for a login, and one whose question failed. */
  readonly poll: Readonly<Record<'paused' | 'held' | 'failed', string>>;
  /** Bars of a plot, from the lowest to the full one. */
  readonly bars: readonly string[];
  readonly standing: Readonly<Record<Standing, string>>;
  readonly verdict: Readonly<Record<'yes' | 'no' | 'could-not-tell' | 'deferred' | 'open', string>>;
}

/** How things look on this terminal. Every state also has a word or a mark: colour never says it alone. */
export interface Theme {
  /** The colour of a meaning, for `<Text color=...>`; undefined when there is to be no colour. */
  readonly tone: (tone: Tone) => string | undefined;
  readonly marks: Marks;
  /** For `<Box borderStyle=...>`. */
  readonly border: 'single' | 'classic';
}

export function useTheme(): Theme {
  return useContext(ThemeContext);
}

export function makeTheme(on: { readonly colour: boolean; readonly unicode: boolean }): Theme {
  return {
    tone: (tone) => (on.colour ? colours[tone] : undefined),
    marks: on.unicode ? unicodeMarks : asciiMarks,
    border: on.unicode ? 'single' : 'classic',
  };
}

/**
 * What the operator's terminal can show. `NO_COLOR` counts when it is set to anything (no-color.org);
 * without a UTF-8 locale, and on the Linux console, only ASCII is drawn.
 */
export function themeOf(
  env: Readonly<Record<string, string | undefined>>,
  wanted: { readonly noColour?: boolean } = {},
): Theme {
  const noColour = wanted.noColour === true || (env.NO_COLOR ?? '') !== '';
  const locale = [env.LC_ALL, env.LC_CTYPE, env.LANG].find((value) => (value ?? '') !== '') ?? '';
  const unicode = /utf-?8/i.test(locale) && env.TERM !== 'linux';
  return makeTheme({ colour: !noColour, unicode });
}

const colours: Readonly<Record<Tone, string>> = {
  good: 'green',
  bad: 'red',
  warning: 'yellow',
  accent: 'cyan',
  quiet: 'gray',
  training: 'magenta',
};

const unicodeMarks: Marks = {
  pointer: '›',
  more: '…',
  dot: '·',
  into: '›',
  line: '─',
  rail: '│',
  trainingRail: '║',
  cursor: '▏',
  drifted: '~',
  poll: { paused: '=', held: '!', failed: '?' },
  bars: [...'▁▂▃▄▅▆▇█'],
  standing: {
    waiting: '·',
    running: '»',
    attest: '?',
    passed: '✓',
    failed: '✗',
    unknown: '!',
    skipped: '-',
    deferred: '→',
    overridden: '≠',
    optional: ' ',
  },
  verdict: { yes: '✓', no: '✗', 'could-not-tell': '?', deferred: '→', open: '·' },
};

const asciiMarks: Marks = {
  pointer: '>',
  more: '...',
  dot: '-',
  into: '>',
  line: '-',
  rail: '|',
  trainingRail: '#',
  cursor: '_',
  drifted: '~',
  poll: { paused: '=', held: '!', failed: '?' },
  bars: ['.', ':', '#'],
  standing: {
    waiting: '.',
    running: '>',
    attest: '?',
    passed: '+',
    failed: 'x',
    unknown: '!',
    skipped: '-',
    deferred: ')',
    overridden: '=',
    optional: ' ',
  },
  verdict: { yes: '+', no: 'x', 'could-not-tell': '?', deferred: ')', open: '.' },
};

/** Last, as it is made of everything above. */
export const ThemeContext = createContext<Theme>(makeTheme({ colour: true, unicode: true }));
