import { spawnSync } from 'node:child_process';
import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';
import { beforeAll, describe, expect, it } from 'vitest';
import { builtHandrail, runHandrail, type Run, type RunOptions } from '../support/built.ts';
import { randomMarkdown } from '../support/random-markdown.ts';

const folder = mkdtempSync(join(tmpdir(), 'handrail-bad-'));
const file = (name: string, content: string | Buffer): string => {
  writeFileSync(join(folder, name), content);
  return name;
};
const check = (fence: string): string =>
  `# T\n\n## Step 1 -- look\n\n**CHECK (read-only) -- jumphost**\n${fence}`;
const fenced = '```bash\necho hi\n```\n\n**GATE:** output contains `hi`.\n';

beforeAll(() => {
  chmodSync(folder, 0o755);
  mkdirSync(join(folder, 'folder'));
  spawnSync('mkfifo', [join(folder, 'fifo')]);
  file('empty.md', '');
  file('blanks.md', ' \n\t\r\n  \n');
  file('binary.md', Buffer.from(Array.from({ length: 20_000 }, (_, at) => (at * 7919) % 256)));
  file('utf16.md', Buffer.from(`\ufeff# T\n`, 'utf16le'));
  file('prose.md', '# Only\n\nprose.\n');
  file('open.md', '# Open\n\n## Step 1 -- x\n\n```bash\necho hi\nmore\n');
  file('crlf.md', check(fenced).replaceAll('\n', '\r\n'));
  file('good.md', check(fenced));
  symlinkSync('circle.md', join(folder, 'circle.md'));
  builtHandrail();
});

/** Runs where the files are, with a state directory of its own. */
function run(args: readonly string[], options: RunOptions = {}): Run {
  const state = mkdtempSync(join(tmpdir(), 'handrail-bad-state-'));
  return runHandrail(args, {
    cwd: folder,
    ...options,
    env: { XDG_STATE_HOME: state, ...options.env },
  });
}

/** One line that begins with the program's name and ends like a sentence, and never a trace of the inside. */
function oneSentence({ stderr }: Run): string {
  expect(stderr).toMatch(/^handrail: [^\n]{10,400}[^\n\s]\n$/);
  expect(stderr).not.toMatch(/\x1b|\bE[A-Z]{4,}\b|Error:|defect|\bat .*:\d+:\d+|undefined|node:/);
  return stderr;
}

describe('a document that is none: one sentence, status 2, nothing begun', () => {
  const table: readonly (readonly [string, string, RegExp])[] = [
    [
      'is missing',
      'missing.md',
      /No such file or built-in runbook: missing\.md\. Built in: .*phase-07/,
    ],
    ['has an unknown id', 'phase-99', /No such file or built-in runbook: phase-99/],
    ['has no name', '', /has to be named/],
    ['has escapes in its name', 'a\n\x1b[31mb', /No such file or built-in runbook: a b\./],
    ['is a folder', 'folder', /folder is a folder; name a Markdown file/],
    ['is a pipe', 'fifo', /fifo is no regular file/],
    ['is a device', '/dev/zero', /is no regular file/],
    ['is binary', 'binary.md', /binary\.md holds binary data/],
    ['is UTF-16', 'utf16.md', /UTF-16; save it as UTF-8/],
    ['is empty', 'empty.md', /empty\.md is empty/],
    ['holds blanks only', 'blanks.md', /nothing but blanks/],
    ['is a circle of links', 'circle.md', /circle/],
    ['lies below a file', 'good.md/x.md', /No such file/],
    ['has too long a name', `${'x'.repeat(300)}.md`, /too long/],
  ];
  for (const [what, name, sentence] of table)
    it(what, () => {
      for (const args of [
        ['outline', name],
        ['train', '--autopilot', name],
      ]) {
        const ended = run(args, { patience: 20_000 });
        expect(oneSentence(ended)).toMatch(sentence);
        expect(ended.status).toBe(2);
        expect(ended.stdout).toBe('');
      }
    });

  it.each([
    ['only prose', 'prose.md'],
    ['a fence that never closes', 'open.md'],
  ])('%s: outline tells how it was read, and there is nothing to walk', (_, name) => {
    expect(run(['outline', name]).status).toBe(0);
    const ended = run(['train', '--autopilot', name]);
    expect(ended.status).toBe(2);
    expect(oneSentence(ended)).toContain('holds no command block to walk');
  });

  it('says of the fence that never closes where it stands', () => {
    expect(run(['outline', 'open.md']).stdout).toMatch(/open\.md:5: the fence never closes/);
  });

  it('walks a document with CR LF like one without', () => {
    expect(run(['train', '--autopilot', 'crlf.md']).status).toBe(0);
  });

  it('reads 10 MB of random Markdown in seconds, and plays what is in it without a trace', () => {
    file('random.md', randomMarkdown(10_000_000, 4711));
    const read = run(['outline', 'random.md'], { patience: 25_000 });
    expect(read.status).toBe(0);
    expect(read.stderr).toBe('');
    const played = run(['train', '--autopilot', 'random.md'], { patience: 25_000 });
    expect([0, 1, 2]).toContain(played.status);
    expect(played.stdout + played.stderr).not.toMatch(/defect|\bat .*:\d+:\d+/);
  });
});

