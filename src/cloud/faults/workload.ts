/** What goes wrong inside of a workload cluster. */
import { ccmName } from '../workload/apps.ts';
import { interfereWith, type Fault } from './fault.ts';

export const workloadFaults: readonly Fault[] = [
  {
    name: 'ccm-crash-loop',
    says: 'The cloud controller manager of each workload cluster ends seconds after each start; its phase is Running.',
    apply: (world) => interfereWith(world, { type: 'breaks-app', app: ccmName, how: 'crashes' }),
  },
  {
    name: 'csi-image-missing',
    says: "The image of Cinder's CSI controller can not be pulled in any workload cluster.",
    apply: (world) =>
      interfereWith(world, {
        type: 'breaks-app',
        app: 'openstack-cinder-csi-controllerplugin',
        how: 'no-image',
      }),
  },
  {
    name: 'uninitialized-taint',
    says: 'Once a cluster is healthy and its kubeconfig is taken, its workers are replaced, and the management VM is shut off before it has initialised them.',
    apply: (world) => interfereWith(world, { type: 'loses-workers-and-mgmt-vm' }),
  },
  {
    name: 'workload-nodes-notready',
    says: 'Once a cluster is healthy one of its workers is shut off.',
    apply: (world) => interfereWith(world, { type: 'stops-worker' }),
  },
];
