import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

export type FakeLogin = 'ok' | 'expired' | 'out' | 'down';

/** A juju on the PATH whose login a test lets expire; see test/fixtures/login/bin/juju. */
export interface FakeJuju {
  readonly folder: string;
  /** The folder that has to stand in the PATH. */
  readonly programs: string;
  /** What a program has to have in its environment to meet it. */
  readonly env: Readonly<Record<string, string>>;
  login(state: FakeLogin): void;
  /** Lets so many calls to the controller go well, and then expires. */
  expiresAfter(calls: number): void;
  model(name: string): void;
  version(text: string): void;
  /** The password that the fake openstack takes, no secret either. */
  openstackPassword(text: string): void;
  /** A file for blocks to source, as an openrc is. */
  openrc(name: string, project: string, password?: string): string;
  /** Every call, as its words. */
  calls(): readonly string[];
  /** What an expired login took from standard input for a password. */
  eaten(): readonly string[];
  remove(): void;
}

/** The only password that this juju takes: no secret, it stands here. */
export const fakePassword = 'correct horse';

export function fakeJuju(): FakeJuju {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-juju-'));
  const put = (name: string, text: string): void => writeFileSync(join(folder, name), `${text}\n`);
  const lines = (name: string): readonly string[] => {
    const file = join(folder, name);
    return existsSync(file) ? readFileSync(file, 'utf8').trimEnd().split('\n') : [];
  };
  const programs = join(import.meta.dirname, '..', 'fixtures', 'login', 'bin');
  put('login', 'ok');
  put('os-password', 'training');
  put('model', 'openstack');
  put('version', '3.6.1-ubuntu-amd64');
  return {
    folder,
    programs,
    env: {
      FAKE_JUJU: folder,
      HOME: folder,
      PATH: `${programs}${delimiter}${process.env['PATH'] ?? ''}`,
    },
    login: (state) => put('login', state),
    expiresAfter: (calls) => put('expire-after', String(calls)),
    model: (name) => put('model', name),
    version: (text) => put('version', text),
    openstackPassword: (text) => put('os-password', text),
    openrc(name, project, password = 'training') {
      put(
        name,
        `export OS_AUTH_URL=https://10.0.0.1:5000 OS_PASSWORD=${password} OS_PROJECT_ID=${project}`,
      );
      return join(folder, name);
    },
    calls: () => lines('calls'),
    eaten: () => lines('eaten'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