/** A user who is not the owner: nobody when tests run as root, else the owner without permission. */
const asNobody = 'exec setpriv --reuid=65534 --regid=65534 --clear-groups "$@"';
const isRoot = process.getuid?.() === 0;
const canSwitch =
  isRoot && spawnSync('bash', ['-c', asNobody, 'bash', process.execPath, '--version']).status === 0;

describe.skipIf(isRoot && !canSwitch)(
  'without permission (as root: needs setpriv and a readable Node)',
  () => {
    const asOther = isRoot ? { shell: asNobody } : {};

    it('to read the document', () => {
      chmodSync(join(folder, file('secret.md', check(fenced))), 0o000);
      const ended = run(['outline', 'secret.md'], asOther);
      expect(oneSentence(ended)).toMatch(/secret\.md can not be read: permission is denied/);
      expect(ended.status).toBe(2);
    });

    it('to write the state directory', () => {
      const state = join(folder, 'no-state');
      mkdirSync(state, { recursive: true });
      chmodSync(state, 0o555);
      const ended = run(
        ['train', '--autopilot', 'good.md', '--state-dir', join(state, 'x')],
        asOther,
      );
      expect(oneSentence(ended)).toMatch(/permission is denied.*--state-dir/);
      expect(ended.status).toBe(2);
    });
  },
);

describe('a command line that means nothing: one sentence with the way on, status 2', () => {
  const table: readonly (readonly [readonly string[], RegExp])[] = [
    [
      ['dance'],
      /No command dance; there are walk, resume, sessions, secrets, watch, report, train, init, lint, outline, diff, check, new/,
    ],
    [['help', 'dance'], /No command dance/],
    [['phase-07'], /is a runbook, not a command; walk it with: handrail walk phase-07/],
    [['good.md'], /handrail train good\.md/],
    [['--dance'], /nknown option '--dance'.*handrail --help/],
    [['train', '--plian'], /Did you mean --plain\?.*handrail train --help/],
    [['walk'], /Name a runbook to walk, as handrail walk phase-07;.*handrail init/],
    [['outline', 'a', 'b'], /oo many arguments.*handrail outline --help/],
    [['train', '--attest', 'no', '--autopilot'], /Allowed choices are yes/],
    [['train', '--autopilot', '--fault', 'flood'], /No fault named flood.*--fault list/],
    [['train', '--autopilot', '--route', 'sideways'], /--route sideways .*fresh, graft/],
    [['train', '--autopilot', 'good.md', 'good.md'], /named twice/],
    [['walk', '--autopilot', 'good.md'], /Only a training walk plays itself/],
    [['resume', '--autopilot'], /Only a training walk plays itself/],
    [['resume'], /Nothing was left to resume/],
    [['resume', 'nope'], /No session nope; there are none/],
    [['--state-dir', '', 'resume'], /--state-dir names no folder/],
    [['walk', 'good.md'], /needs a terminal/],
    [['walk', '--plain', 'good.md'], /needs an operator at a terminal/],
    [[], /needs a terminal/],
  ];
  it.each(table)('handrail %j', (args, sentence) => {
    const ended = run(args);
    expect(oneSentence(ended)).toMatch(sentence);
    expect(ended.status).toBe(2);
    expect(ended.stdout).toBe('');
  });
});

