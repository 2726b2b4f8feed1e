import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { buildCommand } from '../../src/steps/command.ts';
import type { Values } from '../../src/steps/command.ts';
import type { Command } from '../../src/steps/command.ts';
import { read } from '../support/read.ts';

/** The command of the first block of a step at `location` that says `lines`. */
function command(
  location: string,
  lines: readonly string[],
  values: Partial<Values> = {},
): Command {
  const runbook = read(
    '- `ENV(chart-ver)` 0.25.1',
    '- `ENV(fip)` per-rebuild',
    '',
    '## Step 1',
    `**RUN -- ${location}**`,
    '',
    '````bash',
    ...lines,
    '````',
    '',
    '## Step 2',
    '```bash',
    'ls',
    '```',
    '**CAPTURE:** `capi_pid` is line 1 of the output.',
  );
  const block = runbook.steps[0]?.blocks[0];
  if (block === undefined) throw new Error('no block');
  const given = { literals: { 'chart-ver': '0.25.1' }, captures: {}, jujuModel: 'openstack' };
  return buildCommand(runbook, block, { ...given, ...values });
}

describe('what runs on the jumphost', () => {
  it("is the author's text, the values it uses put ahead of it", () => {
    const built = command('jumphost', ['echo "$chart_ver" ${capi_pid}', 'echo $HOME'], {
      captures: { capi_pid: "o'k" },
    });
    expect(built.runs).toBe(
      `chart_ver='0.25.1'\ncapi_pid='o'\\''k'\necho "$chart_ver" \${capi_pid}\necho $HOME`,
    );
    expect(built).toMatchObject({
      script: built.runs,
      via: 'bash',
      stdin: 'null',
      changes: true,
      missing: [],
    });
    expect(built.uses).toEqual([
      { name: 'chart_ver', value: '0.25.1', from: 'literal' },
      { name: 'capi_pid', value: "o'k", from: 'capture' },
    ]);
  });

  it.each([
    ['echo $chart_version', []],
    ['echo \\$chart_ver', []],
    ['echo chart_ver $CHART_VER', []],
    ['echo ${chart_ver:-x}', ['chart_ver']],
    ['echo ${#chart_ver}', ['chart_ver']],
    ['echo \\\\$chart_ver', ['chart_ver']],
    ['chart_ver=1; echo $chart_ver', []],
    ['for chart_ver in a b; do echo $chart_ver; done', []],
    ['echo $chart_ver; chart_ver=1', ['chart_ver']],
  ])('%s uses %j', (line, names) => {
    expect(command('jumphost', [line]).uses.map(({ name }) => name)).toEqual(names);
  });

  it('names what has no value yet, be it unwritten or empty', () => {
    const built = command('jumphost', ['echo $capi_pid $fip $chart_ver'], {
      literals: { fip: '' },
    });
    expect(built.missing).toEqual(['capi_pid', 'fip', 'chart_ver']);
    expect(built.script).toBe('echo $capi_pid $fip $chart_ver');
  });

  it.each(["it's", '$(touch pwned)', '`id`', 'a\nb', '\\', '!x', '"', ' ', '-n', '*', 'ü'])(
    'hands over %j as it is',
    (value) => {
      const { runs } = command('jumphost', ['printf %s "$capi_pid"'], {
        captures: { capi_pid: value },
      });
      expect(spawnSync('bash', ['-c', runs], { encoding: 'utf8' }).stdout).toBe(value);
    },
  );

  it('ends its lines as bash wants them, whatever the document was saved with', () => {
    const built = command('jumphost', ['echo a\r', 'echo b\r']);
    expect(built.script).not.toContain('\r\n');
  });
});

describe('what belongs to no place that handrail reaches', () => {
  it('does not run here, even by mistake', () => {
    const { runs, script } = command('mgmt VM', ['echo done >&1']);
    const ran = spawnSync('bash', ['-c', runs], { encoding: 'utf8' });
    expect(script).toBe('echo done >&1');
    expect(ran).toMatchObject({ status: 1, stdout: '' });
    expect(ran.stderr).toContain('mgmt VM');
  });
});

