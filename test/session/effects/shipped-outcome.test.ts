import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { shippedOutcome } from '../../../src/session/effects/shipped-outcome.ts';
import type { Block } from '../../../src/steps/model.ts';
import { stepWith } from '../../support/read.ts';
import { commandFor } from './support/command-for.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const command = { ...commandFor('true'), via: 'juju-ssh' } as const;
const failed = { type: 'exited', status: 255 } as const;

function settled(place: Block['place'], stderr: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'stdout'), '');
  writeFileSync(join(folder, 'stderr'), stderr);
  const { block } = stepWith('**GATE:** exit status is 0.');
  return shippedOutcome({ ...block, place }, command, folder, failed);
}

it('reads from the files what ssh said, and names the unit', () => {
  expect(settled({ type: 'unit', unit: 'nova/1' }, 'Host key verification failed.\r\n')).toEqual({
    type: 'not-started',
    reason: 'no connection to nova/1 came about (exit status 255): Host key verification failed.',
  });
});

it('keeps escapes and secrets out of the reason', () => {
  const line = 'ssh: connect to host a port 22: \u001b[2JOS_PASSWORD=hunter22';
  const { reason } = settled({ type: 'unit', unit: 'nova/1' }, line) as { reason: string };
  expect(reason).toContain('no connection to nova/1');
  expect(reason).not.toMatch(/hunter22|\u001b/);
});

it('leaves a block that was not shipped alone', () => {
  expect(settled({ type: 'jumphost' }, 'Host key verification failed.\n')).toEqual(failed);
});
