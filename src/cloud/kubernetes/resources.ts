/** The kinds of objects that the simulated clusters serve. */
import { definitions } from './kinds/definitions.ts';
import { deployments } from './kinds/deployments.ts';
import { namespaces } from './kinds/namespaces.ts';
import { nodes } from './kinds/nodes.ts';
import { pods } from './kinds/pods.ts';
import type { Resource } from './object.ts';

/** Finds a kind by any of its names. */
export function resourceOf(name: string): Resource | undefined {
  return resources.find((resource) => resource.names.includes(name.toLowerCase()));
}

const resources: readonly Resource[] = [nodes, definitions, deployments, pods, namespaces];