describe('a state directory that can not be used', () => {
  it.each([
    ['is a file', 'good.md', /good\.md is a file, not a folder.*--state-dir/],
    ['lies below a file', 'good.md/state', /--state-dir/],
  ])('%s', (_, state, sentence) => {
    const ended = run(['train', '--autopilot', 'good.md', '--state-dir', state]);
    expect(oneSentence(ended)).toMatch(sentence);
    expect(ended.status).toBe(2);
  });
});

/** A folder with links to the programs named and no others, to be the whole PATH. */
function pathWith(...programs: readonly string[]): string {
  const bin = mkdtempSync(join(tmpdir(), 'handrail-path-'));
  for (const program of programs)
    for (const from of (process.env['PATH'] ?? '').split(delimiter)) {
      if (spawnSync('test', ['-x', join(from, program)]).status !== 0) continue;
      symlinkSync(join(from, program), join(bin, program));
      break;
    }
  return bin;
}

describe('a machine that is not as it should be', () => {
  it('has no flock', () => {
    const ended = run(['train', '--autopilot', 'good.md'], { env: { PATH: pathWith('bash') } });
    expect(oneSentence(ended)).toMatch(/the program flock is missing; install it/);
    expect(ended.status).toBe(2);
  });

  it('leaves no half begun session behind', () => {
    const state = mkdtempSync(join(tmpdir(), 'handrail-bad-state-'));
    run(['train', '--autopilot', 'good.md', '--state-dir', state], {
      env: { PATH: pathWith('bash') },
    });
    expect(readdirSync(state)).toEqual([]);
  });

  const settings: readonly (readonly [string, RunOptions])[] = [
    ['LANG=C', { env: { LANG: 'C', LC_ALL: 'C' } }],
    ['TERM=dumb', { env: { TERM: 'dumb' } }],
    ['no TERM', { env: { TERM: undefined } }],
    ['NO_COLOR', { env: { NO_COLOR: '1' } }],
    ['CI=1', { env: { CI: '1' } }],
    ['HOME unset', { env: { HOME: undefined } }],
    [
      'XDG_STATE_HOME relative, which counts as none',
      { env: { XDG_STATE_HOME: 'state', HOME: folder } },
    ],
    ['standard input closed', { shell: '"$@" <&-' }],
    ['standard output closed', { shell: '"$@" >&-' }],
    ['standard error closed', { shell: '"$@" 2>&-' }],
    ['all three closed', { shell: '"$@" <&- >&- 2>&-' }],
  ];
  it.each(settings)('%s: a training walk plays to its end', (_, options) => {
    const ended = run(['train', '--autopilot', 'good.md'], options);
    expect(ended.stderr).toBe('');
    expect(ended.status).toBe(0);
    expect(ended.stdout).not.toContain('\x1b');
  });

  it('keeps sessions in the home of the user when HOME is empty, not in the folder one stands in', () => {
    const ended = run(['resume', 'nope'], { env: { HOME: '', XDG_STATE_HOME: '' } });
    expect(oneSentence(ended)).toMatch(/ in \/.*\.local\/state\/handrail/);
  });

  it('has a reader that leaves: the walk stops short without a trace', () => {
    for (const args of [
      ['outline', 'phase-07'],
      ['train', '--autopilot', 'phase-07'],
    ]) {
      const ended = run(args, { shell: 'set -o pipefail; "$@" | head -1' });
      expect(ended.stderr).toBe('');
      expect(ended.stdout.split('\n')).toHaveLength(2);
      expect(ended.status).toBeLessThanOrEqual(1);
    }
  });

  it('has lost the folder one stands in', () => {
    const shell = `gone=$(mktemp -d) && cd "$gone" && rmdir "$gone" && "$@"`;
    const ended = run(['outline', join(folder, 'good.md')], { shell });
    expect(ended.status).toBe(0);
  });
});
