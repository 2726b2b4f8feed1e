import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { gitPlace, readStatus } from '../../../src/session/effects/git-place.ts';

let folder = '';
let file = '';

const git = (...words: readonly string[]): string =>
  execFileSync(
    'git',
    ['-C', folder, '-c', 'user.name=a', '-c', 'user.email=a@example.org', ...words],
    {
      encoding: 'utf8',
    },
  ).trim();

function hasGit(): boolean {
  try {
    execFileSync('git', ['--version']);
    return true;
  } catch {
    return false;
  }
}

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-git-'));
  file = join(folder, 'b*ok.md');
  writeFileSync(file, 'one\n');
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe.skipIf(!hasGit())('a document in git', () => {
  beforeEach(() => {
    git('init', '-q', '-b', 'main');
    git('add', '.');
  });

  it('is told by its commit and branch, and whether that holds it as it is', async () => {
    expect(await gitPlace(file)).toBeUndefined();
    git('commit', '-qm', 'one');
    const commit = git('rev-parse', 'HEAD');
    expect(await gitPlace(file)).toEqual({ commit, clean: true, branch: 'main' });
    // Another file is another matter.
    writeFileSync(join(folder, 'book.md'), 'other\n');
    expect(await gitPlace(file)).toMatchObject({ clean: true });
    expect(await gitPlace(join(folder, 'book.md'))).toMatchObject({ commit, clean: false });
    writeFileSync(file, 'two\n');
    expect(await gitPlace(file)).toMatchObject({ clean: false });
    git('add', '.');
    expect(await gitPlace(file)).toMatchObject({ clean: false });
    git('checkout', '-q', '--detach');
    expect(await gitPlace(file)).toEqual({ commit, clean: false });
  });

  it('is not clean where git ignores it, and is found through a link', async () => {
    git('commit', '-qm', 'one');
    writeFileSync(join(folder, '.gitignore'), 'own.md\n');
    writeFileSync(join(folder, 'own.md'), 'own\n');
    expect(await gitPlace(join(folder, 'own.md'))).toMatchObject({ clean: false });
    const outside = mkdtempSync(join(tmpdir(), 'handrail-git-'));
    symlinkSync(file, join(outside, 'link.md'));
    expect(await gitPlace(join(outside, 'link.md'))).toMatchObject({ clean: true });
    rmSync(outside, { recursive: true });
  });

  it('is not asked by what a shell elsewhere has set', async () => {
    git('commit', '-qm', 'one');
    process.env['GIT_DIR'] = '/nowhere';
    try {
      expect(await gitPlace(file)).toMatchObject({ clean: true });
    } finally {
      delete process.env['GIT_DIR'];
    }
  });
});

describe('a document elsewhere', () => {
  it('is in no git', async () => {
    expect(await gitPlace(file)).toBeUndefined();
    expect(await gitPlace(join(folder, 'none.md'))).toBeUndefined();
    mkdirSync(join(folder, '.git'));
    expect(await gitPlace(file)).toBeUndefined();
  });

  it('is told nothing of by words that are not those of git', () => {
    expect(readStatus('')).toBeUndefined();
    expect(readStatus('# branch.oid (initial)\n# branch.head main\n')).toBeUndefined();
    expect(readStatus('# branch.oid ../../etc\n')).toBeUndefined();
  });
});
