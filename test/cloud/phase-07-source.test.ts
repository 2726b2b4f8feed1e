import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { becomeGraft, createWorld, type Answer } from '../../src/cloud/index.ts';

const source = new URL('../../../shared/sources/phase-07.md', import.meta.url);
const isHere = existsSync(source);
if (!isHere) console.info('skipped: ../shared/sources/phase-07.md is not beside this checkout');

/** The shell blocks of the operator's own document, byte for byte, by a word that each begins with. */
function blocksOf(text: string): string[] {
  return [...text.matchAll(/^```bash\n([^]*?)^```$/gm)].map((match) => match[1] ?? '');
}

/** Runs all of them in order, each with the variables and directory that the one before left. */
async function walk(route: 'fresh' | 'graft'): Promise<Map<string, Answer>> {
  const world = await createWorld();
  if (route === 'graft') await becomeGraft(world);
  const answers = new Map<string, Answer>();
  let left: Answer['left'];
  for (const block of blocksOf(readFileSync(source, 'utf8'))) {
    const carried = left === undefined ? {} : { env: left.env, cwd: left.cwd, clean: true };
    const answer = await world.exec('jumphost', block, carried);
    left = answer.left ?? left;
    answers.set(block, answer);
  }
  return answers;
}

function find(answers: Map<string, Answer>, text: string): Answer {
  const found = [...answers].find(([block]) => block.includes(text));
  if (found === undefined) throw new Error(`no block has: ${text}`);
  return found[1];
}

describe.skipIf(!isHere)('the operator’s own phase-07, as it stands', () => {
  it('walks to its end on a fresh cloud', async () => {
    const answers = await walk('fresh');
    const install = find(answers, 'WANT=v3.17.3');
    expect(install.stdout).toMatch(/pypi:200\nhelm:200\n/);
    expect(install.stdout).toMatch(
      /\[OK\] installed v3\.17\.3\+\w+\n\/usr\/bin\/helm\nv3\.17\.3\+\w+\n/,
    );
    expect(install.stdout).toMatch(/^Version: 1\.4\.0$/m);
    expect(install.stdout).toMatch(/^Location: /m);
    expect(install.stdout).toContain('k8s_capi_helm_v1');
    const [local, remote] =
      find(answers, 'sha256sum ~/capi-mgmt.kubeconfig').stdout.match(/[0-9a-f]{64}/g) ?? [];
    expect(local).toBeDefined();
    expect(remote).toBe(local);
    expect(find(answers, '/dev/tcp/').stdout).toBe('TCP-OK\n');
    expect(find(answers, 'helm MISSING').stdout).toContain('helm MISSING');
    expect(find(answers, 'NON-ASCII').stdout).toBe('ASCII clean\n');
    const wired = find(answers, 'show-args').stdout.trim().split('\n');
    expect(wired.slice(0, -1).join()).not.toContain('--config-dir');
    expect(wired.at(-1)).toBe(
      '/usr/bin/magnum-conductor --config-file=/etc/magnum/magnum.conf --config-dir /etc/magnum/magnum.conf.d --log-file=/var/log/magnum/magnum-conductor.log',
    );
    const override = find(answers, "<<'REOF'").stdout;
    expect(override.match(/^auth_version = v3$/gm)).toHaveLength(2);
    expect(override.match(/^(www_authenticate_uri|auth_url) = https:\S+\/v3$/gm)).toHaveLength(4);
    const restarted = find(answers, 'systemctl restart magnum-conductor magnum-api').stdout;
    expect(restarted).toMatch(/^active\nactive\n/);
    const running = restarted.split('\n').filter((line) => line.startsWith('/usr/bin/python3'));
    expect(running).toHaveLength(6);
    for (const line of running) expect(line).toContain('--config-dir /etc/magnum/magnum.conf.d');
  });

  it('knows every program in it', async () => {
    for (const [block, answer] of await walk('graft'))
      expect(answer.stderr + answer.stdout, block).not.toContain('simulated cloud: not known');
  });

  it('turns the health of a cluster that was there before', async () => {
    const polled = find(await walk('graft'), 'for i in $(seq 1 10)').stdout;
    expect(polled).toMatch(/health=HEALTHY/);
  });
});
