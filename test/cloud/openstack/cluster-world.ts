/** A cloud with a conductor that works, and what tests of workload clusters ask of it. */
import { applyFault } from '../../../src/cloud/faults.ts';
import type { Answer } from '../../../src/cloud/world.ts';
import { bareWorld, domainSetup, graftConductor, openrc, type BareWorld } from '../bare-world.ts';

export const minute = 60_000;

/** Grafted, with the cluster capi-test-1 of earlier days, broken by the faults that are named. */
export async function clusterWorld(...faults: readonly string[]): Promise<BareWorld> {
  const world = bareWorld({ graft: true });
  await domainSetup(world);
  graftConductor(world);
  for (const name of faults) await applyFault(name, world);
  await world.clock.sleep(1);
  return world;
}

/** A command of the openstack client in the scope of capi-mgmt. */
export function tenant(world: BareWorld, args: string | readonly string[]): Promise<Answer> {
  return world.run('openstack', args, { env: openrc(world, 'capi-mgmt') });
}

/** The same as administrator. */
export function admin(world: BareWorld, args: string | readonly string[]): Promise<Answer> {
  return world.run('openstack', args, { env: openrc(world) });
}

/** The parsed answer of a command with `-f json`. */
export async function json<T>(answer: Promise<Answer>): Promise<T> {
  const { stdout, stderr, exitCode } = await answer;
  if (exitCode !== 0) throw new Error(stderr);
  return JSON.parse(stdout) as T;
}

/** Asks for a cluster like the one of the runbook. */
export async function create(world: BareWorld, name = 'capi-new'): Promise<void> {
  const answer = await tenant(
    world,
    `coe cluster create ${name} --cluster-template capi-k8s-v1-34 --keypair capi-mgmt-key --master-count 1 --node-count 2`,
  );
  if (answer.exitCode !== 0) throw new Error(answer.stderr);
}

export function cluster(world: BareWorld, name: string) {
  const found = world.model.magnum.clusters.find((one) => one.name === name);
  if (!found) throw new Error(`no cluster ${name}`);
  return found;
}
