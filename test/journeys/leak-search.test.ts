import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  canariesOf,
  findCanaries,
  letters,
  newVaultSecrets,
  type Canary,
  type Material,
} from '../support/canaries.ts';
import { fakeCloud } from '../support/fake-vault/fake-cloud.ts';
import { filesBelow, newIn, watchForLeaks } from '../support/leak-watch.ts';
import { sampleProcesses } from '../support/process-sampler.ts';
import { hasTmux, startInTmux } from '../support/tmux.ts';

// Leaks that are put in by hand: what finds nothing in a walk must find each of these.

let folder: string;
let secret: Canary;
const canaries = (): readonly Canary[] => [...canariesOf(newVaultSecrets()), secret];
const found = (materials: readonly Material[]): readonly string[] => [
  ...new Set(
    findCanaries(canaries(), materials).map(({ canary, where }) => `${canary} in ${where}`),
  ),
];
const inText = (text: string): readonly string[] =>
  findCanaries([secret], [{ where: 'text', bytes: Buffer.from(text) }]).map(({ as }) => as);

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-leak-'));
  secret = { name: 'the secret', text: `${letters(20)}+/${letters(22)}` };
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe('a canary is found in a text', () => {
  it('that holds it as it is, or half of it', () => {
    const { text } = secret;
    expect(inText(`before ${text} after`)).toEqual(
      expect.arrayContaining(['plain, first half', 'plain, second half']),
    );
    expect(inText(`x${text.slice(22)}x`)).toEqual(expect.arrayContaining(['plain, second half']));
    expect(inText(text.slice(0, 22))).toEqual(['plain, first half']);
  });

  it.each([0, 1, 2, 3, 4, 5])(
    'that holds it in base64, %i bytes into what was encoded',
    (before) => {
      const encoded = Buffer.from(`${'x'.repeat(before)}${secret.text} and more`).toString(
        'base64',
      );
      expect(inText(`{"data":"${encoded}"}`).length).toBeGreaterThanOrEqual(2);
      expect(
        inText(encoded.replaceAll('+', '-').replaceAll('/', '_')).length,
      ).toBeGreaterThanOrEqual(2);
    },
  );

  it.each([
    ['hex', (text: string) => Buffer.from(text).toString('hex')],
    ['HEX', (text: string) => Buffer.from(text).toString('hex').toUpperCase()],
    ['a URL', (text: string) => encodeURIComponent(text)],
    [
      'a URL in small letters',
      (text: string) => encodeURIComponent(text).replaceAll(/%../g, (code) => code.toLowerCase()),
    ],
    ['JSON', (text: string) => JSON.stringify({ key: text }).replaceAll('/', String.raw`\/`)],
    ['UTF-16', (text: string) => Buffer.from(text, 'utf16le').toString('latin1')],
    [
      'lines of a terminal',
      (text: string) =>
        `${text.slice(0, 9)}\r\n║ ${text.slice(9, 30)}\u001B[0m\u001B[4;1H${text.slice(30)}`,
    ],
  ])('that holds it in %s', (_, encode) => {
    expect(inText(`... ${encode(secret.text)} ...`).length).toBeGreaterThanOrEqual(2);
  });

  it('of hex digits when it is a share of vault, and its bytes as they are', () => {
    const secrets = newVaultSecrets();
    const bytes = Buffer.from(secrets.shares[3] ?? '', 'base64');
    const hits = (text: Buffer) =>
      findCanaries(canariesOf(secrets), [{ where: 'text', bytes: text }]);
    expect(hits(Buffer.from(bytes.toString('hex')))).toEqual([
      { canary: 'share 4', as: 'its bytes in hex', where: 'text' },
    ]);
    expect(hits(bytes)).toHaveLength(1);
  });

  it('and not in one that does not hold it', () => {
    expect(inText(secret.text.slice(2, 20) + letters(100_000))).toEqual([]);
  });
});

describe('a canary is found in a process', () => {
  it('that has it as an argument, or in its environment, for a moment', async () => {
    const sampler = await sampleProcesses([]);
    const wait = 'read -rt 0.4 <> <(:)';
    const argued = spawn('bash', ['-c', wait, 'x', secret.text], { stdio: 'ignore' });
    await once(argued, 'exit');
    const other = { name: 'the other', text: letters(40) };
    // As base64 of a line that ends with it.
    const value = Buffer.from(`password ${other.text}`).toString('base64');
    const env = { ...process.env, SOMETHING: value };
    await once(spawn('bash', ['-c', wait], { stdio: 'ignore', env }), 'exit');
    const { seen, sweeps } = await sampler.ends();
    expect(sweeps).toBeGreaterThan(5);
    const hits = findCanaries([secret, other], [{ where: 'processes', bytes: seen }]);
    expect(new Set(hits.map(({ canary }) => canary))).toEqual(new Set(['the secret', 'the other']));
  });

  it('that lives too short for any look, when it is a program that a block would use', async () => {
    const cloud = await fakeCloud({ secrets: newVaultSecrets(), password: letters(20) });
    const run = (line: string, env = {}) =>
      spawnSync('bash', ['-c', line, secret.text], { env: { PATH: cloud.path, ...env } });
    try {
      run('base64 <<<"nothing"');
      expect(found([{ where: 'seen', bytes: cloud.seen() }])).toEqual([]);
      run('curl -V -H "X-Vault-Token: $0"');
      expect(found([{ where: 'seen', bytes: cloud.seen() }])).toEqual(['the secret in seen']);
      secret = { name: 'the secret', text: letters(44) };
      run('curl -V', { VAULT_TOKEN: secret.text });
      expect(found([{ where: 'seen', bytes: cloud.seen() }])).toEqual(['the secret in seen']);
    } finally {
      await cloud.close();
    }
  });

  it('when juju is given it in its words', async () => {
    const cloud = await fakeCloud({ secrets: newVaultSecrets(), password: letters(20) });
    try {
      const line = `juju run vault/leader authorize-charm token=${secret.text}`;
      await once(
        spawn('bash', ['-c', line], { stdio: 'ignore', env: { PATH: cloud.path } }),
        'exit',
      );
      expect(found([{ where: 'seen', bytes: cloud.seen() }])).toEqual(['the secret in seen']);
    } finally {
      await cloud.close();
    }
  });
});

