/** A cloud with a workload cluster, and kubectl with its kubeconfig. */
import { workloadKubeconfig } from '../../../src/cloud/kubeconfig.ts';
import type { Answer } from '../../../src/cloud/world.ts';
import type { BareWorld } from '../bare-world.ts';
import { cluster, clusterWorld } from '../openstack/cluster-world.ts';

export const minute = 60_000;
const path = '/home/jessea123/workload.kubeconfig';

export interface WorkloadWorld {
  readonly world: BareWorld;
  /** On the workload cluster; words are parted at blanks. */
  readonly kubectl: (args: string | readonly string[]) => Promise<Answer>;
  /** On the management cluster. */
  readonly mgmt: (args: string | readonly string[]) => Promise<Answer>;
  /** The object, or list of objects, that `get ... -o json` gives. */
  readonly json: (args: string) => Promise<KubeDocument>;
}

export interface KubeDocument {
  readonly items: KubeDocument[];
  readonly metadata: { readonly name: string; readonly labels: Record<string, string> };
  readonly spec: Record<string, unknown> & { readonly taints?: { readonly key: string }[] };
  readonly status: Record<string, unknown> & {
    readonly phase: string;
    readonly conditions: {
      readonly type: string;
      readonly status: string;
      readonly message?: string;
    }[];
    readonly containerStatuses?: {
      readonly ready: boolean;
      readonly restartCount: number;
      readonly state: { readonly waiting?: { readonly reason: string } };
    }[];
  };
}

/** The cluster `capi-test-1` of earlier days, or the one that is named and being built. */
export async function workloadWorld({
  faults = [],
  name = 'capi-test-1',
}: { faults?: readonly string[]; name?: string } = {}): Promise<WorkloadWorld> {
  const world = await clusterWorld(...faults);
  return worldOf(world, name);
}

/** kubectl for a cluster of a world that is there already. */
export function worldOf(world: BareWorld, name: string): WorkloadWorld {
  const run = (file: string, args: string | readonly string[]) =>
    world.run(
      'kubectl',
      [...(typeof args === 'string' ? args.split(' ').filter(Boolean) : args)].toSpliced(
        1,
        0,
        '--kubeconfig',
        file,
      ),
    );
  const kubectl = (args: string | readonly string[]) => {
    const one = cluster(world, name);
    const text = workloadKubeconfig(world.model.seed, one, one.apiAddress ?? 'https://none:6443');
    world.host('jumphost').files.write(path, text, { owner: 'jessea123:jessea123', mode: 0o600 });
    return run(path, args);
  };
  return {
    world,
    kubectl,
    mgmt: (args) => run('/home/jessea123/capi-mgmt.kubeconfig', args),
    json: async (args) => {
      const answer = await kubectl(`get ${args} -o json`);
      if (answer.exitCode !== 0) throw new Error(answer.stderr);
      return JSON.parse(answer.stdout) as KubeDocument;
    },
  };
}

export function isReady({ status }: KubeDocument): boolean {
  return status.conditions.some(({ type, status: value }) => type === 'Ready' && value === 'True');
}
