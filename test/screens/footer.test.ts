import { describe, expect, it } from 'vitest';
import { fittingHints, type Hint } from '../../src/screens/parts/footer.tsx';

const hints: readonly Hint[] = [
  { binding: 'main', says: 'run it on magnum/0' },
  { binding: 'down', says: 'move' },
  { binding: 'skip', says: 'skip' },
  { binding: 'back', says: 'back' },
  { binding: 'quit', says: 'quit' },
];

function footer(room: number, of = hints, isText = false): string {
  return fittingHints(of, { room, isText, more: '…' })
    .map(({ key, says }) => `${key} ${says}`.trim())
    .join('  ');
}

describe('the footer', () => {
  it('shows every hint where there is room, and the help key', () => {
    expect(footer(80)).toBe(
      'Enter run it on magnum/0  down move  s skip  Esc back  q quit  ? keys',
    );
  });

  it('drops hints from the middle with an ellipsis, never the ends', () => {
    expect(footer(64)).toBe('Enter run it on magnum/0  down move  …  Esc back  q quit  ? keys');
  });

  it.each([64, 50, 40, 29, 20])('keeps Enter and a way out within %i columns', (room) => {
    const shown = footer(room);
    expect(shown.length).toBeLessThanOrEqual(room);
    expect(shown).toContain('Enter');
    expect(shown).toContain('Esc');
  });

  it('offers no help key where ? is a character', () => {
    expect(footer(80, hints, true)).not.toContain('? keys');
  });

  it('keeps what Enter does where another key comes first', () => {
    const attest = [
      { binding: 'yes', says: 'yes, it holds' },
      { binding: 'output', says: 'all of it' },
      { binding: 'main', says: 'no' },
      { binding: 'back', says: 'later' },
    ];
    expect(footer(29, attest)).toMatch(/^y yes.*Enter no?.*Esc later/);
  });
});
