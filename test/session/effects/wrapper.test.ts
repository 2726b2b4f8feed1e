import { execFileSync, spawnSync } from 'node:child_process';
import {
  existsSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  statSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { NOT_BEGUN, wrapperWords } from '../../../src/session/effects/wrapper.ts';
import { statOf } from '../../../src/session/effects/boot.ts';
import { readStartRecord } from '../../../src/session/effects/start-record.ts';
import { canMount, smallDisk } from './support/small-disk.ts';
import { temporaryFolder } from './support/temporary-folder.ts';

const doNothing: (folder: string) => void = () => undefined;

function runWrapped(
  script: string,
  env: Record<string, string> = {},
  { base = temporaryFolder(), prepare = doNothing } = {},
) {
  // A name that a careless script would split, expand or take for an option.
  const folder = join(base, "a $(touch oops) 'b'");
  mkdirSync(folder);
  writeFileSync(join(folder, 'script'), script);
  prepare(folder);
  const result = spawnSync('bash', wrapperWords(folder, 1024 ** 3), {
    env: { PATH: process.env['PATH'], ...env },
    // As in a real run: with a socket for its input bash takes itself for a login from afar.
    stdio: ['ignore', 'pipe', 'pipe'],
    encoding: 'utf8',
  });
  return { folder, result };
}

function exitFile(folder: string): string {
  return readFileSync(join(folder, 'exit'), 'utf8');
}

describe('a block that crashes', () => {
  it('leaves no core, though the limit outside lets it', () => {
    const base = temporaryFolder();
    const words = wrapperWords(base, 1024 ** 3);
    writeFileSync(
      join(base, 'script'),
      `cat /proc/self/coredump_filter; ulimit -c; ulimit -H -c\ncd '${base}'\nbash -c 'kill -SEGV $$'\n`,
    );
    const { stdout } = spawnSync(
      'bash',
      ['-c', 'ulimit -c unlimited; exec bash "$@"', 'x', ...words],
      {
        env: { PATH: process.env['PATH'] },
        stdio: ['ignore', 'pipe', 'pipe'],
        encoding: 'utf8',
      },
    );
    expect(stdout).toBe('00000000\n0\n0\n');
    expect(exitFile(base)).toBe('139\n');
    expect(readdirSync(base).filter((name) => name.startsWith('core'))).toEqual([]);
  });
});

describe('the wrapper around a block', () => {
  it.each([0, 1, 7, 126, 127, 255])('writes down exit status %i and ends with it', (status) => {
    const { folder, result } = runWrapped(`exit ${status}`);
    expect(exitFile(folder)).toBe(`${status}\n`);
    expect(result.status).toBe(status);
    expect(existsSync(join(folder, 'exit.tmp'))).toBe(false);
    expect(statSync(join(folder, 'exit')).mode & 0o777).toBe(0o600);
  });

  it('adds nothing to the output of the block, not even when that is killed', () => {
    const { folder, result } = runWrapped('echo out; echo err >&2; kill -KILL $$');
    expect(result.stdout).toBe('out\n');
    expect(result.stderr).toBe('err\n');
    expect(exitFile(folder)).toBe('137\n');
  });

  it('leaves every signal of the block at its default', () => {
    const { result } = runWrapped('grep -E "^Sig(Ign|Cgt)" /proc/self/status');
    const masks = result.stdout.matchAll(/^Sig(?:Ign|Cgt):\s*([0-9a-f]+)$/gm);
    // HUP 1, INT 2, QUIT 3, TERM 15.
    const common = 0b100_0000_0000_0111n;
    const set = [...masks].map((mask) => BigInt(`0x${mask[1]}`) & common);
    expect(set).toEqual([0n, 0n]);
  });

  it('leaves no descriptor of its own open in the block, and no core dump allowed', () => {
    const { folder, result } = runWrapped('ls /proc/$$/fd; ulimit -c');
    // Whoever started the tests may have left descriptors open to every process.
    const bare = spawnSync('bash', [join(folder, 'script')], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(result.stdout.split('\n').slice(0, -2)).toEqual(bare.stdout.split('\n').slice(0, -2));
    expect(result.stdout).toMatch(/\n0\n$/);
  });

  it('is not changed by BASH_ENV or exported functions, and hands both on to the block', () => {
    const setup = join(temporaryFolder(), 'setup');
    writeFileSync(setup, 'echo setup');
    const { folder, result } = runWrapped('greet', {
      BASH_ENV: setup,
      'BASH_FUNC_greet%%': '() { echo hello; }',
      'BASH_FUNC_mv%%': '() { echo not moved; }',
    });
    expect(result.stdout).toBe('setup\nhello\n');
    expect(exitFile(folder)).toBe('0\n');
  });

  it('writes the status where neither sync nor mv is on the PATH', () => {
    const onlyBash = temporaryFolder();
    const bash = execFileSync('bash', ['-c', 'echo "$BASH"'], { encoding: 'utf8' }).trim();
    symlinkSync(bash, join(onlyBash, 'bash'));
    const { folder } = runWrapped('exit 7', { PATH: onlyBash });
    expect(exitFile(folder)).toBe('7\n');
  });
});

describe('that a block begins', () => {
  it('is written down before it does: the process around it, its start time, and the boot', () => {
    const { folder, result } = runWrapped(
      'cat "${0%/*}/started"; echo "$PPID"; cat "/proc/$PPID/stat"; cat /proc/sys/kernel/random/boot_id',
    );
    const [line, parent, stat, boot] = result.stdout.split('\n');
    const startTime = stat?.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    expect(line).toBe(`${parent} ${startTime} ${boot}`);
    expect(readStartRecord(folder)).toEqual({ pid: Number(parent), startTime, bootId: boot });
    expect(statOf(Number(parent))).toBeUndefined();
  });

  it('is not so when a later handrail was first to say that it must not', () => {
    const { folder, result } = runWrapped(
      'echo ran',
      {},
      {
        prepare: (at) => writeFileSync(join(at, 'started'), 'forbidden\n'),
      },
    );
    expect(result).toMatchObject({ status: NOT_BEGUN, stdout: '', stderr: '' });
    expect(existsSync(join(folder, 'exit'))).toBe(false);
  });

  it.skipIf(!canMount())('is not so when it can not be written down: the disk is full', () => {
    const { folder, result } = runWrapped(
      'echo ran',
      {},
      {
        base: smallDisk('64k'),
        // One page is the script's, so none is left.
        prepare: (at) => writeFileSync(join(at, 'filler'), Buffer.alloc(60 * 1024)),
      },
    );
    expect(result).toMatchObject({ status: NOT_BEGUN, stdout: '', stderr: '' });
    expect(readStartRecord(folder)).toBe('not-begun');
    expect(existsSync(join(folder, 'exit'))).toBe(false);
  });

  it('is not so when its file can not be opened', () => {
    const { result } = runWrapped(
      'echo ran',
      {},
      { prepare: (at) => mkdirSync(join(at, 'started')) },
    );
    expect(result).toMatchObject({ status: NOT_BEGUN, stdout: '' });
  });
});
