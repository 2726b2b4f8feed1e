/** Permission bits as chmod takes them: `0644`, `u+x,go-w`, `a=r`. Undefined when it is neither. */
export function readMode(text: string, old: number, isDirectory: boolean): number | undefined {
  if (/^[0-7]{1,4}$/.test(text)) return Number.parseInt(text, 8);
  let mode = old;
  for (const clause of text.split(',')) {
    const match = /^([ugoa]*)([-+=])([rwxXst]*)$/.exec(clause);
    if (match === null) return undefined;
    const [, who = '', operator, letters = ''] = match;
    const everyone = who === '' || who.includes('a');
    for (const [letter, shift] of places) {
      if (!everyone && !who.includes(letter)) continue;
      const bits = bitsOf(letters, mode, isDirectory) << shift;
      if (operator === '=') mode = (mode & ~(7 << shift)) | bits;
      else mode = operator === '+' ? mode | bits : mode & ~bits;
    }
    if (letters.includes('t')) mode = operator === '-' ? mode & ~0o1000 : mode | 0o1000;
    const set = (everyone || who.includes('u') ? 0o4000 : 0) | (who.includes('g') ? 0o2000 : 0);
    if (letters.includes('s')) mode = operator === '-' ? mode & ~set : mode | set;
  }
  return mode;
}

/** `drwxr-x---` of an inode's type and bits. */
export function modeText(kind: string, mode: number): string {
  const bits = [6, 3, 0].map((shift) => triplet((mode >> shift) & 7)).join('');
  const sticky = (mode & 0o1000) === 0 ? bits : bits.slice(0, 8) + (bits.endsWith('x') ? 't' : 'T');
  return kind + sticky;
}

/** The letter that `ls -l` puts first. */
export function kindLetter(type: 'file' | 'directory' | 'link' | 'device'): string {
  return { file: '-', directory: 'd', link: 'l', device: 'c' }[type];
}

const places = [
  ['u', 6],
  ['g', 3],
  ['o', 0],
] as const;

function bitsOf(letters: string, mode: number, isDirectory: boolean): number {
  const runs =
    letters.includes('x') || (letters.includes('X') && (isDirectory || (mode & 0o111) !== 0));
  return (letters.includes('r') ? 4 : 0) | (letters.includes('w') ? 2 : 0) | (runs ? 1 : 0);
}

function triplet(bits: number): string {
  return (bits & 4 ? 'r' : '-') + (bits & 2 ? 'w' : '-') + (bits & 1 ? 'x' : '-');
}
