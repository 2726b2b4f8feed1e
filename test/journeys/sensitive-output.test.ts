import { spawn } from 'node:child_process';
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { findSession } from '../../src/cli/find-session.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { outputLines } from '../../src/cli/plain/lines.ts';
import { readStored, resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { newestAttempt, standingByRef } from '../../src/session/standing.ts';
import type { Walker } from '../../src/session/walker.ts';
import { startWatcher } from '../../src/session/effects/watcher.ts';

/** Made by the blocks themselves, so that it stands in no document and no script. */
const canary = 'canary-36050-sesame';
const say = 'printf "canary-%d-sesame\\n" $((5150 * 7))';

const block = (label: string, script: string, after = '', every = '') =>
  `## Step ${(steps += 1)} -- s\n\n**${label}**${every}\n\`\`\`bash\n${script}\n\`\`\`\n\n**SENSITIVE:** output.\n\n${after}\n`;
let steps = 0;

function book(folder: string): string {
  steps = 0;
  return [
    '# Quiet\n',
    block(
      'RUN -- jumphost',
      `echo effect >>'${folder}/effects'\n${say}; ${say} >&2\nuntil [ -e '${folder}/go-on' ]; do sleep 0.05; done\necho "12 shares"`,
      '**CAPTURE:** `shares` is line 2 of the output, matching `[0-9]+ shares`.\n\n**GATE:** line 1 of the output matches `^canary-[0-9]+-sesame$`.\n\n**GATE:** output contains `nothing of the kind`.',
    ),
    block(
      'POLL -- jumphost',
      `${say}; echo x >>'${folder}/looks'; wc -l <'${folder}/looks'`,
      '**GATE:** the last line is `2`.',
      ' every 1 s, at most 3 times',
    ),
    block(
      'SECRET -- jumphost',
      `read -r pass; ${say}; echo "$pass"`,
      '**INPUT:** `pass phrase` on standard input.\n\n**GATE:** output contains `sesame`.',
    ),
    block(
      'SECRET -- jumphost',
      `${say}; read -rsp 'Pass:' pass; echo; ${say}`,
      '**INPUT:** `pass phrase` at `Pass:`.\n\n**GATE:** output contains `sesame`.',
    ),
    block(
      'CHECK (read-only) -- jumphost',
      `${say}; read -rp "${'$'}(${say}): " </dev/null; exit 3`,
    ),
  ].join('\n');
}

let folder: string;
let runtime: string;
let walker: Walker | undefined;
let stopSampling = (): void => undefined;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-sensitive-'));
  runtime = mkdtempSync('/dev/shm/handrail-sensitive-');
  vi.stubEnv('XDG_RUNTIME_DIR', runtime);
  writeFileSync(join(folder, 'quiet.md'), book(folder));
});
afterEach(async () => {
  stopSampling();
  await walker?.close();
  walker = undefined;
  vi.unstubAllEnvs();
  for (const made of [folder, runtime]) rmSync(made, { recursive: true, force: true });
});

async function begin(): Promise<Walker> {
  walker = await beginSession({
    mode: 'real',
    runbooks: [openRunbook(join(folder, 'quiet.md'))],
    stateDir: join(folder, 'state'),
    faults: [],
    pace: () => 0,
  });
  await walker.send({ type: 'confirm-literals', values: {} });
  return walker;
}

