import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { redactAttempt } from '../../../src/session/effects/redact-attempt.ts';
import {
  dropUnsearched,
  exportUnsearched,
  isUnsearched,
  unsearchedTail,
} from '../../../src/session/effects/unsearched-output.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const fed = { feeds: [] } as never;

function printed(text: string): string {
  const folder = join(temporaryFolder(), 'run');
  mkdirSync(folder);
  for (const name of ['stdout', 'stderr']) writeFileSync(join(folder, name), text);
  return folder;
}

describe('the output of a run that was given secrets', () => {
  it('is not shown before it was searched, nor what was added since', async () => {
    const folder = printed('something\n');
    expect(isUnsearched(fed, folder)).toBe(true);
    expect(isUnsearched({} as never, folder)).toBe(false);
    expect(unsearchedTail(folder).lines.join()).toContain('has been searched');
    const file = exportUnsearched(join(folder, 'page'));
    expect(readFileSync(file, 'utf8')).not.toContain('something');
    await redactAttempt(folder);
    expect(isUnsearched(fed, folder)).toBe(false);
    writeFileSync(join(folder, 'stdout'), 'more than that\n');
    expect(isUnsearched(fed, folder)).toBe(true);
  });

  it('hides nothing where nothing was printed', () => {
    expect(isUnsearched(fed, printed(''))).toBe(false);
  });

  it('is emptied once what came of it is on the disk', async () => {
    const folder = printed('something\n');
    expect(dropUnsearched(folder, { flush: () => false })).toBe(false);
    expect(readFileSync(join(folder, 'stdout'), 'utf8')).toBe('something\n');
    expect(dropUnsearched(folder, { flush: () => true })).toBe(true);
    expect(readFileSync(join(folder, 'stdout'), 'utf8')).toBe('');
    expect(readFileSync(join(folder, 'stderr'), 'utf8')).toBe('');
    const searched = printed('something\n');
    await redactAttempt(searched);
    expect(dropUnsearched(searched, { flush: () => true })).toBe(false);
  });
});
