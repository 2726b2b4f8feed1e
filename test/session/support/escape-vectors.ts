const ESC = '\x1b';
const BEL = '\x07';
const ST = `${ESC}\\`;

/** Something a remote program may print, and what may be left of it. */
export interface EscapeVector {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** What is shown without colours. */
  readonly shown: string;
  /** What is shown with colours, where that differs. */
  readonly coloured?: string;
}

/** Every attack that is known to us, frozen. A new one is added here. */
export const escapeVectors: readonly EscapeVector[] = [
  text('writes the clipboard (OSC 52)', `a${ESC}]52;c;eA==${BEL}b`, 'ab'),
  text('writes the clipboard, unfinished', `a${ESC}]52;c;eA==`, 'a'),
  text('unfinished OSC does not swallow the next line', `a${ESC}]52;c;eA==\nb`, 'a\nb'),
  text(
    'writes a long clipboard, unfinished',
    `a${ESC}]52${'A'.repeat(9000)}`,
    `a${'A'.repeat(4906)}`,
  ),
  text('sets the title (OSC 0)', `a${ESC}]0;P${BEL}b`, 'ab'),
  text('makes a false link (OSC 8)', `${ESC}]8;;http://u${ST}t${ESC}]8;;${ST}`, 't'),
  text('has the terminal type its colour (OSC 11)', `a${ESC}]11;?${BEL}b`, 'ab'),
  text('goes through tmux (DCS)', `a${ESC}Ptmux;${ESC}${ESC}]52;c;eA==${BEL}${ST}b`, 'ab'),
  text('draws a picture (APC)', `a${ESC}_Gf=24;AAAA${ST}b`, 'ab'),
  text('sends a privacy message (PM)', `a${ESC}^x${ST}b`, 'ab'),
  text('sends a string (SOS)', `a${ESC}Xx${ST}b`, 'ab'),
  text('names the window (screen)', `a${ESC}kT${ST}b`, 'ab'),
  text('clears the screen', `a${ESC}[2Jb`, 'ab'),
  text('moves the cursor home', `a${ESC}[1;1Hb`, 'ab'),
  text('leaves the alternate screen', `a${ESC}[?1049lb`, 'ab'),
  text('asks where the cursor is', `a${ESC}[6nb`, 'ab'),
  text('resets the terminal', `a${ESC}cb`, 'ab'),
  text('saves the cursor', `a${ESC}7b`, 'ab'),
  text('clears the screen with an 8-bit CSI', 'a\u009b2Jb', 'ab'),
  text('sets the title with an 8-bit OSC', 'a\u009d0;P\u009cb', 'ab'),
  text('starts an 8-bit DCS', 'a\u0090q\u009cb', 'ab'),
  text('goes to the next line (NEL)', 'a\u0085b', 'ab'),
  text('rings the bell', `a${BEL}b`, 'ab'),
  text('goes back and writes over', 'rm -rf /\b\b\b\bls', 'rm -rf /ls'),
  text('returns and writes over', 'ab\rc', 'abc'),
  text('shifts the character set', 'a\x0eb\x0fc', 'abc'),
  text('chooses line drawing', `a${ESC}(0b`, 'ab'),
  text('deletes', 'a\x7fb', 'ab'),
  text('puts a NUL, a vertical tab and a form feed', 'a\0b\vc\fd', 'abcd'),
  text('turns the direction round', 'a\u202eb\u202cc', 'abc'),
  text('isolates a direction', 'a\u2066b\u2069c\u200fd\u061ce', 'abcde'),
  text('hides between characters', 'a\u200bb\u200cc\u200dd\u2060e\ufefff\u00adg', 'abcdefg'),
  text('separates lines in its own way', 'a\u2028b\u2029c', 'abc'),
  text('annotates', 'a\ufff9b\ufffac\ufffbd', 'abcd'),
  text('hides a message in tag characters', 'a\u{e0001}\u{e0041}\u{e007f}b\u{e0100}c', 'abc'),
  text('changes the width of a sign', 'a\u26a0\ufe0fb', 'a\u26a0b'),
  text('hides text', `a${ESC}[8mb${ESC}[28mc`, 'abc', `ab${ESC}[28mc`),
  text('blinks', `${ESC}[5ma${ESC}[6mb`, 'ab'),
  text('hides by the way of a colour', `${ESC}[31;8ma`, 'a', `${ESC}[31ma`),
  text('colours in 256 colours', `${ESC}[38;5;8ma${ESC}[0m`, 'a', `${ESC}[38;5;8ma${ESC}[0m`),
  text('colours in all colours', `${ESC}[1;48;2;8;5;9;4ma`, 'a', `${ESC}[1;48;2;8;5;9;4ma`),
  text('leaves a colour unfinished', `${ESC}[1;38;5ma${ESC}[38;8mb`, 'ab', `${ESC}[1mab`),
  text('colours with colons', `${ESC}[38:2::1:2:3ma`, 'a', `${ESC}[38:2::1:2:3ma`),
  text('ends all colours in short', `${ESC}[ma`, 'a', `${ESC}[0ma`),
  text('asks for key reports, which looks like a colour', `${ESC}[>4;2ma`, 'a'),
  text('puts one sequence into another', `a${ESC}[${ESC}[2J2Jb`, 'a2Jb'),
  text(
    'sends a sequence of a hundred digits',
    `a${ESC}[${'1'.repeat(100)}mb`,
    `a${'1'.repeat(36)}mb`,
  ),
  text('ends in the middle of a sequence', `a${ESC}[3`, 'a'),
  text('ends with an escape', `a${ESC}`, 'a'),
  text('floods with marks', `a${'\u0301'.repeat(40)}b`, `a${'\u0301'.repeat(4)}b`),
  text(
    'floods with marks behind colours',
    `a${`\u0301\u0301${ESC}[1m`.repeat(10)}b`,
    `a${'\u0301'.repeat(4)}b`,
    `a\u0301\u0301${ESC}[1m\u0301\u0301${`${ESC}[1m`.repeat(9)}b`,
  ),
  {
    name: 'sends 8-bit controls that are no UTF-8',
    bytes: Uint8Array.of(0x61, 0x9b, 0x32, 0x4a, 0x85, 0x9d, 0x30, 0x3b, 0x50, 0x9c, 0x62),
    shown: 'a\ufffd2J\ufffd\ufffd0;P\ufffdb',
  },
];

function text(name: string, written: string, shown: string, coloured?: string): EscapeVector {
  return {
    name,
    bytes: new TextEncoder().encode(written),
    shown,
    ...(coloured === undefined ? {} : { coloured }),
  };
}