describe('what is shipped to a unit', () => {
  let folder: string;
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handrail-ship-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true });
  });

  /** Runs the line with a juju that does as the real one: joins what follows the unit, hands it to a login shell. */
  function ship(
    built: Command,
    shell = 'bash',
  ): { status: number | null; stdout: string; stderr: string; argv: string } {
    const fake = new URL('../fixtures/steps/bin', import.meta.url).pathname;
    const ran = spawnSync('bash', ['-c', built.runs], {
      encoding: 'utf8',
      input: 'a payload that must not be read\n',
      cwd: folder,
      env: {
        PATH: `${fake}:${process.env['PATH'] ?? ''}`,
        JUJU_SEEN: join(folder, 'argv'),
        LOGIN_SHELL: shell,
      },
    });
    return { ...ran, argv: readFileSync(join(folder, 'argv'), 'utf8') };
  }

  it('goes by juju ssh with flags before the unit, no terminal and nothing on standard input', () => {
    const built = command('magnum/0', ['cat; echo "[$?]"']);
    const { argv, stdout, status } = ship(built);
    expect(built).toMatchObject({ via: 'juju-ssh', script: 'cat; echo "[$?]"' });
    expect(built.runs).toMatch(/^juju ssh -m openstack --pty=false magnum\/0 '.*' <\/dev\/null$/);
    expect(argv.split('\n').slice(0, 5)).toEqual([
      'ssh',
      '-m',
      'openstack',
      '--pty=false',
      'magnum/0',
    ]);
    expect({ stdout, status }).toEqual({ stdout: '[0]\n', status: 0 });
  });

  it.each([
    [['echo "it\'s" \'"$HOME"\' `echo x` \\\\ $((1+1)) "a  b" * ;']],
    [["cat <<'EOF'", 'one $x `y` "z"', 'EOF']],
    [['set -- "a b" c', 'printf "%s|" "$@" "$#" "$0x"']],
    [['if true; then', '  echo yes # it is', 'fi']],
    [['printf "%s\\n" ü 日本 \'$chart\'']],
  ])('arrives unchanged: %j', (lines) => {
    const shipped = ship(command('magnum/0', lines));
    const here = spawnSync('bash', ['-c', lines.join('\n')], {
      encoding: 'utf8',
      cwd: folder,
      env: { PATH: process.env['PATH'] ?? '' },
    });
    expect(shipped.stdout.replaceAll(/^HOME=.*$/gm, '')).toBe(here.stdout);
    expect(shipped.status).toBe(here.status);
  });

  it.each(['bash', 'sh'])('whatever the login shell of the unit is: %s', (shell) => {
    const { stdout } = ship(command('magnum/0', ['[[ a == a* ]] && echo "$chart_ver"']), shell);
    expect(stdout).toBe('0.25.1\n');
  });

  it('gives back the exit status of the script', () => {
    expect(ship(command('magnum/0', ['exit 37'])).status).toBe(37);
    expect(ship(command('magnum/0', ['false'])).status).toBe(1);
  });

  it('does not run when it arrives damaged', () => {
    const built = command('magnum/0', ['echo ran']);
    const damaged = { ...built, runs: built.runs.replace(/printf %s \S+/, 'printf %s ====!') };
    const { status, stdout } = ship(damaged);
    expect(stdout).toBe('');
    expect(status).not.toBe(0);
  });

  it("has the operator's terminal when its label is SECRET", () => {
    const runbook = read(
      '## Step 1',
      '**SECRET -- vault/0**',
      '',
      '```bash',
      'vault operator unseal',
      '```',
    );
    const block = runbook.steps[0]?.blocks[0];
    if (block === undefined) throw new Error('no block');
    const { runs, stdin } = buildCommand(runbook, block, {
      literals: {},
      captures: {},
      jujuModel: 'open stack',
    });
    expect(stdin).toBe('tty');
    expect(runs).toMatch(/^juju ssh -m 'open stack' --pty=true vault\/0 '.*'$/);
  });
});
