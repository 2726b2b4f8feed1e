/** The pods of a workload cluster, as its API gives them. */
import { uuid } from '../../identifiers.ts';
import { crashing } from '../../workload/crashes.ts';
import { isReady } from '../../workload/readiness.ts';
import type { PlannedPod } from '../../workload/timeline.ts';
import type { WorkloadView } from '../../workload/view.ts';
import type { KubeObject } from '../object.ts';
import { stamp } from '../time.ts';
import { taintsOf } from './workload-nodes.ts';

/** How long a pod that is told to go still runs. */
export const graceMs = 4_000;

/** Every pod by now; those that have been told to go stay for their grace, on a lost node for ever. */
export function workloadPods(view: WorkloadView, seed: number, now: number): KubeObject[] {
  return view.pods
    .filter(
      ({ deletedAt, node }) =>
        deletedAt === null ||
        now < deletedAt + graceMs ||
        (node !== null && node.downSince !== null),
    )
    .map((pod) => podObject(view, pod, seed, now));
}

function podObject(view: WorkloadView, pod: PlannedPod, seed: number, now: number): KubeObject {
  const { app, name, node } = pod;
  const bound = pod.scheduledAt !== null && pod.scheduledAt <= now ? node : null;
  const ready = isReady(view, pod, now);
  const statuses =
    bound === null ? [] : app.containers.map((each) => statusOf(view, pod, each, now));
  const runs = statuses.some(({ state }) => 'running' in state || state.waiting?.reason === loop);
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name,
      namespace: app.namespace,
      uid: uuid(seed, `pod/${view.cluster.uuid}/${app.namespace}/${name}`),
      labels: {
        ...app.labels,
        ...(app.type === 'deployment' ? { 'pod-template-hash': hashOf(pod) } : {}),
      },
      creationTimestamp: stamp(pod.createdAt),
      ...(pod.deletedAt === null ? {} : { deletionTimestamp: stamp(pod.deletedAt) }),
      ownerReferences: [owner(pod)],
    },
    spec: {
      containers: app.containers.map((each) => ({ name: each, image: app.image })),
      ...(bound === null ? {} : { nodeName: bound.name }),
      ...(app.hostNetwork ? { hostNetwork: true } : {}),
    },
    status: {
      phase: runs ? 'Running' : 'Pending',
      conditions: conditions(view, bound !== null, ready, now),
      ...(bound === null ? {} : { hostIP: bound.address, startTime: stamp(pod.scheduledAt ?? 0) }),
      ...(runs ? { podIP: pod.ip } : {}),
      ...(bound === null ? {} : { containerStatuses: statuses }),
    },
  };
}

interface ContainerStatus {
  readonly name: string;
  readonly image: string;
  readonly ready: boolean;
  readonly started: boolean;
  readonly restartCount: number;
  readonly state: {
    readonly running?: unknown;
    readonly waiting?: { readonly reason: string; readonly message?: string };
  };
  readonly lastState: unknown;
}

function statusOf(view: WorkloadView, pod: PlannedPod, name: string, now: number): ContainerStatus {
  const { app, runsAt } = pod;
  const how = view.broken(app);
  const base = { name, image: app.image, ready: false, started: false, restartCount: 0 };
  if (how === 'no-image' && pod.scheduledAt !== null && now >= pod.scheduledAt + 3_000) {
    // It is tried again less and less often; most of the time kubelet backs off.
    const tries = Math.floor((now - pod.scheduledAt) / 1000) % 60 < 5;
    const message = tries
      ? `failed to pull and unpack image "${app.image}": failed to resolve reference "${app.image}": ${app.image}: not found`
      : `Back-off pulling image "${app.image}"`;
    const reason = tries ? 'ErrImagePull' : 'ImagePullBackOff';
    return { ...base, state: { waiting: { reason, message } }, lastState: {} };
  }
  if (how === 'no-image' || runsAt === null || runsAt > now)
    return { ...base, state: { waiting: { reason: 'ContainerCreating' } }, lastState: {} };
  if (how !== 'crashes') {
    const running = { startedAt: stamp(runsAt) };
    return { ...base, ready: true, started: true, state: { running }, lastState: {} };
  }
  const crash = crashing(runsAt, now);
  const lastState =
    crash.endedAt === null
      ? {}
      : {
          terminated: { exitCode: 2, reason: 'Error', finishedAt: stamp(crash.endedAt) },
        };
  const message = `back-off restarting failed container=${name} pod=${pod.name}_${app.namespace}`;
  return {
    ...base,
    ready: crash.runs,
    started: crash.runs,
    restartCount: crash.restarts,
    state: crash.runs
      ? { running: { startedAt: stamp(crash.startedAt) } }
      : { waiting: { reason: loop, message } },
    lastState,
  };
}

function conditions(view: WorkloadView, bound: boolean, ready: boolean, now: number) {
  const isTrue = (type: string, holds: boolean) => ({ type, status: holds ? 'True' : 'False' });
  if (bound)
    return [
      isTrue('PodScheduled', true),
      isTrue('Initialized', true),
      isTrue('ContainersReady', ready),
      isTrue('Ready', ready),
    ];
  return [
    { ...isTrue('PodScheduled', false), reason: 'Unschedulable', message: whyNot(view, now) },
  ];
}

/** The scheduler's sentence: how many nodes there are, and which taints keep how many of them away. */
export function whyNot(view: WorkloadView, now: number): string {
  const counts = new Map<string, number>();
  for (const node of view.nodes) {
    const [first] = taintsOf(node, now);
    if (first === undefined) continue;
    const taint = `{${first.key}: ${first.value ?? ''}}`;
    counts.set(taint, (counts.get(taint) ?? 0) + 1);
  }
  const taints = [...counts].map(
    ([taint, count]) => `${count} node(s) had untolerated taint ${taint}`,
  );
  const total = view.nodes.length;
  return `0/${total} nodes are available: ${taints.join(', ')}. preemption: 0/${total} nodes are available: ${total} Preemption is not helpful for scheduling.`;
}

/** A deployment's pods belong to its replica set, static ones to their node. */
function owner(pod: PlannedPod): { kind: string; name: string } {
  switch (pod.app.type) {
    case 'deployment':
      return { kind: 'ReplicaSet', name: `${pod.app.name}-${hashOf(pod)}` };
    case 'daemonset':
      return { kind: 'DaemonSet', name: pod.app.name };
    case 'static':
      return { kind: 'Node', name: pod.node?.name ?? '' };
  }
}

function hashOf({ name }: PlannedPod): string {
  return name.split('-').at(-2) ?? '';
}

const loop = 'CrashLoopBackOff';
