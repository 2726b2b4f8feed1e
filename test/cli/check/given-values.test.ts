import { describe, expect, it } from 'vitest';
import { withValues } from '../../../src/cli/check/given-values.ts';
import { patienceOf, refuseUseless } from '../../../src/cli/check/options.ts';
import { emptySession } from '../../../src/session/session.ts';
import { read } from '../../support/read.ts';

const book = read(
  '**DEAD:** `192.0.2.40` is an address of an earlier rebuild.',
  '',
  '- `ENV(chart-ver)` 0.25.1',
  '- `ENV(cluster-id)` abc   (per rebuild)',
  '- `ENV(host)` per-rebuild',
  '',
  '## Step 1',
  '',
  '**RUN -- jumphost**',
  '```bash',
  'echo $host $chart_ver $cluster_id',
  '```',
  '**CAPTURE:** `new_pid` is the output.',
);
const site = {
  path: '/etc/handrail.yaml',
  name: undefined,
  literals: { 'cluster-id': { value: 'of-site', line: 1, column: 1 } },
  dead: [],
};
const given = (...sets: string[]) => withValues(emptySession([book]), sets);

describe('the values of a check', () => {
  it('are those of the document, but for what changes with every rebuild', () => {
    expect(given().literals).toEqual({ 'chart-ver': '0.25.1', 'cluster-id': '', host: '' });
  });

  it('are those of the site file before, and those that are set before both', () => {
    const session = emptySession([book], site);
    expect(withValues(session, []).literals).toMatchObject({ 'cluster-id': 'of-site' });
    expect(withValues(session, ['cluster-id=mine', 'host=a=b']).literals).toMatchObject({
      'cluster-id': 'mine',
      host: 'a=b',
    });
  });

  it('are given for what a block that is not run would have captured', () => {
    expect(given('new_pid=4711').captures).toEqual({
      new_pid: { value: '4711', block: 'test:1/1' },
    });
  });

  it.each([
    ['chart_ver=1', /^--set chart_ver: .* chart-ver is near\.$/],
    ['zzz=1', /it has chart-ver, cluster-id, host, new_pid\.$/],
    ['host', /^--set takes NAME=VALUE/],
    ['=x', /^--set takes NAME=VALUE/],
    ['host=', /gives no value/],
    ['host=a\x1b[2J', /control character/],
    ['host=192.0.2.40', /calls that dead/],
    ['host=hvs.CAESIJ1234567890abcdefghijklmnopqrstuvwx', /looks like a secret/],
  ])('refuse %j in one sentence', (set, says) => {
    expect(() => given(set)).toThrow(says);
  });
});

describe('the placeholders of a check', () => {
  const foreign = read(
    '## Step 1',
    '```bash',
    'show <pod> -n <a=b>',
    '```',
    '```bash',
    "kubectl get pod <pod>; sed 's/x/<dir>/g' f",
    '```',
    '```bash',
    'login <password>',
    '```',
  );
  const filled = (...sets: string[]) => withValues(emptySession([foreign]), sets).given;

  it('are given by their whole text, in every block that has it', () => {
    expect(filled('<pod>=lamp-1', '<a=b>=c', '<dir>=data')).toEqual({
      'test:1/1': { '<pod>': 'lamp-1', '<a=b>': 'c' },
      'test:1/2': { '<pod>': 'lamp-1', '<dir>': 'data' },
    });
  });

  it.each([
    ['pod=a', /^--set pod: .* <pod> is near\.$/],
    ['<pod>', /^--set takes NAME=VALUE/],
    ['<pod>=', /gives no value/],
    ['<pod>=a;reboot', /^--set <pod>: <pod> can not hold ";"/],
    ['<pod>=-x', /read as an option/],
    ['<dir>=data/web', /only reads, and with that value it may not/],
    ['<password>=x', /secret/],
  ])('refuse %j in one sentence', (set, says) => {
    expect(() => filled(set)).toThrow(says);
  });
});

describe('the options of a check', () => {
  it('take seconds for a time', () => {
    expect(patienceOf({})).toBe(60_000);
    expect(patienceOf({ timeout: '2.5' })).toBe(2500);
    for (const timeout of ['0', '-1', 'soon', '1e9', '', '9999999'])
      expect(() => patienceOf({ timeout })).toThrow(/--timeout takes seconds/);
  });

  it('break no cloud but a simulated one', () => {
    expect(() => refuseUseless({ fault: ['x'] })).toThrow(/add --simulated/);
    expect(() => refuseUseless({ fault: ['x'], simulated: true })).not.toThrow();
  });
});
