import { describe, expect, it } from 'vitest';
import { buildCommand } from '../../src/steps/command.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

const read = (...lines: readonly string[]) => readRunbook(lines.join('\n'), 'x.md');
const block = (label: string, script = 'openstack server list') =>
  ['', `**${label}**`, '```bash', script, '```', ''].join('\n');
const admin = '**SCOPE:** `admin` begins with `source ~/admin-openrc`.';

function commands(...lines: readonly string[]) {
  const runbook = read(...lines);
  const values = { literals: { region: 'one' }, captures: {} };
  return runbook.steps.flatMap(({ blocks }) =>
    blocks.map((one) => buildCommand(runbook, one, values)),
  );
}

describe('a scope', () => {
  it('is a name and the lines that its blocks begin with', () => {
    const { scopes, problems } = read(
      '# X',
      '',
      'Who acts. **SCOPE:** `capi-mgmt` begins with `source ~/mgmt-openrc`, `export A=1` and `set -u`. Mind it.',
      '',
      admin,
    );
    expect(problems).toEqual([]);
    expect(scopes).toEqual([
      { name: 'capi-mgmt', lines: ['source ~/mgmt-openrc', 'export A=1', 'set -u'], line: 3 },
      { name: 'admin', lines: ['source ~/admin-openrc'], line: 5 },
    ]);
  });

  it('starts its blocks clean, its lines behind the values and ahead of the text', () => {
    const [scoped, other, unit] = commands(
      '- `ENV(region)` one',
      '',
      '**SCOPE:** `admin` begins with `source ~/openrc-$region`.',
      '## Step 1 -- s',
      block('RUN -- jumphost (admin scope)'),
      block('RUN -- jumphost'),
      block('RUN -- magnum/0 (admin scope)'),
    );
    expect(scoped).toMatchObject({
      script: "region='one'\nsource ~/openrc-$region\nopenstack server list",
      environment: 'clean',
      uses: [{ name: 'region' }],
    });
    expect(scoped?.runs).toBe(scoped?.script);
    expect(other).toMatchObject({ script: 'openstack server list', environment: 'carried' });
    expect(unit?.script).toBe('openstack server list');
    expect(unit).not.toHaveProperty('environment');
  });

  it('may be defined below the blocks that name it, and holds for a poll', () => {
    const [poll] = commands(
      '## Step 1 -- s',
      block('POLL -- jumphost (admin scope)** every 5 s, at most 2 times **'),
      '**POLL:** every 5 s, at most 2 times. **GATE:** exit status is 0.',
      '',
      admin,
    );
    expect(poll?.environment).toBe('clean');
  });
});

describe('a look of a poll, and what has the terminal', () => {
  it('begins with what is carried and leaves nothing', () => {
    const [poll, secret, check] = commands(
      '## Step 1 -- s',
      block('POLL -- jumphost'),
      '**POLL:** every 5 s, at most 2 times. **GATE:** exit status is 0.',
      block('SECRET -- jumphost'),
      block('CHECK (read-only) -- jumphost'),
    );
    expect([poll, secret, check].map((one) => one?.environment)).toEqual([
      'read',
      'read',
      'carried',
    ]);
  });
});

describe('what is nearly a scope', () => {
  it.each([
    '**SCOPE:** `admin` starts with `source ~/admin-openrc`.',
    '**SCOPE:** `admin`.',
    '**SCOPE:** admin begins with `source ~/admin-openrc`.',
    '**SCOPE:** `admin` begins with `source ~/admin-openrc` or `x`.',
    '**SCOPE:** `a/b` begins with `source ~/admin-openrc`.',
  ])('is a problem with the form: %s', (line) => {
    const { scopes, problems } = read('# X', '', line);
    expect(scopes).toEqual([]);
    expect(problems).toMatchObject([{ line: 3, nearest: admin }]);
  });

  it('defined twice is a problem', () => {
    expect(read(admin, '', admin).problems).toMatchObject([
      { line: 3, message: 'scope `admin` is defined on line 1 already' },
    ]);
  });

  it.each(['**Scope:** `admin` users only.', 'SCOPE: this phase covers the graft.'])(
    'may be prose: %s',
    (line) => {
      expect(read('# X', '', line)).toMatchObject({ scopes: [], problems: [] });
    },
  );

  it('named by a label is a problem once, with the nearest name, where scopes are defined', () => {
    const steps = ['## Step 1 -- s', block('RUN -- jumphost (amdin scope)')];
    const { problems } = read(admin, ...steps, block('RUN -- jumphost (amdin scope)'));
    expect(problems).toMatchObject([
      { line: 5, message: expect.stringContaining('`amdin`') as string, nearest: '(admin scope)' },
    ]);
    expect(read(...steps).problems).toEqual([]);
    expect(commands(admin, ...steps)[0]?.environment).toBe('carried');
  });
});
