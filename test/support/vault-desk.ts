import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import type { SessionEvent } from '../../src/session/events.ts';
import { standingByRef } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';
import { letters, newVaultSecrets } from './canaries.ts';
import { fakeCloud, type FakeCloud } from './fake-vault/fake-cloud.ts';
import type { VaultSecrets } from './fake-vault/vault-model.ts';
import { operator, type Operator } from './operator.ts';

/** A real walk with the real screens on a terminal in memory, and the fake cloud below it. */
export interface VaultDesk {
  readonly cloud: FakeCloud;
  readonly secrets: VaultSecrets;
  readonly password: string;
  readonly op: Operator;
  readonly walker: Walker;
  /** Home of the operator, mode 0700. */
  readonly home: string;
  /** Waits for what runs, and for what is drawn of it. */
  rests(): Promise<void>;
  /** How a block stands, by its name in the only runbook: `2.2/1`. */
  standing(block: string): string;
  events(): readonly SessionEvent[];
  /** Every byte that the terminal got, and all that the walk has on disk. */
  traces(): string;
  leaves(): Promise<void>;
}

/** `document` is the text of `book.md`, for the cloud there is. The literals are confirmed as they stand. */
export async function vaultDesk(
  document: (cloud: FakeCloud) => string,
  size: { readonly columns?: number; readonly rows?: number } = {},
): Promise<VaultDesk> {
  const secrets = newVaultSecrets();
  const password = letters(32);
  const cloud = await fakeCloud({ secrets, password });
  const folder = mkdtempSync(join(tmpdir(), 'handrail-vault-desk-'));
  const home = join(folder, 'home');
  mkdirSync(home, { mode: 0o700 });
  vi.stubEnv('PATH', cloud.path);
  vi.stubEnv('HOME', home);
  const file = join(folder, 'book.md');
  writeFileSync(file, document(cloud));
  const opened = openRunbook(file);
  const stateDir = join(folder, 'state');
  const walker = await beginSession({
    mode: 'real',
    runbooks: [opened],
    stateDir,
    faults: [],
    pace: () => 0,
  });
  const literals = opened.runbook.literals.map(({ name, value }) => [name, value] as const);
  await walker.send({ type: 'confirm-literals', values: Object.fromEntries(literals) });
  const op = await operator({ walker, ...size });
  const session = join(stateDir, walker.store.getState().session.id);
  return {
    cloud,
    secrets,
    password,
    op,
    walker,
    home,
    async rests() {
      await walker.idle();
      await op.settles();
    },
    standing: (block) =>
      String(standingByRef(walker.store.getState().session, `${opened.runbook.id}:${block}`)),
    events: () =>
      readFileSync(join(session, 'journal.jsonl'), 'utf8')
        .trimEnd()
        .split('\n')
        .map(
          (line) => (JSON.parse(line.slice(line.indexOf('{'))) as { event: SessionEvent }).event,
        ),
    traces: () =>
      readdirSync(folder, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile() && entry.parentPath !== home)
        .map((entry) => readFileSync(join(entry.parentPath, entry.name), 'latin1'))
        .join('\n'),
    async leaves() {
      await op.goes();
      await walker.close();
      vi.unstubAllEnvs();
      await cloud.close();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
