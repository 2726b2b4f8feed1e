import { hexId, suffix, uuid } from './identifiers.ts';
import { acceptedKey } from './kubeconfig.ts';
import type { MgmtCluster } from './model.ts';

/** The management cluster as phase-06 leaves it: one node, the whole Cluster API stack running. */
export function freshMgmt(seed: number): MgmtCluster {
  return {
    vm: 'capi-mgmt-v2',
    vmId: uuid(seed, 'server/capi-mgmt-v2'),
    project: hexId(seed, 'project/capi-mgmt'),
    vmStatus: 'ACTIVE',
    fip: '10.12.7.222',
    fixedIp: '10.20.0.14',
    activeAt: 0,
    // It was never off.
    apiReadyAt: 0,
    conditions: {},
    kubeconfigSha256: acceptedKey(seed),
    apiVersions: [...apiVersions],
    crds: [...crds],
    releases: [
      release('cert-manager', 'cert-manager', 'cert-manager-v1.20.2', 'v1.20.2'),
      release('ck-dns', 'kube-system', 'coredns-1.39.2', '1.12.0'),
      release('ck-network', 'kube-system', 'cilium-1.16.3', '1.16.3'),
      release(
        'cluster-api-addon-provider',
        'capi-addon-system',
        'cluster-api-addon-provider-0.12.0',
        '0.12.0',
      ),
      release(
        'cluster-api-janitor-openstack',
        'capi-janitor-system',
        'cluster-api-janitor-openstack-0.11.0',
        '0.11.0',
      ),
      release('metrics-server', 'kube-system', 'metrics-server-3.12.2', '0.7.2'),
    ],
    deployments: deployments.map(([namespace, name]) => ({
      namespace,
      name,
      ready: 1,
      replicas: 1,
      restarts: 0,
    })),
    nodes: [{ name: `capi-mgmt-v2-${suffix(seed, 'node', 5)}`, ready: true, version: 'v1.32.13' }],
    clusters: [],
    openstackClusters: [],
  };
}

// Cluster API 1.13 serves v1beta1 beside the preferred v1beta2; its OpenStack provider 0.14 only v1beta1.
const apiVersions = [
  'acme.cert-manager.io/v1',
  'addons.cluster.x-k8s.io/v1beta1',
  'addons.cluster.x-k8s.io/v1beta2',
  'addons.stackhpc.com/v1alpha1',
  'admissionregistration.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'apps/v1',
  'authentication.k8s.io/v1',
  'authorization.k8s.io/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'bootstrap.cluster.x-k8s.io/v1beta1',
  'bootstrap.cluster.x-k8s.io/v1beta2',
  'cert-manager.io/v1',
  'certificates.k8s.io/v1',
  'cilium.io/v2',
  'cilium.io/v2alpha1',
  'cluster.x-k8s.io/v1beta1',
  'cluster.x-k8s.io/v1beta2',
  'controlplane.cluster.x-k8s.io/v1beta1',
  'controlplane.cluster.x-k8s.io/v1beta2',
  'coordination.k8s.io/v1',
  'discovery.k8s.io/v1',
  'events.k8s.io/v1',
  'flowcontrol.apiserver.k8s.io/v1',
  'infrastructure.cluster.x-k8s.io/v1beta1',
  'ipam.cluster.x-k8s.io/v1beta1',
  'ipam.cluster.x-k8s.io/v1beta2',
  'metrics.k8s.io/v1beta1',
  'networking.k8s.io/v1',
  'node.k8s.io/v1',
  'openstack.k-orc.cloud/v1alpha1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'runtime.cluster.x-k8s.io/v1beta2',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
  'v1',
];

const crds = [
  'certificates.cert-manager.io',
  'clusterclasses.cluster.x-k8s.io',
  'clusters.cluster.x-k8s.io',
  'helmreleases.addons.stackhpc.com',
  'images.openstack.k-orc.cloud',
  'kubeadmconfigs.bootstrap.cluster.x-k8s.io',
  'kubeadmcontrolplanes.controlplane.cluster.x-k8s.io',
  'machinedeployments.cluster.x-k8s.io',
  'machines.cluster.x-k8s.io',
  'manifests.addons.stackhpc.com',
  'openstackclusters.infrastructure.cluster.x-k8s.io',
  'openstackmachines.infrastructure.cluster.x-k8s.io',
  'openstackservers.infrastructure.cluster.x-k8s.io',
];

const deployments = [
  ['capi-addon-system', 'cluster-api-addon-provider'],
  ['capi-janitor-system', 'cluster-api-janitor-openstack'],
  ['capi-kubeadm-bootstrap-system', 'capi-kubeadm-bootstrap-controller-manager'],
  ['capi-kubeadm-control-plane-system', 'capi-kubeadm-control-plane-controller-manager'],
  ['capi-system', 'capi-controller-manager'],
  ['capo-system', 'capo-controller-manager'],
  ['cert-manager', 'cert-manager'],
  ['cert-manager', 'cert-manager-cainjector'],
  ['cert-manager', 'cert-manager-webhook'],
  ['kube-system', 'cilium-operator'],
  ['kube-system', 'coredns'],
  ['kube-system', 'metrics-server'],
  ['orc-system', 'orc-controller-manager'],
] as const;

function release(name: string, namespace: string, chart: string, appVersion: string) {
  return { name, namespace, chart, appVersion, status: 'deployed' };
}