describe('a canary is found in a file', () => {
  it('of a walk, as base64 in its journal, and not where it is kept on purpose', () => {
    const line = Buffer.from(`{"key":"${secret.text}"}`).toString('base64');
    mkdirSync(join(folder, 'state', 'attempts'), { recursive: true });
    writeFileSync(join(folder, 'state', 'journal.jsonl'), `1 {"stdin":"${line}"}\n`);
    const kept = join(folder, 'kept');
    writeFileSync(kept, secret.text);
    expect(found(filesBelow(folder, { but: [kept] }))).toEqual([
      `the secret in ${join(folder, 'state', 'journal.jsonl')}`,
    ]);
    expect(found(filesBelow(folder))).toHaveLength(2);
  });

  it('by its name too, and in what was made in a common folder since', () => {
    const before = Date.now() - 1;
    secret = { name: 'the secret', text: letters(44) };
    writeFileSync(join(folder, `share-${secret.text}`), '');
    mkdirSync(join(folder, 'below'));
    writeFileSync(
      join(folder, 'below', 'core'),
      Buffer.concat([Buffer.alloc(5000), Buffer.from(secret.text)]),
    );
    expect(found(newIn(tmpdir(), before, { pattern: /^handrail-leak-/ }))).toHaveLength(2);
    expect(found(newIn(tmpdir(), Date.now() + 3_600_000, { pattern: /^handrail-leak-/ }))).toEqual(
      [],
    );
  });
});

describe.skipIf(!hasTmux)('a canary is found in a terminal (needs tmux)', () => {
  it.each([
    ['on the screen', (text: string) => `echo; echo "the share is ${text}"; clear`],
    [
      'on a screen of its own, which is left',
      (text: string) =>
        `printf '\\033[?1049h%s' ${text}; until [ -e seen ]; do sleep 0.05; done; printf '\\033[?1049l'`,
    ],
    [
      'in a history that was cleared',
      (text: string) => `seq 40; echo ${text}; seq 40; clear; tput E3`,
    ],
  ])('%s', async (_, line) => {
    // It holds the secret as well; only what it shows is looked at.
    const script = join(folder, 'script');
    writeFileSync(script, line(`$(base64 -d <<<${Buffer.from(secret.text).toString('base64')})`));
    const pane = await startInTmux({
      command: ['bash', '--norc', '-i'],
      cwd: folder,
      env: { PS1: 'there$ ', HISTFILE: '/dev/null' },
    });
    const terminal = join(folder, 'terminal');
    const watch = await watchForLeaks({ pane, terminal, fleeting: [] });
    try {
      await pane.sees('there$');
      await pane.text(`. ${script}; echo it is over | tr a-z A-Z`);
      await pane.keys('Enter');
      if (line('').includes('1049h')) {
        await pane.sees(secret.text);
        await watch.look();
        writeFileSync(join(folder, 'seen'), '');
      }
      await pane.sees('IT IS OVER');
      const seen = await watch.ends();
      expect(found(filesBelow(folder, { but: [script] }))).toEqual([`the secret in ${terminal}`]);
      if (line('').includes('1049h'))
        expect(found(seen)).toContain('the secret in frames of the pane');
    } finally {
      watch.kill();
      await pane.close();
    }
  });

  it('in a buffer of tmux, and in a file that is there for a moment', async () => {
    const pane = await startInTmux({ command: ['cat'] });
    const watch = await watchForLeaks({
      pane,
      terminal: join(folder, 'terminal'),
      fleeting: [folder],
    });
    try {
      await pane.pasteUnseen('nothing');
      expect(await pane.tmux('list-buffers')).toBe('');
      const script = 'printf %s "$1" >"$2/heredoc"; read -rt 0.2 <> <(:); rm "$2/heredoc"';
      const written = spawn('bash', ['-c', `set -- "$(cat)" "$0"; ${script}`, folder]);
      written.stdin.end(secret.text);
      await once(written, 'exit');
      const loading = spawn('tmux', ['-S', await pane.value('#{socket_path}'), 'load-buffer', '-']);
      loading.stdin.end(Buffer.from(secret.text).toString('hex'));
      await once(loading, 'exit');
      expect(found(await watch.ends())).toEqual([
        'the secret in words and environments of processes',
        'the secret in buffers of tmux',
      ]);
    } finally {
      watch.kill();
      await pane.close();
    }
  });
});
