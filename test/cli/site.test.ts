import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { chdir, cwd } from 'node:process';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { isTraining, playWalk } from '../../src/cli/autopilot-walk.ts';
import { init } from '../../src/cli/init-command.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { resumeSession } from '../../src/cli/resume-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { openSite, openSiteRunbooks, siteNotices, type OpenedSite } from '../../src/cli/site.ts';
import { siteTemplate } from '../../src/cli/site-template.ts';
import { atOnce } from '../../src/cli/training.ts';
import { UserError } from '../../src/cli/user-error.ts';
import { listSessions } from '../../src/session/effects/session-folder.ts';
import { readSiteFile } from '../../src/steps/site-file.ts';
import { runHandrail } from '../support/built.ts';
import { canMount, smallDisk } from '../support/small-disk.ts';

const before = cwd();
let folder = '';
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'handrail-site-'));
  chmodSync(folder, 0o700);
  vi.stubEnv('XDG_CONFIG_HOME', join(folder, 'config'));
  chdir(folder);
});
afterEach(() => {
  chdir(before);
  vi.unstubAllEnvs();
});

function write(text: string, file = 'handrail.yaml'): void {
  writeFileSync(file, text, { mode: 0o644 });
  chmodSync(file, 0o644);
}
function saidBy(act: () => unknown): readonly string[] {
  try {
    act();
  } catch (error) {
    if (error instanceof UserError) return [error.message, ...error.also];
    throw error;
  }
  return [];
}
const opened = (): OpenedSite => {
  const site = openSite({});
  if (site === undefined) throw new Error('no site file was found');
  return site;
};

describe('which site file is used', () => {
  it('is the one named, else the one here, else the one of the user, else none', () => {
    expect(openSite({})).toBeUndefined();
    mkdirSync('config/handrail', { recursive: true });
    write('name: of the user', 'config/handrail/handrail.yaml');
    expect(opened().site.name).toBe('of the user');
    write('name: here');
    expect(opened().site.name).toBe('here');
    write('name: named', 'other.yaml');
    expect(openSite({ site: 'other.yaml' })?.site).toMatchObject({
      name: 'named',
      path: join(cwd(), 'other.yaml'),
    });
    expect(openSite({ site: false })).toBeUndefined();
  });

  it('is never passed over when it is there and can not be used', () => {
    mkdirSync('config/handrail', { recursive: true });
    write('name: of the user', 'config/handrail/handrail.yaml');
    write('name: here');
    chmodSync('handrail.yaml', 0o666);
    expect(saidBy(() => openSite({}))[0]).toMatch(
      /^The site file \/.*handrail\.yaml is not taken: it can be written by everyone; run chmod go-w on it\. /,
    );
    expect(saidBy(() => openSite({ site: 'none.yaml' }))[0]).toContain('it is not there');
    expect(saidBy(() => openSite({ site: '' }))[0]).toContain('--site names no file');
  });
});

describe('what is wrong with a site file', () => {
  it('is listed with its places, from the first to the last', () => {
    write('literals:\n  b: [c]\n  vault_password: hunter2\nnam: x\n');
    expect(saidBy(opened)).toEqual([
      'handrail.yaml:2:6: literals.b has to be a value on one line, and is a list',
      'handrail.yaml:4:1: nam is no known key; nearest is name',
    ]);
    write(Array.from({ length: 40 }, (_, index) => `k${index}: x`).join('\n'));
    expect(saidBy(opened)).toHaveLength(21);
    expect(saidBy(opened).at(-1)).toBe('and 20 more');
  });

  it('may be a secret, which is not repeated', () => {
    write('literals:\n  vault_password: hunter2\n');
    const said = saidBy(opened);
    expect(said[0]).toMatch(/^handrail\.yaml:2:19: literals\.vault_password looks like a secret/);
    expect(said.join()).not.toContain('hunter2');
  });

  it('may be a runbook that is not there, or is named twice', async () => {
    write('runbooks:\n  - phase-02\n  - ./none.md\n');
    expect(saidBy(() => openSiteRunbooks(opened()))[0]).toMatch(
      /^handrail\.yaml:3:5: No such file or built-in runbook: \/.*none\.md\./,
    );
  });
});

it('names runbooks by id and from where it lies, wherever the operator is', () => {
  mkdirSync('repo/ours', { recursive: true });
  write('# Ours\n\n```bash\necho 1\n```\n', 'repo/ours/a.md');
  write('runbooks: [phase-02, ours/a.md, phase-07]\n', 'repo/handrail.yaml');
  const site = openSite({ site: 'repo/handrail.yaml' });
  expect(site && openSiteRunbooks(site).map(({ runbook }) => runbook.id)).toEqual([
    'phase-02-vault',
    'a',
    'phase-07',
  ]);
});

const book =
  '# Book\n\n- `ENV(greeting)` hello\n- `ENV(other)` one\n\n## Step 1 -- x\n\n**CHECK (read-only) -- jumphost**\n\n' +
  '```bash\necho "$greeting"\n```\n\n**GATE:** output is `good day`.\n';

