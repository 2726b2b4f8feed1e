/** What there is in a workload cluster at an instant: its nodes and its pods. */
import type { Cluster } from '../model.ts';
import type { World } from '../world.ts';
import {
  ccmName,
  cloudController,
  kubeadmApps,
  networkAgent,
  networkOperator,
  networkParts,
  otherAddons,
  type App,
} from './apps.ts';
import type { BrokenApp, UserDeployment, WorkloadCluster, WorkloadNode } from './model.ts';
import { podsOf, type Placing } from './placement.ts';
import { earliest, latest, type NodeState, type PlannedPod } from './timeline.ts';

export interface WorkloadView {
  readonly cluster: Cluster;
  readonly workload: WorkloadCluster;
  /** Only those that have joined by now. */
  readonly nodes: readonly NodeState[];
  /** Every app that there is by now, in the order it came. */
  readonly apps: readonly App[];
  readonly pods: readonly PlannedPod[];
  /** How the pods of an app fail; undefined when they do not. */
  broken(app: App): BrokenApp['how'] | undefined;
}

/** Looks at a workload cluster as it is at `now`, in virtual milliseconds. */
export function viewOf(
  world: World,
  cluster: Cluster,
  workload: WorkloadCluster,
  now: number,
): WorkloadView {
  const driver = workload.networkDriver;
  const broken = (app: App) => brokenIn(world, app);
  const joined = workload.nodes.filter(({ joinedAt }) => joinedAt <= now);
  const placing = (nodes: readonly NodeState[]): Placing => ({
    seed: world.model.seed,
    cluster: cluster.uuid,
    nodes,
    replacedAt: workload.replacedAt,
    now,
  });
  // First what needs no network: it brings the network.
  const raw = placing(joined.map((node) => ({ ...node, readyAt: null, cloudAt: null })));
  const { addonsAt } = workload;
  const operators = addonsAt === null ? [] : networkOperator(driver, addonsAt);
  const [operator] = operators.flatMap((app) => podsOf(app, raw));
  const worksFrom = operators.length === 0 ? addonsAt : works(operator, broken, 12_000);
  const agent = worksFrom === null ? undefined : networkAgent(driver, worksFrom);
  const agents = agent === undefined ? [] : podsOf(agent, raw);
  const controller = addonsAt === null ? undefined : cloudController(addonsAt + 2_000);
  const controllers = controller === undefined ? [] : podsOf(controller, raw);
  const cloudFrom = earliest(controllers.map((pod) => works(pod, broken, 3_000)));
  const nodes = joined.map((node) => stateOf(node, agents, cloudFrom, broken));
  const settled = placing(nodes);
  const apps = [
    ...kubeadmApps(workload.startedAt, workload.version),
    ...operators,
    ...(agent === undefined ? [] : [agent]),
    ...(worksFrom === null ? [] : networkParts(driver, worksFrom, nodes.length)),
    ...(controller === undefined ? [] : [controller]),
    ...(addonsAt === null ? [] : otherAddons(addonsAt + 4_000)),
    ...workload.deployments.map(userApp),
  ].filter(({ createdAt }) => createdAt <= now);
  return {
    cluster,
    workload,
    nodes,
    apps,
    pods: apps.flatMap((app) => podsOf(app, settled)),
    broken,
  };
}

/** Whether every node is up and known, and every pod runs: what a create waits for. */
export function isSettled(view: WorkloadView, now: number): boolean {
  const { masterCount, nodeCount } = view.cluster;
  return (
    view.nodes.length === masterCount + nodeCount &&
    view.nodes.every((node) => {
      const from = latest([node.readyAt, node.cloudAt, node.initializedAt]);
      return from !== null && from <= now && node.downSince === null;
    })
  );
}

/** Whether the cloud controller manager runs now, and does not end each time it starts. */
export function hasCloudController(view: WorkloadView, now: number): boolean {
  return view.pods.some(
    (pod) =>
      pod.app.name === ccmName &&
      view.broken(pod.app) === undefined &&
      pod.runsAt !== null &&
      pod.runsAt <= now &&
      pod.node?.downSince === null,
  );
}

function stateOf(
  node: WorkloadNode,
  agents: readonly PlannedPod[],
  cloudFrom: number | null,
  broken: WorkloadView['broken'],
): NodeState {
  const agent = agents.find((pod) => pod.node?.name === node.name);
  return {
    ...node,
    readyAt: works(agent, broken, 2_000),
    cloudAt: cloudFrom === null ? null : Math.max(cloudFrom, node.joinedAt + 3_000),
  };
}

/** When a pod has begun to do its work; one that crashes has done it by then as well. */
function works(
  pod: PlannedPod | undefined,
  broken: WorkloadView['broken'],
  afterMs: number,
): number | null {
  if (pod === undefined || pod.runsAt === null || broken(pod.app) === 'no-image') return null;
  return pod.runsAt + afterMs;
}

function userApp(deployment: UserDeployment): App {
  const { namespace, name, image, replicas, createdAt, deletedAt } = deployment;
  return {
    namespace,
    name,
    type: 'deployment',
    replicas,
    // kubectl calls the container as its image.
    containers: [/([^/:]+)(?::[^/]*)?$/.exec(image)?.[1] ?? name],
    image,
    on: 'anywhere',
    tolerates: 'nothing',
    hostNetwork: false,
    createdAt,
    deletedAt,
    from: 'kubectl',
    labels: { app: name },
  };
}

/** There is no registry here: of images outside of the charts only a few are known to exist. */
const knownImages =
  /^(registry\.k8s\.io\/e2e-test-images\/agnhost:2\.\d+|(docker\.io\/)?(library\/)?nginx(:[\w.-]+)?|registry\.k8s\.io\/pause:3\.\d+)$/;

function brokenIn({ model }: World, app: App): BrokenApp['how'] | undefined {
  if (app.from === 'kubectl' && !knownImages.test(app.image)) return 'no-image';
  for (const one of model.interference)
    if (one.type === 'breaks-app' && one.app === app.name) return one.how;
  return undefined;
}
