/** What the OpenStack provider of Cluster API calls the resources of a workload cluster. */
import type { Cluster } from '../model.ts';

/** Namespace of a project's clusters on the management cluster. */
export function namespaceOf(project: string): string {
  return `magnum-${project}`;
}

/** Router, network and subnet; the load balancer of the API has it too, with `-kubeapi` behind it. */
export function clusterResourceName(cluster: Pick<Cluster, 'project' | 'stackId'>): string {
  return `k8s-clusterapi-cluster-${namespaceOf(cluster.project)}-${cluster.stackId}`;
}

export function apiBalancerName(cluster: Pick<Cluster, 'project' | 'stackId'>): string {
  return `${clusterResourceName(cluster)}-kubeapi`;
}

export function securityGroupName(
  cluster: Pick<Cluster, 'project' | 'stackId'>,
  role: 'controlplane' | 'worker',
): string {
  return `k8s-cluster-${namespaceOf(cluster.project)}-${cluster.stackId}-secgroup-${role}`;
}