describe('a walk with a site file', () => {
  const begin = () =>
    beginSession({
      mode: 'training',
      runbooks: [openRunbook('book.md')],
      site: openSite({}),
      stateDir: join(folder, 'state'),
      faults: [],
      pace: atOnce,
    });

  it('goes by its values, tells which it is, and goes by them after it was edited', async () => {
    write(book, 'book.md');
    write('name: one\nliterals:\n  greeting: good day\n  grreting: slip\n  elsewhere: x\n');
    const walker = await begin();
    if (!isTraining(walker)) throw new Error('no training');
    expect(siteNotices(walker.store.getState().session)).toEqual([
      'Site file: handrail.yaml (one).',
      'Its line 4 gives grreting, which no runbook of this walk has; greeting is near.',
    ]);
    expect((await playWalk(walker, { routes: [], attestYes: false })).passed).toBe(true);
    await walker.close();
    const [session] = listSessions(join(folder, 'state'));
    if (session === undefined) throw new Error('no session');
    const journal =
      readFileSync(join(session.folder, 'journal.jsonl'), 'utf8').split('\n')[0] ?? '';
    expect(journal).toContain(join(cwd(), 'handrail.yaml'));
    write('name: two\n');
    const again = await resumeSession(session, atOnce);
    expect(again.walker.store.getState().session.site?.name).toBe('one');
    expect(again.notices).toContain('Site file: handrail.yaml (one).');
    await again.walker.close();
    writeFileSync(join(session.folder, 'site.yaml'), 'name: three\n');
    await expect(resumeSession(session, atOnce)).rejects.toThrow(
      /was changed after the walk began/,
    );
  });

  it('does not begin with a value that it or a runbook calls dead', async () => {
    write(book, 'book.md');
    write('literals:\n  greeting: ask 192.0.2.40\ndead:\n  192.0.2.40: is old\n');
    await expect(begin()).rejects.toThrow(
      'handrail.yaml:2:13: ENV(greeting) can not be 192.0.2.40: the site file (line 4) calls that dead: it is old; give it another value.',
    );
    expect(existsSync(join(folder, 'state'))).toBe(false);
  });
});

describe('handrail init', () => {
  it('writes what is valid with every line in force, and means nothing as it is', () => {
    const text = siteTemplate(['phase-02', 'phase-07'].map((id) => openRunbook(id).runbook));
    const read = (from: string) => readSiteFile(new TextEncoder().encode(from));
    expect(read(text)).toMatchObject({
      type: 'read',
      site: { runbooks: [], literals: {}, dead: [] },
    });
    const inForce = text.replace(/^#(?=name| {2})/gm, '');
    const reading = read(inForce);
    expect(reading.type === 'refused' ? reading.problems : []).toEqual([]);
    expect(reading).toMatchObject({
      site: { name: 'my site', literals: { 'juju-model': { value: 'openstack' } } },
    });
  });

  it('overwrites nothing, and says why it can not write', () => {
    const out = vi.spyOn(process.stdout, 'write').mockReturnValue(true);
    try {
      expect(init(undefined)).toBe(0);
      expect(out.mock.calls.join('')).toContain(
        'Then: handrail walk, or in training: handrail train',
      );
    } finally {
      out.mockRestore();
    }
    write('name: mine\n');
    expect(saidBy(() => init(undefined))[0]).toContain('is there already, and was left as it is');
    expect(readFileSync('handrail.yaml', 'utf8')).toBe('name: mine\n');
    expect(saidBy(() => init('none/handrail.yaml'))[0]).toMatch(
      /can not be written: the folder .*none is not there; make it, or name another\.$/,
    );
    expect(saidBy(() => init('handrail.yaml/a'))[0]).toContain('part of the path is a file');
    expect(saidBy(() => init('/dev/full'))[0]).toContain('is there already');
  });
});

describe.runIf(canMount)('handrail init on a disk that can not take it', () => {
  it('leaves nothing behind on a full one, and says that it is read-only', () => {
    const disk = smallDisk('64k');
    try {
      disk.fill();
      expect(saidBy(() => init(join(disk.folder, 'a.yaml')))[0]).toMatch(
        /a\.yaml can not be written: the disk is full\.$/,
      );
      expect(existsSync(join(disk.folder, 'a.yaml'))).toBe(false);
      disk.makeSpace();
      disk.readOnly(true);
      expect(saidBy(() => init(join(disk.folder, 'a.yaml')))[0]).toMatch(
        /can not be written: the file system is read-only\.$/,
      );
    } finally {
      disk.remove();
    }
  });
});

describe('on the command line', () => {
  const run = (...args: readonly string[]) =>
    runHandrail([...args, '--state-dir', join(folder, 'state')], {
      cwd: folder,
      env: { LANG: 'C', LC_ALL: 'C', XDG_CONFIG_HOME: folder },
    });
  beforeEach(() => write(book, 'book.md'));

  it('walks the order of the site with its values', () => {
    write('runbooks: [./book.md]\nliterals: {greeting: good day}\n');
    const trained = run('train', '--autopilot');
    expect(trained.stdout).toContain('Site file: handrail.yaml.');
    expect(trained.stdout).toContain('ENV(greeting) = good day');
    expect(trained.status).toBe(0);
    expect(run('train', '--autopilot', '--no-site', 'book.md').status).toBe(1);
  }, 120_000);

  it('says where errors are, for a program as well, and what takes no site file', () => {
    write('nam: é\nrun: x\n');
    const refused = run('train', '--json', '--autopilot');
    expect(refused.status).toBe(2);
    expect(refused.stderr).toContain(
      'handrail: handrail.yaml:1:1: nam is no known key; nearest is name\n  handrail.yaml:2:1: ',
    );
    expect(JSON.parse(refused.stdout)).toMatchObject({ passed: false, also: [expect.any(String)] });
    expect(run('walk', '--no-site').stderr).toContain('Name a runbook to walk');
    expect(run('sessions', '--site', 'x').stderr).toContain('handrail sessions takes no --site');
  }, 120_000);
});
