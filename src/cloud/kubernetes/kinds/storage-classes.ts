import type { Resource } from '../object.ts';
import { digText } from '../object.ts';
import { age, stamp } from '../time.ts';

export const storageClasses: Resource = {
  names: ['storageclass', 'storageclasses', 'sc', 'storageclasses.storage.k8s.io'],
  plural: 'storageclasses.storage.k8s.io',
  single: 'storageclass.storage.k8s.io',
  namespaced: false,
  columns: [
    'NAME',
    'PROVISIONER',
    'RECLAIMPOLICY',
    'VOLUMEBINDINGMODE',
    'ALLOWVOLUMEEXPANSION',
    'AGE',
  ],
  wide: [],
  list: ({ workload }) => {
    const addonsAt = workload?.workload.addonsAt ?? null;
    if (addonsAt === null) return [];
    return [
      {
        apiVersion: 'storage.k8s.io/v1',
        kind: 'StorageClass',
        metadata: {
          name: 'csi-cinder',
          creationTimestamp: stamp(addonsAt),
          annotations: { 'storageclass.kubernetes.io/is-default-class': 'true' },
        },
        provisioner: 'cinder.csi.openstack.org',
        reclaimPolicy: 'Delete',
        volumeBindingMode: 'WaitForFirstConsumer',
        allowVolumeExpansion: true,
      },
    ];
  },
  row: (object, now) => [
    `${object.metadata.name} (default)`,
    digText(object, 'provisioner'),
    digText(object, 'reclaimPolicy'),
    digText(object, 'volumeBindingMode'),
    String(object['allowVolumeExpansion']),
    age(object.metadata.creationTimestamp, now),
  ],
};
