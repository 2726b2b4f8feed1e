import { placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { isCaptured, pipelineOf } from '../surroundings.ts';

/** The line of a checksum names the file too. */
export const hashLinesCompared: BlockRule = {
  id: 'hash-lines-compared',
  part: 'risky',
  severity: 'note',
  why: 'The two lines name two files, so they differ even when the sums are the same, and an empty file has a sum too.',
  todo: 'Compare the first field: `sha256sum FILE | cut -d" " -f1`.',
  looksAt: 'block',
  *find(linted) {
    const sums = shellsOf(linted).flatMap((shell) =>
      shell.calls
        .filter(
          (call) =>
            /^(?:sha\d+sum|md5sum|b2sum)$/.test(call.name) &&
            !call.args.some((arg) => /^(?:-c|--check)$/.test(arg ?? '')) &&
            !isCaptured(call) &&
            pipelineOf(call) === undefined &&
            call.redirects.every(({ type, operator }) => type === 'Redirect' && operator === '<'),
        )
        .map((call) => ({ shell, call })),
    );
    const second = sums[1];
    if (
      second !== undefined &&
      new Set(sums.map(({ call }) => call.argNodes.map(({ text }) => text).join(' '))).size > 1
    )
      yield placeOf(second.shell, second.call);
  },
};
