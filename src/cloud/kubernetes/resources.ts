/** The kinds of objects that the simulated clusters serve. */
import {
  clusters,
  controlPlanes,
  machineDeployments,
  machines,
  openstackClusters,
} from './kinds/cluster-api.ts';
import { definitions } from './kinds/definitions.ts';
import { daemonSets, deployments } from './kinds/deployments.ts';
import { namespaces } from './kinds/namespaces.ts';
import { nodes } from './kinds/nodes.ts';
import { pods } from './kinds/pods.ts';
import { secrets } from './kinds/secrets.ts';
import { services } from './kinds/services.ts';
import { storageClasses } from './kinds/storage-classes.ts';
import type { Resource } from './object.ts';

/** Finds a kind by any of its names. */
export function resourceOf(name: string): Resource | undefined {
  return resources.find((resource) => resource.names.includes(name.toLowerCase()));
}

const resources: readonly Resource[] = [
  nodes,
  definitions,
  deployments,
  daemonSets,
  pods,
  namespaces,
  services,
  secrets,
  storageClasses,
  clusters,
  openstackClusters,
  controlPlanes,
  machineDeployments,
  machines,
];
