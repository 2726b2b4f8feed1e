import { stickIs } from '../runbooks/phase-02-vault-bash.ts';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import {
  canariesOf,
  findCanaries,
  letters,
  newVaultSecrets,
  type Canary,
  type Material,
} from './canaries.ts';
import { fakeCloud, type FakeCloud } from './fake-vault/fake-cloud.ts';
import type { VaultSecrets } from './fake-vault/vault-model.ts';
import { filesBelow, newIn, watchForLeaks, type LeakWatch } from './leak-watch.ts';
import { pressOn, sitDown, type Desk } from './tmux-operator.ts';
import { phase02Text, step72Text } from './vault-runbooks.ts';

/** An operator at a desk, a vault to be opened, and somebody who watches for leaks all the while. */
export interface VaultJourney {
  readonly desk: Desk;
  readonly cloud: FakeCloud;
  readonly secrets: VaultSecrets;
  readonly password: string;
  /** The runbooks of this journey, by file. */
  readonly phase02: string;
  readonly step72: string;
  /** What a holder does at the prompt: says who they are, pastes or types, sees that it came, presses Enter. */
  gives(share: string, holder: string, how?: 'pasted' | 'typed'): Promise<void>;
  /** Pastes or types what the prompt asks for, sees that it came, and presses Enter until that is taken. */
  enters(secret: string, how?: 'pasted' | 'typed'): Promise<void>;
  /** Begins with the runbooks, and goes on to the first block: confirms the literals, answers `init` or `reboot`. */
  begins(files: readonly string[], route: 'init' | 'reboot'): Promise<void>;
  /** Goes on as `pressOn` does, and answers yes to what only a person can see. */
  goesOnTo(wanted: string | RegExp): Promise<string>;
  /** Ends the watch. Every trace of a canary that was left anywhere it should not be. */
  leaks(): Promise<readonly string[]>;
  /** The folder where the target of the transfer stands on the unit. */
  readonly target: string;
  leaves(): Promise<void>;
}

/** A key that comes with the end of a paste may be a part of it. */
const TOO_SOON = 'Keys right after a paste are not taken';

/** What only phase-02 may keep, and where: the file on the unit, and the copy that leaves the cloud. */
function kept(cloud: FakeCloud, copies: string, home: string, target: string): readonly string[] {
  return [
    join(cloud.home('vault/0'), 'vault-init', 'init.txt'),
    join(copies, 'vault-init.txt'),
    join(home, 'capi-mgmt.kubeconfig'),
    join(target, 'kubeconfig'),
  ];
}

