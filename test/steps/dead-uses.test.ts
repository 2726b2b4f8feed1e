import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { deadIn, deadPlaces } from '../../src/steps/dead-uses.ts';
import type { DeadValue } from '../../src/steps/model.ts';
import { readRunbook } from '../../src/steps/read-runbook.ts';

const dead = (value: string): DeadValue => ({ line: 1, value, why: 'is old' });
const holds = (text: string, value: string): boolean => deadIn(text, [dead(value)]) !== undefined;

describe('a dead value', () => {
  const address = '10.12.7.40';

  it.each([
    '10.12.7.40',
    'https://10.12.7.40:6443/',
    'ping 10.12.7.40.',
    '10.12.7.40/24',
    '10.12.7.40-50',
    'ssh -l10.12.7.40',
    'printf "a\\n10.12.7.40"',
    'http://10.12.7.40.nip.io',
    'IP=10.12.7.40',
    'user@10.12.7.40',
    '[10.12.7.40]',
  ])('stands in %j', (text) => {
    expect(holds(text, address)).toBe(true);
  });

  it.each(['10.12.7.401', '110.12.7.40', '10.12.7.4', '10.12.17.40', '10x12x7x40', ''])(
    'does not stand in %j',
    (text) => {
      expect(holds(text, address)).toBe(false);
    },
  );

  it.each([
    ['magnum-674171fd28d4', '674171fd28d4', true],
    ['674171FD28D4', '674171fd28d4', true],
    ['674171fd28d4a', '674171fd28d4', false],
    ['f674171fd28d4', '674171fd28d4', false],
    ['printf "\\nold-image"', 'old-image', true],
    ['mysql -pold-image', 'old-image', true],
    ['kube_old-image_x', 'old-image', false],
    ['bold-image', 'old-image', false],
    ['old-images', 'old-image', false],
    ['Old-Image', 'old-image', false],
    ['a (b) [c] $d', '(b) [c]', true],
    ['a+b*c', 'a+b*c', true],
    ['aab*c', 'a+b*c', false],
    ['é-old-imageé', 'old-image', false],
    ['server show capi-mgmt', 'capi-mgmt', true],
    ['server show capi-mgmt-2', 'capi-mgmt', false],
    ['server show old-capi-mgmt', 'capi-mgmt', false],
    ['capi-mgmt_old', 'capi-mgmt', false],
    ['capi-mgmt.maas', 'capi-mgmt', true],
    ['--name=capi-mgmt', 'capi-mgmt', true],
    ['"${name:-capi-mgmt}"', 'capi-mgmt', true],
    ['${name-capi-mgmt}', 'capi-mgmt', true],
    ['ip-10.12.7.40-x', '10.12.7.40', true],
    ['ip_fd00::7_x', 'fd00::7', true],
    ['x-4b0f41a2-9d6c-4d4c-8f0e-1d3b1f0a6f10', '4b0f41a2-9d6c-4d4c-8f0e-1d3b1f0a6f10', true],
    ['cafe-2', 'cafe', false],
  ])('in %j: %j %j', (text, value, is) => {
    expect(holds(text, value)).toBe(is);
  });

  it('is found in a script by its lines, and where a line is broken', () => {
    const places = deadPlaces(`a\nping ${address}\n# ${address}\nping 10.12.\\\n7.40`, [
      dead(address),
      dead('ping'),
    ]);
    expect(places.map(({ dead: { value }, line }) => [value, line])).toEqual([
      [address, 1],
      ['ping', 1],
      ['ping', 3],
    ]);
    expect(deadPlaces('ping 10.12.\\\n7.40', [dead(address)])).toMatchObject([{ line: undefined }]);
  });

  it.each([
    '10.12."7".40',
    "10.12.7.4''0",
    '10.12.7\\.40',
    "10.12.7.4$'0'",
    'curl "https://10.12."\'7.40\'',
    '10.12."\\\n7".40',
  ])('is found as the shell puts it together: %j', (script) => {
    expect(deadPlaces(`true\n${script}`, [dead(address)])).toHaveLength(1);
    expect(deadPlaces(`true\n# ${script.replace('\n', '')}`, [dead(address)])).toEqual([]);
  });

  it.each(['10.12.7.4 "0"', '10.12."7".401', '1"10.12".7.40', 'x="10.12.7.4"; y="0"'])(
    'is not put together where the shell does not: %j',
    (script) => {
      expect(deadPlaces(script, [dead(address)])).toEqual([]);
    },
  );

  it('does not count in a comment, and does where a comment may be none', () => {
    expect(deadPlaces(`true # ${address}`, [dead(address)])).toEqual([]);
    expect(deadPlaces(`cat <<E\n# ${address}\nE`, [dead(address)])).toHaveLength(1);
    expect(deadPlaces(`echo "a # ${address}"`, [dead(address)])).toHaveLength(1);
  });
});

describe('a document that holds a value it calls dead itself', () => {
  const problems = (text: string) =>
    readRunbook(text, 'a.md').problems.map(({ line, message }) => `${line}: ${message}`);
  const head = '# A\n\n**DEAD:** `10.12.7.40` is an address of an earlier rebuild.\n\n';
  const why = 'and line 3 calls it dead: it is an address of an earlier rebuild';

  it('is told of each block and each literal that does', () => {
    expect(
      problems(
        `${head}- \`ENV(a)\` 10.12.7.40\n- \`ENV(b)\` 10.12.7.41\n\n## Step 1 -- x\n\n**RUN -- jumphost**\n\n` +
          '```bash\n# 10.12.7.40\nping 10.12.7.40\nping 10.12.7.40\n```\n\n**GATE:** exit status is 0.\n\n' +
          '**CHECK -- jumphost**\n\n```bash\nping 10.12.7.401 # not 10.12.7.40\n```\n',
      ),
    ).toEqual([
      `5: ENV(a) is 10.12.7.40, ${why}`,
      `12: block 1/1 holds 10.12.7.40, ${why}; it does not run`,
    ]);
  });

  it('is told of a scope, a transfer and the unit a block goes to', () => {
    expect(
      problems(
        '# A\n\n**DEAD:** `old-openrc`, `/etc/old` and `vault/9` are gone.\n\n' +
          '**SCOPE:** `admin` begins with `source old-openrc`.\n\n## Step 1 -- x\n\n' +
          '**CHECK -- jumphost** (admin scope)\n\n```bash\ntrue\n```\n\n' +
          '**CHECK -- vault/9**\n\n```bash\ntrue\n```\n\n' +
          '**TRANSFER -- jumphost -> vault/0**\n\n**FROM:** `~/a` **TO:** `/etc/old`, owner `a:a`, mode `0600`.\n',
      ).map((problem) => problem.replace(/,.*/, '')),
    ).toEqual([
      '11: block 1/1 holds old-openrc',
      '17: block 1/2 holds vault/9',
      expect.stringMatching(/^2\d: block 1\/3 holds \/etc\/old$/),
    ]);
  });

  it.each(['phase-02-vault', 'phase-07', 'phase-08'])('is none of ours: %s', (id) => {
    const file = `runbooks/${id}.md`;
    const dying = readRunbook(readFileSync(file), file).problems.filter(({ message }) =>
      message.includes('dead'),
    );
    expect(dying).toEqual([]);
  });
});
