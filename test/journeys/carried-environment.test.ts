import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { attemptFolder } from '../../src/session/effects/session-folder.ts';
import { newestAttempt, standingByRef } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';

const canary = 'carried-canary-7431';

const block = (label: string, script: string, after = '') =>
  `## Step ${(steps += 1)} -- s\n\n**${label}**\n\`\`\`bash\n${script}\n\`\`\`\n\n${after}\n`;
let steps = 0;

function book(folder: string): string {
  steps = 0;
  return [
    `# Pasted\n\n**SCOPE:** \`admin\` begins with \`source '${folder}/admin-openrc'\`.\n`,
    block('RUN -- jumphost', `source '${folder}/admin-openrc'; mkdir -p work; cd work`),
    block(
      'RUN -- jumphost',
      `echo effect >>'${folder}/effects'\nuntil [ -e '${folder}/go-on' ]; do sleep 0.05; done\nsum=$(printf %s "$OS_PASSWORD" | cksum)`,
    ),
    block('CHECK (read-only) -- jumphost', 'pwd; MGMT_FIP=192.0.2.7'),
    block('CHECK (read-only) -- jumphost', 'echo "$MGMT_FIP $sum"'),
    block(
      'RUN -- jumphost (admin scope)',
      'export OS_PROJECT_ID=admin-project; echo "${MGMT_FIP-none} ${#OS_PASSWORD} $PWD"',
    ),
    block('CHECK (read-only) -- jumphost', 'echo "${OS_PROJECT_ID-none} $MGMT_FIP"'),
  ].join('\n');
}

let folder: string;
let runtime: string;
let walker: Walker | undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-carried-'));
  runtime = mkdtempSync('/dev/shm/handrail-carried-');
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  writeFileSync(join(folder, 'admin-openrc'), `export OS_PASSWORD=${canary}\n`, { mode: 0o600 });
  writeFileSync(join(folder, 'pasted.md'), book(folder));
});
afterEach(async () => {
  await walker?.close();
  walker = undefined;
  vi.unstubAllEnvs();
  for (const made of [folder, runtime]) rmSync(made, { recursive: true, force: true });
});

async function begin(): Promise<Walker> {
  walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(join(folder, 'pasted.md'))],
    stateDir: join(folder, 'state'),
    faults: [],
    pace: () => 0,
  });
  await walker.send({ type: 'confirm-literals', values: {} });
  return walker;
}

async function resume(): Promise<{ walker: Walker; notices: readonly string[] }> {
  const resumed = await resumeSession(findSession(join(folder, 'state'), undefined), () => 0);
  ({ walker } = resumed);
  return resumed;
}

async function run(on: Walker, step: number): Promise<string> {
  expect(await on.send({ type: 'run', block: `pasted:${step}/1` })).toBeUndefined();
  await on.idle();
  const { session } = on.store.getState();
  const attempt = newestAttempt(session, `pasted:${step}/1`)?.number ?? 0;
  const own = attemptFolder(join(folder, 'state', session.id), attempt);
  return readFileSync(join(own, 'stdout'), 'utf8');
}

/** Every file below a folder that holds the value of the password. */
function holding(root: string): readonly string[] {
  return readdirSync(root, { recursive: true, encoding: 'utf8' }).filter((name) => {
    const file = join(root, name);
    return statSync(file).isFile() && readFileSync(file).includes(canary);
  });
}

describe('a document that was written for pasting', () => {
  it('finds in each block what the ones before it have set, and no value is kept but in memory', async () => {
    writeFileSync(join(folder, 'go-on'), '');
    const on = await begin();
    for (const step of [1, 2, 3]) await run(on, step);
    expect(await run(on, 4)).toMatch(/^192\.0\.2\.7 \d+ 19\n$/);
    // A scope starts clean, and leaves nothing.
    expect(await run(on, 5)).toBe(`none 19 ${process.cwd()}\n`);
    expect(await run(on, 6)).toBe('none 192.0.2.7\n');
    const { session } = on.store.getState();
    expect(session.environment).toMatchObject({
      names: {
        OS_PASSWORD: 'pasted:1/1',
        sum: 'pasted:2/1',
        MGMT_FIP: 'pasted:3/1',
      },
      folder: { block: 'pasted:1/1' },
    });
    expect(session.attempts[2]?.environment).toMatchObject({ set: ['MGMT_FIP'] });
    const kept = join(runtime, 'handrail', session.id);
    expect(holding(kept)).toEqual(['carried']);
    expect(holding(join(folder, 'state'))).toEqual([]);
    expect(JSON.stringify(session)).not.toContain(canary);
    await on.send({ type: 'finish' });
    expect(existsSync(kept)).toBe(false);
  });

  it('goes on with it after handrail was killed in the middle of a block', async () => {
    const words = [join(folder, 'state'), join(folder, 'pasted.md'), 'pasted:1/1', 'pasted:2/1'];
    const child = spawn(process.execPath, ['test/fixtures/walk-real.ts', ...words], {
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const gone = new Promise((resolve) => child.once('exit', resolve));
    const until = { timeout: 30_000, interval: 20 };
    await vi.waitUntil(() => existsSync(join(folder, 'effects')), until);
    child.kill('SIGKILL');
    await gone;
    writeFileSync(join(folder, 'go-on'), '');
    const { walker: on } = await resume();
    await on.idle();
    expect(standingByRef(on.store.getState().session, 'pasted:2/1')).toBe('passed');
    expect(on.store.getState().session.environment.names).toMatchObject({
      OS_PASSWORD: 'pasted:1/1',
      sum: 'pasted:2/1',
    });
    expect(await run(on, 3)).toMatch(/\/work\n$/);
    expect(await run(on, 4)).toMatch(/^192\.0\.2\.7 \d+ 19\n$/);
  });

  it('is told once that what was carried is gone, and by which block it comes back', async () => {
    const on = await begin();
    await run(on, 1);
    await on.close();
    rmSync(join(runtime, 'handrail'), { recursive: true });
    const { walker: again } = await resume();
    const { session } = again.store.getState();
    expect(session.environment).toMatchObject({ names: {}, lost: { OS_PASSWORD: 'pasted:1/1' } });
    await run(again, 1);
    expect(again.store.getState().session.environment).toMatchObject({
      names: { OS_PASSWORD: 'pasted:1/1' },
      lost: {},
    });
    // In the middle of a walk, as when the last login ends: nothing starts before that is known.
    rmSync(join(runtime, 'handrail'), { recursive: true });
    expect(await again.send({ type: 'run', block: 'pasted:3/1' })).toContain('is gone from memory');
    expect(again.store.getState().session.attempts).toHaveLength(2);
    expect(await run(again, 3)).toContain('/');
  });
});