export async function vaultJourney(): Promise<VaultJourney> {
  const since = Date.now();
  const secrets = newVaultSecrets();
  const password = letters(32);
  const keyData = letters(400);
  const cloud = await fakeCloud({ secrets, password });
  const runtime = mkdtempSync(join(process.env['XDG_RUNTIME_DIR'] ?? '/dev/shm', 'handrail-leak-'));
  const desk = await sitDown({
    env: {
      PATH: cloud.path,
      XDG_RUNTIME_DIR: runtime,
      // Whatever looks for a keyring finds none but this journey's own.
      DBUS_SESSION_BUS_ADDRESS: 'unix:path=/nonexistent',
    },
  });
  const home = join(desk.folder, 'home');
  const temporary = join(desk.folder, 'tmp');
  const copies = join(cloud.folder, 'copies');
  const target = join(cloud.folder, 'etc-magnum');
  for (const folder of [home, temporary, copies, target]) mkdirSync(folder, { mode: 0o700 });
  stickIs(cloud, 'ext2/ext3', 'of its own', copies);
  const kubeconfig = `users:\n- user:\n    client-key-data: ${keyData}\n`;
  writeFileSync(join(home, 'capi-mgmt.kubeconfig'), kubeconfig, { mode: 0o600 });
  writeFileSync(join(target, 'kubeconfig'), 'the old one', { mode: 0o600 });
  const phase02 = join(desk.folder, 'phase-02-vault.md');
  const step72 = join(desk.folder, 'step-7-2.md');
  writeFileSync(phase02, phase02Text(cloud, copies));
  writeFileSync(step72, step72Text(target));
  const canaries: readonly Canary[] = [
    ...canariesOf(secrets),
    { name: 'Juju password', text: password },
    { name: 'key of the kubeconfig', text: keyData.slice(100, 140) },
  ];
  const { pane } = desk;
  const terminal = join(desk.folder, 'terminal');
  // The shell's own history is looked at as well.
  await desk.types(
    `export HOME='${home}' TMPDIR='${temporary}' HISTFILE='${home}/.bash_history' PATH="$PATH:${desk.folder}/bin"; ulimit -c unlimited; clear`,
  );
  await pane.until((frame) => frame.trim() === 'desk$', 'have a clean terminal');
  const watch: LeakWatch = await watchForLeaks({ pane, terminal, fleeting: [temporary] });

  const journey: VaultJourney = {
    desk,
    cloud,
    secrets,
    password,
    phase02,
    step72,
    target,
    async gives(share, holder, how = 'pasted') {
      await pane.sees('Who brings the unseal share');
      await pane.text(holder);
      await pane.keys('Enter');
      await pane.sees('nothing entered yet');
      await journey.enters(share, how);
    },
    async enters(secret, how = 'pasted') {
      await pane.pasteUnseen(secret, how);
      await pane.sees('something was entered');
      for (;;) {
        await pane.keys('Enter');
        const next = await pane.until(
          (frame) => !frame.includes('something was entered') || frame.includes(TOO_SOON),
          'have it taken',
          30_000,
        );
        if (!next.includes(TOO_SOON)) return;
        // Long enough for the sentence to be about the next Enter.
        await new Promise((resolve) => setTimeout(resolve, 400));
      }
    },
    async begins(files, route) {
      await desk.types(`handrail walk ${files.join(' ')} 2> >(tee -a handrail.err >&2)`);
      await pressOn(pane, 'Is this the init of a new vault');
      if (route === 'reboot') await pane.keys('Down');
      await pane.keys('Enter');
      await pane.sees('run the check');
    },
    async goesOnTo(wanted) {
      const shows = (frame: string) =>
        typeof wanted === 'string' ? frame.includes(wanted) : wanted.test(frame);
      for (;;) {
        const either = new RegExp(
          `yes, it holds|${typeof wanted === 'string' ? escaped(wanted) : wanted.source}`,
        );
        const frame = await pressOn(pane, either);
        if (shows(frame)) return frame;
        await pane.keys('y');
        await pane.until((now) => !now.includes('yes, it holds'), 'have it answered');
      }
    },
    async leaks() {
      const seen = await watch.ends();
      const but = kept(cloud, copies, home, target);
      const materials: readonly Material[] = [
        ...seen,
        { where: 'words and environments of watched programs', bytes: cloud.seen() },
        {
          where: 'what juju took for a password',
          bytes: Buffer.from(cloud.controller.eaten.join('\n')),
        },
        ...filesBelow(desk.folder, { but }),
        ...filesBelow(cloud.folder, { but }),
        ...filesBelow(runtime),
        ...newIn('/dev/shm', since, { pattern: /^handrail-/ }),
        ...newIn('/tmp', since, { but }),
        ...newIn('/var/tmp', since, { but }),
      ];
      expect(materials.map(({ where }) => where)).toEqual(
        expect.arrayContaining([terminal, join(desk.folder, 'handrail.err')]),
      );
      return [
        ...new Set(
          findCanaries(canaries, materials).map(
            ({ canary, as, where }) => `${canary} as ${as} in ${where}`,
          ),
        ),
      ];
    },
    async leaves() {
      watch.kill();
      await desk.leaves();
      await cloud.close();
      rmSync(runtime, { recursive: true, force: true });
    },
  };
  return journey;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`);
}
