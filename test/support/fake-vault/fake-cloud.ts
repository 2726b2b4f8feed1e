import { once } from 'node:events';
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { Controller } from './controller.ts';
import { controllerAnswer } from './controller-server.ts';
import { VaultModel, type VaultSecrets } from './vault-model.ts';
import { vaultAnswer } from './vault-server.ts';

/** A vault and a Juju controller on loopback, with a `juju` and a `vault` program that speak to them. */
export interface FakeCloud {
  readonly vault: VaultModel;
  readonly controller: Controller;
  /** `http://127.0.0.1:PORT`: what a runbook calls the listener of the unit. */
  readonly vaultAddress: string;
  /** Holds the programs and the folders of the units; no secret but what a block writes there. Outside /tmp. */
  readonly folder: string;
  /** The PATH of the jumphost: `juju` and the watched programs ahead of the real ones. No `vault`. */
  readonly path: string;
  /** The home of whoever logs in on the unit, `vault/0`. */
  home(unit: string): string;
  /** Words and environment of each watched program that was started, and of each call to juju: bytes to search. */
  seen(): Buffer;
  /** Vault takes the next request to change something, and does nothing of it before `release`. */
  holdVault(): { readonly arrived: Promise<void>; readonly release: () => void };
  /** Vault does not answer any more, or does again; what it knows it still knows, and it comes up sealed. */
  stopVault(): Promise<void>;
  startVault(): Promise<void>;
  close(): Promise<void>;
}

export interface FakeCloudOptions {
  readonly secrets: VaultSecrets;
  readonly password: string;
}

const fixtures = join(import.meta.dirname, '..', '..', 'fixtures', 'vault');

/**
 * Programs that write their words and their environment down before they become themselves: a process that
 * lives for a millisecond is seen all the same.
 */
const watched = [
  'base64',
  'cat',
  'chmod',
  'cmp',
  'curl',
  'cut',
  'grep',
  'head',
  'install',
  'jq',
  'mktemp',
  'mv',
  'openssl',
  'python3',
  'sed',
  'sha256sum',
  'stat',
  'tee',
  'tr',
  'wc',
];

export async function fakeCloud({ secrets, password }: FakeCloudOptions): Promise<FakeCloud> {
  const folder = mkdtempSync(join(homedir(), '.handrail-cloud-'));
  const vault = new VaultModel(secrets);
  const controller = new Controller(
    vault,
    password,
    readFileSync(join(fixtures, 'root-ca.pem'), 'utf8'),
  );
  const own = await listen(0, (request, body) => controllerAnswer(controller, request, body));
  let onHeld: (() => Promise<void>) | undefined;
  const answered: Answer = async (request, body) => {
    if (request.method !== 'GET') await onHeld?.();
    return vaultAnswer(vault, request, body);
  };
  let listener = await listen(0, answered);
  const port = portOf(listener);
  const close = async (server: Server): Promise<void> => {
    if (!server.listening) return;
    server.closeAllConnections();
    server.close();
    await once(server, 'close');
  };
  writePrograms(folder, portOf(own));
  return {
    vault,
    controller,
    vaultAddress: `http://127.0.0.1:${port}`,
    folder,
    path: [join(folder, 'jumphost-bin'), join(folder, 'watched'), process.env['PATH'] ?? ''].join(
      delimiter,
    ),
    home: (unit) => join(folder, 'units', unit.replace('leader', '0').replace('/', '-')),
    seen: () =>
      Buffer.concat([
        readFileSync(join(folder, 'seen')),
        Buffer.from(controller.calls.map((words) => words.join('\0')).join('\n')),
      ]),
    holdVault() {
      const [arriving, releasing] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()];
      onHeld = () => {
        arriving.resolve();
        return releasing.promise;
      };
      return {
        arrived: arriving.promise,
        release: () => {
          onHeld = undefined;
          releasing.resolve();
        },
      };
    },
    stopVault: () => close(listener),
    async startVault() {
      vault.seal();
      listener = await listen(port, answered);
    },
    async close() {
      await Promise.all([close(own), close(listener)]);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

interface Reply {
  readonly status: number;
  readonly body: unknown;
}
type Answer = (request: IncomingMessage, body: string) => Reply | Promise<Reply>;

async function listen(port: number, answer: Answer): Promise<Server> {
  const reply = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    const { status, body } = await answer(request, await text(request));
    response.writeHead(status, { 'content-type': 'application/json', connection: 'close' });
    response.end(
      body === undefined ? '' : typeof body === 'string' ? body : `${JSON.stringify(body)}\n`,
    );
  };
  const server = createServer((request, response) => {
    // A connection that breaks off in the middle is the business of who broke it.
    reply(request, response).catch(() => response.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return server;
}

function portOf(server: Server): number {
  return (server.address() as AddressInfo).port;
}

/** Small bash programs with the paths and the port of this cloud in them, so that they need no variable. */
function writePrograms(folder: string, port: number): void {
  const put = (place: string, name: string, script: string): void => {
    mkdirSync(join(folder, place), { recursive: true });
    writeFileSync(join(folder, place, name), `#!/bin/bash\n${script}\n`);
    chmodSync(join(folder, place, name), 0o755);
  };
  for (const unit of ['vault-0', 'magnum-0'])
    mkdirSync(join(folder, 'units', unit), { recursive: true });
  writeFileSync(join(folder, 'seen'), '');
  const juju = join(fixtures, 'bin', 'juju');
  put(
    'jumphost-bin',
    'juju',
    `. '${juju}' '${folder}' 'http://127.0.0.1:${port}' '${where('curl')}' "$@"`,
  );
  put('unit-bin', 'vault', `exec '${process.execPath}' '${join(fixtures, 'vault.ts')}' "$@"`);
  put(
    'unit-bin',
    'sudo',
    'while [[ ${1-} == -* ]]; do [[ $1 == -u ]] && shift; shift; done\nexec "$@"',
  );
  put('unit-bin', 'systemctl', 'id -un');
  for (const name of watched) {
    const real = where(name);
    if (real === '') continue;
    const write = `mapfile -d '' all </proc/$$/environ\nprintf '%s\\0' "$0" "$@" "\${all[@]}" >>'${folder}/seen'`;
    put('watched', name, `${write}\nexec '${real}' "$@"`);
  }
}

/** Path of a program on this machine; empty when there is none. */
function where(program: string): string {
  const folders = (process.env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '');
  return folders.map((folder) => join(folder, program)).find((file) => existsSync(file)) ?? '';
}
