/**
 * Names of the control sequences that terminals send for keys: xterm and vt220 forms, application
 * mode, rxvt, the Linux console, and the kitty protocol (CSI u) with its modifiers and event types.
 */
export function keyOfSequence(sequence: string): string {
  const csi = /^\u{1B}\[([0-9;:]*)([A-Za-z~$^@])$/u.exec(sequence);
  if (csi !== null) return keyOfCsi(csi[1] ?? '', csi[2] ?? '');
  const ss3 = /^\u{1B}O([0-9;]*)([A-Za-z])$/u.exec(sequence);
  if (ss3 !== null) return withModifiers(letters[ss3[2] ?? ''] ?? unknownKey, ss3[1] ?? '');
  return unknownKey;
}

/** A key that is no key of ours; the listener says so. */
export const unknownKey = 'unknown';

/** Answers of the terminal, mouse and focus reports, and key releases: nobody pressed anything. */
export function isIgnored(sequence: string): boolean {
  return (
    /^\u{1B}\[(?:[IO]|[<?>=].*|[0-9;]*[RcntxyM]|M.*|200~|201~)$/u.test(sequence) ||
    /^\u{1B}\[[0-9:]*;[0-9]*:3[;0-9:]*[A-Za-z~]$/u.test(sequence)
  );
}

const letters: Readonly<Record<string, string>> = {
  A: 'up',
  B: 'down',
  C: 'right',
  D: 'left',
  E: unknownKey,
  F: 'end',
  H: 'home',
  I: 'tab',
  M: 'enter',
  Z: 'shift-tab',
};

const numbers: Readonly<Record<string, string>> = {
  '1': 'home',
  '3': 'delete',
  '4': 'end',
  '5': 'pageup',
  '6': 'pagedown',
  '7': 'home',
  '8': 'end',
};

/** Code points with a name of their own in the kitty protocol. */
const codes: Readonly<Record<number, string>> = {
  9: 'tab',
  13: 'enter',
  27: 'escape',
  32: 'space',
  127: 'backspace',
  57414: 'enter',
  57417: 'left',
  57418: 'right',
  57419: 'up',
  57420: 'down',
  57421: 'pageup',
  57422: 'pagedown',
  57423: 'home',
  57424: 'end',
  57426: 'delete',
};

function keyOfCsi(parameters: string, final: string): string {
  const [first = '', second = '', third = ''] = parameters.split(';');
  if (final === 'u') return keyOfCode(Number(first.split(':')[0]), second);
  if (final === '~' && first === '27') return keyOfCode(Number(third), second);
  if (final === '~') return withModifiers(numbers[first] ?? unknownKey, `1;${second}`);
  return withModifiers(letters[final] ?? unknownKey, parameters);
}

function keyOfCode(code: number, modifier: string): string {
  if (!Number.isInteger(code) || code > 0x10ffff) return unknownKey;
  const bits = modifierBits(modifier);
  const named = codes[code];
  const shifted = named === undefined && (bits & 1) === 1;
  const character = code < 0x20 || code > 57343 ? unknownKey : String.fromCodePoint(code);
  return prefixed(named ?? (shifted ? character.toUpperCase() : character), bits & ~1);
}

/** `1;5` behind an arrow is Ctrl and so on; a bare Shift on a movement key moves all the same. */
function withModifiers(name: string, parameters: string): string {
  const modifier = parameters.split(';')[1] ?? '';
  return prefixed(name, modifierBits(modifier) & ~1);
}

/** Shift 1, Alt 2, Ctrl 4, Super 8 ...; caps lock and num lock (64, 128) change no key. */
function modifierBits(modifier: string): number {
  const value = Number(modifier.split(':')[0]);
  return Number.isInteger(value) && value > 0 ? (value - 1) & 0x3f : 0;
}

function prefixed(name: string, bits: number): string {
  if (bits === 0) return name;
  if ((bits & 2) !== 0) return `alt-${name}`;
  return (bits & 4) !== 0 ? `ctrl-${name}` : `super-${name}`;
}
