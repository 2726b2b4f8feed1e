import type { KubeApi, Resource } from '../object.ts';
import { beginningOf } from './built.ts';

export const definitions: Resource = {
  names: [
    'crd',
    'crds',
    'customresourcedefinition',
    'customresourcedefinitions',
    'customresourcedefinitions.apiextensions.k8s.io',
  ],
  plural: 'customresourcedefinitions.apiextensions.k8s.io',
  single: 'customresourcedefinition.apiextensions.k8s.io',
  namespaced: false,
  columns: ['NAME', 'CREATED AT'],
  wide: [],
  list: (api) =>
    namesIn(api).map((name) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name, creationTimestamp: beginningOf(api) },
      spec: { group: name.slice(name.indexOf('.') + 1) },
      status: { conditions: [{ type: 'Established', status: 'True' }] },
    })),
  row: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? ''],
};

function namesIn({ workload, world }: KubeApi): readonly string[] {
  if (workload === undefined) return world.model.mgmt.crds;
  const calico =
    workload.workload.networkDriver === 'calico' && workload.workload.addonsAt !== null;
  return calico ? calicoCrds : [];
}

const calicoCrds = [
  'felixconfigurations.crd.projectcalico.org',
  'installations.operator.tigera.io',
  'ippools.crd.projectcalico.org',
  'tigerastatuses.operator.tigera.io',
];
