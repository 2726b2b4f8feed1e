import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { lookFor, processStore } from '../../src/secrets/keyring-helper.ts';
import { Secret } from '../../src/secrets/secret.ts';

const canary = 'canary-4Xr9t-never-on-a-command-line';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-helper-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** A store behind a program of the test's own; `said` is written into its text as a constant. */
function storeOf(program: string, patience = 20_000) {
  const file = join(folder, 'program.mjs');
  writeFileSync(file, program);
  const env = { ...process.env, HANDRAIL_TEST_TOKEN: 'x', NODE_OPTIONS: '--no-warnings' };
  return processStore('kernel', { env, patience, program: file });
}

const done = `{"type":"done","found":true,"names":[]}\\n`;

it('gives a secret over a pipe: it stands in no command line and no environment of any process', async () => {
  const seen = join(folder, 'seen');
  const store = storeOf(`
    import { appendFileSync, readdirSync, readFileSync } from 'node:fs';
    let input = '';
    for await (const piece of process.stdin) input += piece;
    const all = readdirSync('/proc').filter((name) => /^\\d+$/.test(name));
    const look = (name) => { try { return readFileSync('/proc/' + name, 'utf8'); } catch { return ''; } };
    const told = all.map((pid) => look(pid + '/cmdline') + look(pid + '/environ')).join('\\n');
    appendFileSync(${JSON.stringify(seen)}, JSON.stringify({
      got: input.includes(${JSON.stringify(canary)}),
      told: told.includes(${JSON.stringify(canary)}),
      env: Object.keys(process.env).sort(),
      core: /Max core file size +0 /.test(readFileSync('/proc/self/limits', 'utf8')),
    }) + '\\n');
    process.stdout.write('${done}');
  `);
  await store.set('juju password/ctl/admin', new Secret(Buffer.from(canary)));
  const [set] = readFileSync(seen, 'utf8').split('\n');
  const facts = JSON.parse(set ?? '') as { readonly env: readonly string[] };
  expect(facts).toMatchObject({ got: true, told: false, core: true });
  expect(facts.env).not.toContain('HANDRAIL_TEST_TOKEN');
  expect(facts.env).not.toContain('NODE_OPTIONS');
});

it('ends a keyring that hangs, and says how long it waited', async () => {
  const pid = join(folder, 'pid');
  const store = storeOf(
    `import { writeFileSync } from 'node:fs';
     writeFileSync(${JSON.stringify(pid)}, String(process.pid));
     setInterval(() => undefined, 1000);`,
    1_500,
  );
  await expect(store.get('a')).rejects.toMatchObject({
    fault: 'silent',
    message:
      "The kernel's keyring did not answer in 2 s; it may be locked and waiting for its own password.",
  });
  expect(existsSync(`/proc/${readFileSync(pid, 'utf8')}`)).toBe(false);
});

it.each([
  ['nothing', ``],
  ['garbage', `process.stdout.write('\\0\\n\\n');`],
  ['half an answer', `process.stdout.write('{"type":"done"');`],
  ['a crash', `throw new Error('x');`],
])('says in one sentence that the answer was %s', async (_, program) => {
  await expect(storeOf(program).get('a')).rejects.toMatchObject({
    message: "The kernel's keyring failed: the process that asks it ended without an answer.",
  });
});

it('says what the library said in one plain line, without the secret in it', async () => {
  const store = storeOf(`
    let input = '';
    for await (const piece of process.stdin) input += piece;
    const said = 'bad\\u001b[2J value\\n' + input.split('\\n')[1];
    process.stdout.write(JSON.stringify({ type: 'failed', fault: 'other', said }) + '\\n');
  `);
  await expect(store.set('a', new Secret(Buffer.from(canary)))).rejects.toMatchObject({
    message: "The kernel's keyring failed: bad [2J value a secret.",
  });
});

it('finds out when a keyring took something and does not have it', async () => {
  const store = storeOf(`
    let input = '';
    for await (const piece of process.stdin) input += piece;
    const found = JSON.parse(input.split('\\n')[0]).act !== 'has';
    process.stdout.write(JSON.stringify({ type: 'done', found, names: [] }) + '\\n');
  `);
  await expect(store.set('a', new Secret(Buffer.from('x')))).rejects.toMatchObject({
    fault: 'lost',
    message: "The kernel's keyring took it and does not have it; go on without.",
  });
});

it('says that a keyring is not there when its program can not start', async () => {
  const options = { env: { PATH: process.env['PATH'] }, patience: 20_000 };
  const missing = join(folder, 'nowhere.mjs');
  await expect(lookFor('secret-service', { ...options, program: missing })).rejects.toMatchObject({
    fault: 'other',
  });
});
