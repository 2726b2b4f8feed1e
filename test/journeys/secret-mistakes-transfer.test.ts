import { chmodSync, mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { letters } from '../support/canaries.ts';
import type { FakeCloud } from '../support/fake-vault/fake-cloud.ts';
import { canMount, smallDisk, type SmallDisk } from '../support/small-disk.ts';
import { vaultDesk, type VaultDesk } from '../support/vault-desk.ts';
import { step72Text } from '../support/vault-runbooks.ts';

const block = '7.2/3';
const key = letters(40);

let desk: VaultDesk | undefined;
afterEach(async () => {
  await desk?.leaves();
  desk = undefined;
});

/** Walks to the transfer of step 7.2, up to its last confirmation. */
async function before(
  target: (cloud: FakeCloud) => string,
): Promise<VaultDesk & { readonly at: string }> {
  let at = '';
  const made = await vaultDesk((cloud) => {
    at = target(cloud);
    return step72Text(at);
  });
  desk = made;
  const source = join(made.home, 'capi-mgmt.kubeconfig');
  writeFileSync(source, `key: ${key}\n`.repeat(4000), { mode: 0o600 });
  for (const check of ['7.2/1', '7.2/2']) {
    await made.op.presses('enter');
    await made.rests();
    await made.op.sees(`passed ${check}`);
    await made.op.presses('enter');
  }
  await made.op.presses('enter');
  await made.op.settles();
  await made.op.sees(/Type (\S+) to run it/);
  const [, name = ''] = /Type (\S+)/.exec(made.op.frame()) ?? [];
  await made.op.sends(name);
  return { ...made, at };
}

async function runs(at: VaultDesk): Promise<string> {
  await at.op.sees('Enter run it');
  await at.op.presses('enter');
  await at.rests();
  return at.op.frame();
}

/** A folder with an old target in it, on a disk of the unit's own when it is to be a small one. */
const here = (cloud: FakeCloud): string => {
  const folder = join(cloud.folder, 'etc-magnum');
  mkdirSync(folder);
  return withOld(folder);
};
const withOld = (folder: string): string => {
  writeFileSync(join(folder, 'kubeconfig'), OLD, { mode: 0o600 });
  return folder;
};
const OLD = 'the old one';

/** Rows of the page in one line, as an operator reads them. */
const read = (frame: string): string =>
  frame
    .split('\n')
    .map((row) => row.slice(row.indexOf('│') + 1).trim())
    .join('')
    .replaceAll(/\s+/g, '');

describe('a kubeconfig that can not be handed over', { timeout: 90_000 }, () => {
  it.each([
    [
      'has an end that nobody saw when ssh drops in the middle',
      ({ cloud }) => void (cloud.controller.dropsAfter = 5000),
      'unknown',
      'the connection to magnum/0 was lost (exit status 255): client_loop: send disconnect: Broken pipe; the target is the old file or the new one, whole, and the transfer can safely be run again',
    ],
    [
      'is refused when it is open to others',
      ({ home }) => chmodSync(join(home, 'capi-mgmt.kubeconfig'), 0o644),
      'failed',
      'has mode 644, open to others than its owner: chmod 600 it; nothing was sent',
    ],
    [
      'is refused when it is empty',
      ({ home }) => writeFileSync(join(home, 'capi-mgmt.kubeconfig'), ''),
      'failed',
      'capi-mgmt.kubeconfig is empty; nothing was sent',
    ],
    [
      'stays unread when the login expires after it was asked about',
      ({ cloud }) => void (cloud.controller.callsLeft = 1),
      'failed',
      'The Juju login is gone.',
    ],
  ] as readonly (readonly [string, (desk: VaultDesk) => void, string, string])[])(
    '%s',
    async (_, goesWrong, standing, says) => {
      const on = await before(here);
      goesWrong(on);
      const frame = await runs(on);
      expect(on.standing(block)).toBe(standing);
      expect(read(frame)).toContain(says.replaceAll(' ', ''));
      // The old one is there, alone, and nothing of the new one is anywhere.
      expect(readdirSync(on.at)).toEqual(['kubeconfig']);
      expect(readFileSync(join(on.at, 'kubeconfig'), 'utf8')).toBe(OLD);
      expect(on.traces() + on.cloud.controller.eaten.join()).not.toContain(key);
    },
  );

  it('is refused when the folder of its target is missing, and arrives once it is there', async () => {
    const on = await before(here);
    rmSync(on.at, { recursive: true });
    expect(read(await runs(on))).toContain(
      `REFUSED: the folder ${on.at}/ is not there; ${on.at}/kubeconfig is as it was`.replaceAll(
        ' ',
        '',
      ),
    );
    mkdirSync(on.at);
    await on.op.presses('r');
    await on.op.sees(/Type (\S+) to run it/);
    await on.op.sends(join(on.at, 'kubeconfig'));
    await runs(on);
    expect(on.standing(block)).toBe('passed');
  });

  it.skipIf(!canMount)('is refused when the disk there is full (mounting takes root)', async () => {
    let disk: SmallDisk | undefined;
    try {
      const on = await before((cloud) => {
        disk = smallDisk('64k', cloud.folder);
        return withOld(disk.folder);
      });
      expect(read(await runs(on))).toContain(
        `REFUSED: it could not be written whole; ${on.at}/kubeconfig is as it was`.replaceAll(
          ' ',
          '',
        ),
      );
      expect(readdirSync(on.at)).toEqual(['kubeconfig']);
      expect(readFileSync(join(on.at, 'kubeconfig'), 'utf8')).toBe(OLD);
    } finally {
      disk?.remove();
    }
  });
});
