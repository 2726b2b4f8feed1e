import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

/** Whether this machine has what a Secret Service of a test's own is made of. */
export const hasSecretService = ['dbus-daemon', 'dbus-send', 'gnome-keyring-daemon'].every(
  (program) => spawnSync(program, ['--version']).error === undefined,
);

/** A real Secret Service (gnome-keyring) on a session bus of its own, unlocked. */
export interface SecretService {
  /** Where it keeps its own files, encrypted. */
  readonly folder: string;
  /** The environment of a login that has it. */
  readonly env: Readonly<Record<string, string>>;
  /** Locks it: from then on it asks for its password, in a window that nobody sees. */
  lock(): void;
  close(): Promise<void>;
}

export async function startSecretService(): Promise<SecretService> {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-secret-service-'));
  const home = { PATH: process.env['PATH'] ?? '', HOME: folder, XDG_RUNTIME_DIR: folder };
  const words = ['--session', '--nofork', '--print-address=1', `--address=unix:dir=${folder}`];
  const bus = spawn('dbus-daemon', words, { env: home, stdio: ['ignore', 'pipe', 'ignore'] });
  const [address] = (await once(bus.stdout, 'data')) as [Buffer];
  const env = { ...home, DBUS_SESSION_BUS_ADDRESS: address.toString().trim() };
  const say = (...parts: readonly string[]) =>
    spawnSync('dbus-send', ['--session', '--print-reply', ...parts], { env, encoding: 'utf8' });
  // Ends with its bus.
  spawnSync('gnome-keyring-daemon', ['--unlock', '--components=secrets'], {
    env,
    input: 'the keyring of a test',
    stdio: ['pipe', 'ignore', 'ignore'],
  });
  const owned = ['--dest=org.freedesktop.DBus', '/', 'org.freedesktop.DBus.NameHasOwner'];
  while (!say(...owned, 'string:org.freedesktop.secrets').stdout.includes('true')) await pause(20);
  return {
    folder,
    env,
    lock() {
      const collection = '/org/freedesktop/secrets/aliases/default';
      const { status, stderr } = say(
        '--dest=org.freedesktop.secrets',
        '/org/freedesktop/secrets',
        'org.freedesktop.Secret.Service.Lock',
        `array:objpath:${collection}`,
      );
      if (status !== 0) throw new Error(`The keyring of the test was not locked: ${stderr}`);
    },
    async close() {
      bus.kill();
      if (bus.exitCode === null && bus.signalCode === null) await once(bus, 'exit');
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
