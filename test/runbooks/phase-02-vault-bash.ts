import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, renameSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { buildCommand } from '../../src/steps/command.ts';
import { judge } from '../../src/steps/judge.ts';
import { fakeCloud, type FakeCloud } from '../support/fake-vault/fake-cloud.ts';
import type { VaultSecrets } from '../support/fake-vault/vault-model.ts';
import { payload } from './training-walk.ts';
import { vaultBlock, vaultRunbook } from './phase-02-vault-document.ts';

/** A fake cloud with a home on the jumphost and a stick of its own device, whose folder is `stick`. */
export async function cloudForBlocks(secrets: VaultSecrets): Promise<FakeCloud> {
  const cloud = await fakeCloud({ secrets, password: 'training' });
  mkdirSync(join(cloud.folder, 'home'));
  mkdirSync(join(cloud.folder, 'stick'), { mode: 0o700 });
  stickIs(cloud, 'ext2/ext3', 'of its own');
  return cloud;
}

/**
 * What `stat` says of the file system of the stick: mounting takes root, and what can be mounted without a disk is
 * memory. `as it is` leaves the device to the real one, so that it is that of the home.
 */
export function stickIs(
  cloud: FakeCloud,
  type: string,
  device: 'of its own' | 'as it is',
  stick = join(cloud.folder, 'stick'),
): void {
  const own =
    device === 'of its own'
      ? `[[ " $* " == *' %d '* && \${!#} == '${stick}' ]] && exec echo 64513`
      : ':';
  instead(
    cloud,
    'jumphost',
    'stat',
    `[[ $1 == -f && \${!#} == '${stick}' ]] && exec echo '${type}'\n${own}\nexec "$0.other" "$@"`,
  );
}

/** Puts a program in the place of another one, which it finds as `$0.other`. */
export function instead(
  cloud: FakeCloud,
  place: 'jumphost' | 'unit',
  name: string,
  script: string,
): void {
  const file = join(cloud.folder, `${place}-bin`, name);
  if (!existsSync(`${file}.other`)) {
    if (existsSync(file)) renameSync(file, `${file}.other`);
    else symlinkSync(join(cloud.folder, 'watched', name), `${file}.other`);
  }
  writeFileSync(file, `#!/bin/bash\n${script}\n`, { mode: 0o755 });
}

/** One block as handrail runs it, with real programs; the fake cloud has the rest. */
export async function runVaultBlock(cloud: FakeCloud, id: string, secret?: string) {
  const block = vaultBlock(id);
  const command = buildCommand(vaultRunbook, block, {
    literals: {
      ...Object.fromEntries(vaultRunbook.literals.map(({ name, value }) => [name, value])),
      'vault-addr': cloud.vaultAddress,
      'copy-folder': join(cloud.folder, 'stick'),
    },
    captures: {},
    jujuModel: 'openstack',
  });
  const child = spawn('bash', ['-c', command.runs], {
    env: { PATH: cloud.path, HOME: join(cloud.folder, 'home') },
  });
  child.stdin.end(secret === undefined ? '' : payload(command, secret));
  const [stdout, stderr] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    child.exitCode === null ? once(child, 'close') : undefined,
  ]);
  const evidence = { stdout, stderr, exitStatus: child.exitCode ?? undefined, captures: {} };
  const passed = block.gates
    .filter(({ type, onlyWhen }) => type === 'machine' && (onlyWhen ?? 'init') === 'init')
    .every((gate) => judge(gate, evidence).answer === 'yes');
  return { stdout, stderr, status: child.exitCode, passed };
}
