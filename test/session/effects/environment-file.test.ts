import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  changesNothing,
  readEnvironmentChange,
} from '../../../src/session/effects/environment-file.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

function read(text: string | undefined) {
  const folder = temporaryFolder();
  if (text !== undefined) writeFileSync(join(folder, 'environment'), text);
  return readEnvironmentChange(folder);
}

describe('what the wrapper says of the environment', () => {
  it('is names in order, a folder of any name, and options', () => {
    const said = [
      'set B',
      'set A',
      'changed C',
      'unset D',
      'folder /a b\nset X',
      'option +nounset',
    ];
    expect(read(`left\0${said.join('\0')}\0`)).toEqual({
      set: ['A', 'B'],
      changed: ['C'],
      unset: ['D'],
      folder: '/a b\nset X',
      options: ['+nounset'],
    });
  });

  it('may be that nothing was left, or nothing at all', () => {
    expect(read('not-left\0')).toBe('not-left');
    expect(read(undefined)).toBeUndefined();
    expect(read('')).toBeUndefined();
  });

  it('is told only when it changes something', () => {
    const nothing = read('left\0');
    const something = read('left\0option -errexit\0');
    expect(
      [nothing, something].map((one) => typeof one === 'object' && changesNothing(one)),
    ).toEqual([true, false]);
  });
});
