import { existsSync, readFileSync } from 'node:fs';
import { beforeAll, describe, expect, it } from 'vitest';
import { createWorld } from '../../src/cloud/create-world.ts';
import type { Answer, World } from '../../src/cloud/world.ts';

const source = (phase: string) =>
  new URL(`../../../shared/sources/${phase}.md`, import.meta.url).pathname;
const isHere = existsSync(source('phase-07')) && existsSync(source('phase-08'));
if (!isHere) console.info('skipped: ../shared/sources/phase-08.md is not beside this checkout');

/** The shell blocks of a document, byte for byte; those in a list are indented. */
function blocksOf(phase: string): string[] {
  const text = readFileSync(source(phase), 'utf8');
  return [...text.matchAll(/^ *```bash\n([^]*?)^ *```$/gm)].map((match) => match[1] ?? '');
}

/** Phase 07 and then phase 08, as they stand, on a fresh cloud. */
async function walk(world: World): Promise<Map<string, Answer>> {
  const answers = new Map<string, Answer>();
  let left: Answer['left'];
  for (const phase of ['phase-07', 'phase-08']) {
    for (const block of blocksOf(phase)) {
      const carried = left === undefined ? {} : { env: left.env, cwd: left.cwd, clean: true };
      const answer = await world.exec('jumphost', block, carried);
      left = answer.left ?? left;
      if (phase === 'phase-08') answers.set(block, answer);
    }
  }
  return answers;
}

describe.skipIf(!isHere)('the operator’s own phase-08, as it stands', () => {
  let world: World;
  let answers: Map<string, Answer>;
  const find = (text: string): Answer => {
    const found = [...answers].find(([block]) => block.includes(text));
    if (found === undefined) throw new Error(`no block has: ${text}`);
    return found[1];
  };

  beforeAll(async () => {
    world = await createWorld();
    answers = await walk(world);
  }, 180_000);

  it('finds neither image nor template at first, and what the compute hosts reserve', () => {
    const { stdout, stderr } = find('reserved-host-memory (D-040)');
    expect(stdout).toContain('reserved_host_memory_mb = 8192\n');
    expect(stdout).toContain('template ABSENT -- create it below\n');
    expect(stderr).toContain('No Image found for ubuntu-jammy-kube-v1.34.8\n');
  });

  it('stages the image, finds its published hash, and polls it to active', () => {
    const { stdout, exitCode } = find('SHA512_EXP=');
    expect(exitCode).toBe(0);
    expect(stdout).toContain('[OK] sha512 verified against the azimuth-images 0.28.0 manifest\n');
    expect(stdout).toMatch(/^\[2\] status=importing$/m);
    expect(stdout).toMatch(/^\[\d+\] status=active\n$/m);
  });

  it('has a template with calico, and asks for a cluster', () => {
    expect(find('template create').stdout).toMatch(/^\| network_driver +\| calico +\|$/m);
    expect(find('cluster create').stdout).toMatch(
      /^Request to create cluster \S+ accepted\nCREATE_IN_PROGRESS\n/,
    );
  });

  it('watches it to CREATE_COMPLETE within its own 40 looks, and has its address', () => {
    const { stdout } = find('for i in $(seq 1 40); do\n    S=');
    expect(stdout).toMatch(/^\[\d+\] status=CREATE_COMPLETE$/m);
    expect(stdout).toMatch(/^https:\/\/10\.12\.7\.1\d\d:6443\n2\n1$/m);
  });

  it('finds the inside of the cluster at work', () => {
    const { stdout, stderr } = find('get nodes -o wide');
    expect(stdout.match(/ Ready .* v1\.34\.8 /g)).toHaveLength(3);
    expect(stdout.match(/^calico-system +calico-node-\S+ +1\/1 +Running/gm)).toHaveLength(3);
    expect(stdout).toMatch(/cloud-controller-manager-\S+ +1\/1 +Running/);
    expect(stderr).toBe('No resources found\n');
  });

  it('spreads requests over both pods behind a Service', () => {
    const { stdout } = find('create deploy rr');
    const names = stdout.match(/^rr-\S+$/gm) ?? [];
    expect(names).toHaveLength(10);
    expect(new Set(names).size).toBe(2);
    expect(stdout).toMatch(/service "rr" deleted\ndeployment\.apps "rr" deleted\n$/);
  });

  it('asks for its deletion, which ends', async () => {
    expect(find('coe cluster delete').stdout).toBe(
      'Request to delete cluster capi-test-1 has been accepted.\n',
    );
    await world.clock.sleep(300_000);
    expect(world.model.magnum.clusters).toEqual([]);
    expect(world.model.octavia.amphorae).toEqual([]);
  });

  it('knows every program in it', () => {
    for (const [block, answer] of answers) {
      // Of the watch that a person would end the simulated terminal says that it ended it.
      const text = (answer.stderr + answer.stdout).replaceAll('simulated cloud: interrupted', '');
      expect(text, block).not.toContain('simulated cloud:');
    }
  });
});
