import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { watchForPrompt } from '../../../src/session/effects/prompt-watch.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

it('tells of a question without the secret that stands in it', async () => {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'stdout'), '');
  writeFileSync(join(folder, 'stderr'), 'OS_PASSWORD=hunter22 was refused; new password: ');
  const told = await new Promise<string>((resolve) => {
    watchForPrompt(folder, undefined, resolve);
  });
  expect(told).toMatch(/new password:$/);
  expect(told).not.toContain('hunter22');
});