async function until(so: () => boolean, what: string): Promise<void> {
  const patience = Date.now() + 30_000;
  while (!so()) {
    if (Date.now() > patience) throw new Error(`waited in vain for ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

/** Every file below a folder that holds the canary now. */
function holding(root: string): readonly string[] {
  return namesBelow(root).filter((name) => {
    const file = join(root, name);
    return orWhileItWent(
      () => statSync(file).isFile() && readFileSync(file).includes(canary),
      false,
    );
  });
}

function namesBelow(root: string): readonly string[] {
  return orWhileItWent(() => readdirSync(root), []).flatMap((name) =>
    statSync(join(root, name), { throwIfNoEntry: false })?.isDirectory() === true
      ? namesBelow(join(root, name)).map((below) => join(name, below))
      : [name],
  );
}

/** What goes while it is looked at is found by the next look, or is gone. */
function orWhileItWent<Value>(look: () => Value, gone: Value): Value {
  try {
    return look();
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return gone;
    throw error;
  }
}

/** Looks at the state directory again and again until that is stopped; answers with what ever held the canary. */
function sampling(): () => readonly string[] {
  const found = new Set<string>();
  let samples = 0;
  const look = () => {
    samples += 1;
    for (const name of holding(join(folder, 'state'))) found.add(name);
  };
  const timer = setInterval(look, 5);
  stopSampling = () => clearInterval(timer);
  return () => {
    clearInterval(timer);
    look();
    expect(samples).toBeGreaterThan(1);
    return [...found];
  };
}

const show = (on: Walker, attempt: number) =>
  on.output(attempt, { rows: 20, columns: 80, offset: 0 }).lines;

const inMemory = () =>
  readdirSync(runtime, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.includes('output-'),
  );

describe('a block whose output is sensitive', () => {
  it('is judged by what it printed, and leaves counts only', async () => {
    const on = await begin();
    const seen = sampling();
    expect(await on.send({ type: 'run', block: 'quiet:1/1' })).toBeUndefined();
    await until(() => holding(runtime).length === 2, 'its output in memory');
    const { session } = on.store.getState();
    const place = join(runtime, 'handrail', session.id, 'output-0001');
    expect(
      holding(runtime)
        .map((name) => join(runtime, name))
        .sort(),
    ).toEqual([join(place, 'stderr'), join(place, 'stdout')]);
    expect(statSync(place).mode & 0o777).toBe(0o700);
    expect(statSync(join(place, 'stdout')).mode & 0o777).toBe(0o600);
    expect(show(on, 1)).toEqual(['its output is kept nowhere; so far 2 lines, 40 bytes']);
    const stored = readStored(findSession(join(folder, 'state'), undefined).folder);
    const watcher = startWatcher({
      folder: join(folder, 'state', session.id),
      session: stored.session,
      read: stored.read,
    });
    expect(show(watcher, 1)).toEqual(['its output is kept nowhere; so far 2 lines, 40 bytes']);

    writeFileSync(join(folder, 'go-on'), '');
    await on.idle();
    expect(show(on, 1)).toEqual(['its output, 3 lines, 50 bytes, is kept nowhere']);
    expect(show(watcher, 1)).toEqual(['its output, 3 lines, 50 bytes, is kept nowhere']);
    await watcher.close();
    expect(outputLines(on, 1)).toEqual(['    > its output, 3 lines, 50 bytes, is kept nowhere']);
    expect(readFileSync(on.exportOutput(1), 'utf8')).toBe(
      '-- its output, 3 lines, 50 bytes, is kept nowhere --\n',
    );
    const attempt = newestAttempt(on.store.getState().session, 'quiet:1/1');
    expect(attempt?.captures).toEqual({ shares: '12 shares' });
    expect(attempt?.verdicts?.map(({ answer }) => answer)).toEqual(['yes', 'no']);
    expect(JSON.stringify(attempt?.verdicts)).toContain('characters, not kept');
    expect(inMemory()).toEqual([]);
    const own = join(folder, 'state', session.id, 'attempts', '0001');
    for (const name of ['stdout', 'stderr']) expect(statSync(join(own, name)).size).toBe(0);
    expect(seen()).toEqual([]);
    expect(JSON.stringify(on.store.getState())).not.toContain(canary);
  });

  it.each([
    ['a poll', 2, [], 'passed'],
    ['given a secret on standard input', 3, ['phrase-of-the-day'], 'passed'],
    ['given a secret at a prompt', 4, ['phrase-of-the-day'], 'passed'],
    ['one that fails', 5, [], 'failed'],
  ] as const)('is nowhere afterwards: %s', async (_, step, given, standing) => {
    const on = await begin();
    const seen = sampling();
    const ref = `quiet:${step}/1`;
    for (const before of [1, 2, 3, 4].slice(0, step - 1))
      await on.send({ type: 'skip', block: `quiet:${before}/1`, reason: 'not looked at here' });
    expect(await on.send({ type: 'run', block: ref })).toBeUndefined();
    for (const secret of given)
      expect(await on.give(new Secret(Buffer.from(secret)))).toBeUndefined();
    await on.idle();
    const { session } = on.store.getState();
    expect(standingByRef(session, ref)).toBe(standing);
    expect(show(on, 1)).toEqual([
      expect.stringMatching(/^its output, \d lines?, \d+ bytes, is kept nowhere$/) as string,
    ]);
    expect(inMemory()).toEqual([]);
    expect(holding(runtime)).toEqual([]);
    expect(seen()).toEqual([]);
    expect(JSON.stringify(on.store.getState())).not.toContain(canary);
  });

  it('is seen to its end and judged by the one who resumes after a kill, and is gone then', async () => {
    await killInTheMiddle();
    expect(holding(runtime)).toHaveLength(2);
    const seen = sampling();
    const resumed = await resumeSession(findSession(join(folder, 'state'), undefined), () => 0);
    ({ walker } = resumed);
    expect(show(walker, 1)).toEqual(['its output is kept nowhere; so far 2 lines, 40 bytes']);
    writeFileSync(join(folder, 'go-on'), '');
    await walker.idle();
    const attempt = newestAttempt(walker.store.getState().session, 'quiet:1/1');
    expect(attempt?.verdicts?.map(({ answer }) => answer)).toEqual(['yes', 'no']);
    expect(inMemory()).toEqual([]);
    expect(seen()).toEqual([]);
    expect(readFileSync(join(folder, 'effects'), 'utf8')).toBe('effect\n');
  });

  it('keeps its outcome when memory was lost before it was judged, and says that it can not be', async () => {
    await killInTheMiddle();
    writeFileSync(join(folder, 'go-on'), '');
    const found = findSession(join(folder, 'state'), undefined);
    await until(() => existsSync(join(found.folder, 'attempts/0001/exit')), 'its exit status');
    rmSync(join(runtime, 'handrail'), { recursive: true });
    ({ walker } = await resumeSession(found, () => 0));
    await walker.idle();
    const attempt = newestAttempt(walker.store.getState().session, 'quiet:1/1');
    expect(attempt?.outcome).toEqual({ type: 'exited', status: 0 });
    expect(attempt?.verdicts?.map(({ answer, why }) => [answer, why])).toEqual(
      [1, 2].map(() => ['could-not-tell', 'its output was in memory alone and is gone']),
    );
    expect(show(walker, 1)).toEqual(['its output was in memory alone and is gone']);
  });

  it('leaves nothing in memory when the walk is finished, though nothing was to be carried', async () => {
    vi.stubEnv('POSIXLY_CORRECT', '1');
    writeFileSync(join(folder, 'go-on'), '');
    const on = await begin();
    await on.send({ type: 'run', block: 'quiet:1/1' });
    await on.idle();
    expect(newestAttempt(on.store.getState().session, 'quiet:1/1')?.outcome).toEqual({
      type: 'exited',
      status: 0,
    });
    const own = join(runtime, 'handrail', on.store.getState().session.id);
    expect(existsSync(own)).toBe(true);
    const reason = 'not looked at here';
    for (const step of [2, 3, 4, 5])
      await on.send({ type: 'skip', block: `quiet:${step}/1`, reason });
    await on.send({ type: 'override', owner: 'quiet:1/1', reason });
    expect(await on.send({ type: 'finish' })).toBeUndefined();
    expect(existsSync(own)).toBe(false);
  });
});

/** Starts handrail in a process of its own and kills it -9 once the block has printed. */
async function killInTheMiddle(): Promise<void> {
  const words = [join(folder, 'state'), join(folder, 'quiet.md'), 'quiet:1/1'];
  const child = spawn(process.execPath, ['test/fixtures/walk-real.ts', ...words], {
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  const gone = new Promise((resolve) => child.once('exit', resolve));
  await until(() => holding(runtime).length === 2, 'its output in memory');
  child.kill('SIGKILL');
  await gone;
}
