import { expect, it } from 'vitest';
import {
  cutNote,
  OUTPUT_LIMIT,
  readOutputLimit,
} from '../../../src/session/effects/output-limit.ts';

it.each([
  [undefined, OUTPUT_LIMIT],
  ['', OUTPUT_LIMIT],
  ['1', 1],
  ['1000', 1000],
  ['64K', 65_536],
  ['64k', 65_536],
  ['512M', 512 * 1024 ** 2],
  [' 2G ', 2 * 1024 ** 3],
])('reads %j as a limit', (said, bytes) => {
  expect(readOutputLimit({ HANDRAIL_OUTPUT_LIMIT: said })).toEqual({ type: 'limit', bytes });
});

it.each(['0', '0G', '-1', '1.5G', '1T', 'G', 'much', '99999999999G', '1 G', '0x10', '1e3'])(
  'refuses %j in one sentence that names it and the way on',
  (said) => {
    const read = readOutputLimit({ HANDRAIL_OUTPUT_LIMIT: said });
    expect(read).toMatchObject({ type: 'refused' });
    expect(read).toHaveProperty(
      'problem',
      `HANDRAIL_OUTPUT_LIMIT is "${said}", which is no size; give a number of bytes, or one with K, M or G behind it, such as 512M.`,
    );
  },
);

it('says in the note what the limit was, in ASCII, as its characters are counted as bytes', () => {
  expect(cutNote(OUTPUT_LIMIT)).toContain('past 1 GiB;');
  expect(cutNote(1536 * 1024)).toContain('past 1536 KiB;');
  expect(cutNote(1000)).toContain('past 1000 bytes;');
  expect(cutNote(1)).toMatch(/^[ -~]+$/);
});
