import type { Resource } from '../object.ts';
import { builtAt } from './built.ts';

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
  list: ({ world }) =>
    world.model.mgmt.crds.map((name) => ({
      apiVersion: 'apiextensions.k8s.io/v1',
      kind: 'CustomResourceDefinition',
      metadata: { name, creationTimestamp: builtAt },
      spec: { group: name.slice(name.indexOf('.') + 1) },
      status: { conditions: [{ type: 'Established', status: 'True' }] },
    })),
  row: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? ''],
};
