/** What goes wrong with the management cluster, and on the way to it. */
import { admits } from '../reachable.ts';
import type { Fault } from './fault.ts';

export const managementClusterFaults: readonly Fault[] = [
  {
    name: 'mgmt-vm-off',
    says: 'The VM of the management cluster is shut off.',
    apply: (world) => {
      world.model.mgmt.vmStatus = 'SHUTOFF';
      world.model.mgmt.activeAt = 0;
    },
  },
  {
    name: 'tcp-blocked',
    says: 'The security group capi-mgmt-sg opens 6443 to the jumphost only, not to magnum/0.',
    apply: (world) => {
      const { network } = world.model;
      const jump = network.seenAs['jumphost'] ?? '';
      for (const rule of network.rules) {
        if (rule.portMin !== null && admits(rule, 6443, jump)) rule.remotePrefix = `${jump}/32`;
      }
    },
  },
  {
    name: 'v1beta2-only',
    says: 'The management cluster serves the Cluster API core groups only as v1beta2.',
    apply: (world) => {
      const { mgmt } = world.model;
      const core =
        /^(cluster|controlplane\.cluster|bootstrap\.cluster|addons\.cluster)\.x-k8s\.io\/v1beta1$/;
      mgmt.apiVersions = mgmt.apiVersions.filter((version) => !core.test(version));
    },
  },
  {
    name: 'health-stuck-unhealthy',
    says: 'The control plane of the existing cluster never becomes ready, so its health stays UNHEALTHY (graft).',
    apply: (world) => {
      world.model.mgmt.conditions['controlplane'] = "Waiting on ['ControlPlaneComponentsHealthy']";
    },
  },
];
