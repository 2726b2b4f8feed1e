/** The nodes of a workload cluster, as its API gives them. */
import { uuid } from '../../identifiers.ts';
import { silentMs } from '../../workload/readiness.ts';
import type { NodeState } from '../../workload/timeline.ts';
import type { WorkloadView } from '../../workload/view.ts';
import type { KubeObject } from '../object.ts';
import { stamp } from '../time.ts';

export interface Taint {
  readonly key: string;
  readonly value?: string;
  readonly effect: 'NoSchedule' | 'NoExecute';
}

export function workloadNodes(view: WorkloadView, seed: number, now: number): KubeObject[] {
  return view.nodes.map((node) => {
    const id = uuid(seed, `server/${node.name}`);
    const taints = taintsOf(node, now);
    return {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: {
        name: node.name,
        uid: uuid(seed, `node/${node.name}`),
        creationTimestamp: stamp(node.joinedAt),
        labels: {
          'kubernetes.io/arch': 'amd64',
          'kubernetes.io/hostname': node.name,
          'kubernetes.io/os': 'linux',
          ...(node.role === 'control-plane' ? { 'node-role.kubernetes.io/control-plane': '' } : {}),
          // Cluster API sets it when it takes its taint away.
          ...(happened(node.initializedAt, now) && node.role === 'worker'
            ? { 'capi.stackhpc.com/node-group': 'default-worker' }
            : {}),
        },
      },
      spec: {
        ...(happened(node.cloudAt, now) ? { providerID: `openstack:///${id}` } : {}),
        ...(taints.length === 0 ? {} : { taints }),
      },
      status: {
        addresses: [
          { type: 'InternalIP', address: node.address },
          { type: 'Hostname', address: node.name },
        ],
        conditions: conditions(node, now),
        nodeInfo: {
          kubeletVersion: view.workload.version,
          osImage: 'Ubuntu 22.04.5 LTS',
          kernelVersion: '5.15.0-157-generic',
          containerRuntimeVersion: 'containerd://2.1.5',
        },
      },
    };
  });
}

/** What keeps pods off the node now. */
export function taintsOf(node: NodeState, now: number): Taint[] {
  const taint = (key: string, value?: string): Taint =>
    value === undefined ? { key, effect: 'NoSchedule' } : { key, value, effect: 'NoSchedule' };
  const lost = isSilent(node, now);
  return [
    ...(node.role === 'control-plane' ? [taint('node-role.kubernetes.io/control-plane')] : []),
    ...(happened(node.initializedAt, now) ? [] : [taint('node.cluster.x-k8s.io/uninitialized')]),
    ...(happened(node.cloudAt, now)
      ? []
      : [taint('node.cloudprovider.kubernetes.io/uninitialized', 'true')]),
    ...(happened(node.readyAt, now) ? [] : [taint('node.kubernetes.io/not-ready')]),
    ...(lost ? [taint('node.kubernetes.io/unreachable')] : []),
  ];
}

function conditions(node: NodeState, now: number) {
  const pressures = ['MemoryPressure', 'DiskPressure', 'PIDPressure'];
  if (isSilent(node, now)) {
    const silent = { status: 'Unknown', reason: 'NodeStatusUnknown' };
    const message = 'Kubelet stopped posting node status.';
    return [...pressures, 'Ready'].map((type) => ({ type, ...silent, message }));
  }
  const fine = pressures.map((type) => ({ type, status: 'False' }));
  return [
    ...fine,
    happened(node.readyAt, now)
      ? {
          type: 'Ready',
          status: 'True',
          reason: 'KubeletReady',
          message: 'kubelet is posting ready status',
        }
      : {
          type: 'Ready',
          status: 'False',
          reason: 'KubeletNotReady',
          message:
            'container runtime network not ready: NetworkReady=false reason:NetworkPluginNotReady message:Network plugin returns error: cni plugin not initialized',
        },
  ];
}

/** A node that has not been heard of for so long that it counts as lost. */
export function isSilent({ downSince }: NodeState, now: number): boolean {
  return downSince !== null && now >= downSince + silentMs;
}

function happened(at: number | null, now: number): boolean {
  return at !== null && at <= now;
}
