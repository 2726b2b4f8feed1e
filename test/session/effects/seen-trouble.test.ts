import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { outcomeAtLogin, troubleIn } from '../../../src/session/effects/seen-trouble.ts';
import { commandFor } from './support/command-for.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const failed = { type: 'exited', status: 1 } as const;

function outcomeOf(script: string, stderr: string) {
  const folder = temporaryFolder();
  writeFileSync(join(folder, 'stdout'), '');
  writeFileSync(join(folder, 'stderr'), `${stderr}\n`);
  const command = { ...commandFor(script), via: 'juju-ssh' } as const;
  return outcomeAtLogin(command, failed, folder, troubleIn(folder));
}

describe('a shipped block whose output speaks of a login', () => {
  it('is known not to have run when juju alone spoke', () => {
    expect(outcomeOf('systemctl restart magnum', 'ERROR login expired')).toEqual({
      type: 'not-started',
      reason: 'the Juju login is gone (ERROR login expired)',
    });
  });

  // Each of these can be what the block printed on the unit, after it had changed something there.
  it.each([
    ['openstack refused it', 'The request you have made requires authentication. (HTTP 401)'],
    ['a vault is sealed', '* Vault is sealed'],
    [
      'juju and openstack spoke',
      'ERROR login expired\nsomething (requires authentication) (HTTP 401)',
    ],
  ])('has run as far as anyone knows when %s', (_name, stderr) => {
    expect(outcomeOf('systemctl restart magnum; openstack coe list', stderr)).toEqual(failed);
  });

  it('has run as far as anyone knows when it calls a juju of its own on the unit', () => {
    expect(outcomeOf('touch /made; juju status >/dev/null', 'ERROR login expired')).toEqual(failed);
  });
});
