import { describe, expect, it } from 'vitest';
import { typedName } from '../../../src/screens/parts/typed-name.ts';

describe("typing the object's own name", () => {
  it('is right only when it is the name, to the letter', () => {
    expect(typedName('magnum/0', 'magnum/0').type).toBe('right');
    expect(typedName('magnum/0', ' magnum/0 ').type).toBe('right');
    for (const typed of ['', 'magnum', 'magnum/1', 'Magnum/0', 'magnum/00', 'yes', 'y'])
      expect(typedName('magnum/0', typed).type).not.toBe('right');
  });

  it('says what is missing', () => {
    expect(typedName('magnum/0', 'magn')).toEqual({
      type: 'unfinished',
      says: 'Still missing: um/0',
    });
    expect(typedName('magnum/0', 'magnam')).toMatchObject({
      says: 'That is not magnum/0: it differs from character 5 on.',
    });
    expect(typedName('magnum/0', 'magnum/01')).toMatchObject({
      says: 'That is more than the name magnum/0.',
    });
  });
});
