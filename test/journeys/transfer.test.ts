import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { allowed } from '../../src/session/allowed.ts';
import { newestAttempt, standingByRef } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';
import { fakeJuju, type FakeJuju } from '../support/fake-juju.ts';

const isRoot = process.getuid?.() === 0;
const canary = 'transfer-canary-5190-never-seen';
/** As it stands, and as base64 at each of the three places in a group, and hex. */
const traces = [
  canary,
  ...['', '.', '..'].map((pad) =>
    Buffer.from(pad + canary)
      .toString('base64')
      .slice(4, 36),
  ),
  Buffer.from(canary).toString('hex'),
];
const ref = 'book:1/1';

let juju: FakeJuju;
let folder: string;
let far: string;
let walker: Walker | undefined;

beforeEach(() => {
  juju = fakeJuju();
  folder = mkdtempSync(join(tmpdir(), 'handrail-transfer-'));
  // Where a target may stand: /tmp is no place for one.
  far = mkdtempSync(join(homedir(), '.handrail-transfer-'));
  for (const [name, value] of Object.entries(juju.env)) vi.stubEnv(name, value);
  writeFileSync(join(far, 'kubeconfig'), 'the old one', { mode: 0o600 });
  const lines = `key: ${canary}\n`.repeat(200_000);
  writeFileSync(join(juju.folder, 'a.kubeconfig'), lines, { mode: 0o600 });
  writeFileSync(
    join(folder, 'book.md'),
    [
      '# Book\n\n## Step 1 -- Hand it over\n',
      '**TRANSFER -- jumphost -> magnum/0**\n',
      `**FROM:** \`~/a.kubeconfig\` **TO:** \`${far}/kubeconfig\`, owner \`root:root\`, mode \`0600\`.\n`,
      '## Step 2 -- Leak it\n',
      '**RUN -- jumphost**\n',
      '```bash\n/bin/sleep 0.4 & bash -c \'wait; read -rt 0.4 <> <(:)\' "$(head -n 1 ~/a.kubeconfig)"; head -n 1 ~/a.kubeconfig\n```\n',
    ].join('\n'),
  );
});
afterEach(async () => {
  await walker?.close();
  walker = undefined;
  vi.unstubAllEnvs();
  juju.remove();
  for (const made of [folder, far]) rmSync(made, { recursive: true, force: true });
});

async function begin(): Promise<Walker> {
  walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(join(folder, 'book.md'))],
    stateDir: join(folder, 'state'),
    faults: [],
    pace: () => 0,
  });
  await walker.send({ type: 'confirm-literals', values: {} });
  await walker.idle();
  return walker;
}

/** Runs a block and looks at every process all the while; what their arguments and environments held. */
async function run(
  on: Walker,
  block: string,
): Promise<{ refused?: string | undefined; seen: string }> {
  const seen = new Set<string>();
  const sample = (): void => {
    for (const id of readdirSync('/proc').filter((name) => /^\d+$/.test(name)))
      for (const file of ['cmdline', 'environ'])
        try {
          seen.add(readFileSync(`/proc/${id}/${file}`, 'latin1'));
        } catch {
          // It ended meanwhile.
        }
  };
  const sampling = setInterval(sample, 3);
  const refused = await on.send({ type: 'run', block });
  await on.idle();
  clearInterval(sampling);
  return { refused, seen: [...seen].join('\n') };
}

const found = (text: string): readonly string[] => traces.filter((trace) => text.includes(trace));

/** Everything that is on disk of the walk, and what stands beside it in the temporary folder of the test. */
function kept(): string {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .map((name) => join(folder, name))
    .filter((file) => statSync(file).isFile())
    .map((file) => readFileSync(file, 'latin1'))
    .join('\n');
}

const old = (): string => readFileSync(join(far, 'kubeconfig'), 'utf8').slice(0, 40);

describe.skipIf(!isRoot)('a transfer in a walk (giving a file away takes root)', () => {
  it('is handed over, and nothing of it is found anywhere else', async () => {
    const on = await begin();
    const { refused, seen } = await run(on, ref);
    expect(refused).toBeUndefined();
    const { session } = on.store.getState();
    expect(standingByRef(session, ref)).toBe('passed');
    expect(old()).toContain(canary);
    // The look at the processes saw the transfer itself.
    expect(seen).toContain('mktemp "$folder/');
    expect(found(seen)).toEqual([]);
    expect(kept()).toContain('target sha256');
    expect(found(kept())).toEqual([]);
    expect(found(JSON.stringify(session))).toEqual([]);
    expect(found(juju.calls().join('\n'))).toEqual([]);
    // A leak would have been found: the next block is one.
    const leak = await run(on, 'book:2/1');
    expect(found(leak.seen)).toContain(canary);
    expect(found(kept())).toContain(canary);
  });

  it('runs what the journal says it runs', async () => {
    const on = await begin();
    await run(on, ref);
    const attempt = newestAttempt(on.store.getState().session, ref);
    const script = readFileSync(
      join(folder, 'state', on.store.getState().session.id, 'attempts', '0001', 'script'),
      'utf8',
    );
    expect(script).toBe(`${attempt?.command.runs ?? ''}\n`);
  });

  it('is not begun without a login, and nothing reads of it', async () => {
    const on = await begin();
    juju.login('expired');
    const { refused } = await run(on, ref);
    expect(refused).toBe('The Juju login is gone. 1/1 was not started.');
    expect(juju.eaten()).toEqual([]);
    expect(old()).toBe('the old one');
  });

  it('has an end that nobody saw when its connection breaks, and may be run again', async () => {
    const own = join(juju.folder, 'programs');
    const real = join(juju.programs, 'juju');
    mkdirSync(own);
    const cut = `head -c 5000 | ${real} "$@"\necho 'client_loop: send disconnect: Broken pipe' >&2\nexit 255`;
    writeFileSync(
      join(own, 'juju'),
      `#!/bin/bash\ncase "$*" in *umask*) ;; *) exec ${real} "$@" ;; esac\n${cut}\n`,
    );
    chmodSync(join(own, 'juju'), 0o755);
    vi.stubEnv('PATH', `${own}:${process.env['PATH'] ?? ''}`);
    const on = await begin();
    await run(on, ref);
    const { session } = on.store.getState();
    expect(newestAttempt(session, ref)?.outcome).toEqual({
      type: 'unknown',
      reason: expect.stringContaining('the transfer can safely be run again') as string,
    });
    expect(old()).toBe('the old one');
    expect(readdirSync(far)).toEqual(['kubeconfig']);
    expect(allowed(session, { type: 'run', block: ref })).toBeUndefined();
    rmSync(own, { recursive: true });
    await run(on, ref);
    expect(standingByRef(on.store.getState().session, ref)).toBe('passed');
    expect(old()).toContain(canary);
  });

  it('is stopped by its hard gate when it was refused, and no reason passes over that', async () => {
    chmodSync(join(juju.folder, 'a.kubeconfig'), 0o644);
    const on = await begin();
    await run(on, ref);
    const { session } = on.store.getState();
    expect(standingByRef(session, ref)).toBe('failed');
    const over = { type: 'override', owner: ref, reason: 'it will be right, I am sure' } as const;
    expect(allowed(session, over)).toMatch(/hard/);
  });
});
