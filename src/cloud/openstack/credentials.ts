/** Application credentials: keys of programs, with the roles that their maker had when they were made. */
import { nextHex } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import type { ApplicationCredential } from './model.ts';

/** Makes one for a cluster, as the driver does: without a list of roles, so it gets all of the user's. */
export function makeCredential(
  model: CloudModel,
  request: {
    readonly cluster: string;
    readonly user: string;
    readonly project: string;
    /** Fewer than the user has. */
    readonly roles?: readonly string[];
  },
  at: number,
): ApplicationCredential {
  const { keystone } = model;
  const held = keystone.assignments
    .filter((one) => one.user === request.user && one.project === request.project)
    .map((one) => one.role);
  const credential: ApplicationCredential = {
    id: nextHex(model),
    name: `magnum-${request.cluster}-${nextHex(model).slice(0, 8)}`,
    description: `Application credential for Magnum cluster ${request.cluster}`,
    user: request.user,
    project: request.project,
    roles: [...(request.roles ?? held)],
    createdAt: at,
  };
  keystone.applicationCredentials.push(credential);
  return credential;
}

export function removeCredential({ keystone }: CloudModel, id: string | null): void {
  keystone.applicationCredentials = keystone.applicationCredentials.filter((one) => one.id !== id);
}

/** Whether the credential is there and octavia lets its roles work with load balancers. */
export function mayUseOctavia({ keystone }: CloudModel, id: string | null | undefined): boolean {
  const credential = keystone.applicationCredentials.find((one) => one.id === id);
  return credential !== undefined && rolesMayUseOctavia(credential.roles);
}

/** Octavia's policy: a role of its own is needed, or admin. Being a member of the project is not enough. */
export function rolesMayUseOctavia(roles: readonly string[]): boolean {
  return ['admin', 'load-balancer_member', 'load-balancer_admin'].some((role) =>
    roles.includes(role),
  );
}

/** What a controller of Kubernetes gets to hear otherwise. */
export const octaviaForbids =
  'Expected HTTP response code [200 204 300] when accessing [GET https://10.12.4.57:9876/v2.0/lbaas/loadbalancers], ' +
  'but got 403 instead: {"faultcode": "Client", "faultstring": "Policy does not allow this request to be performed.", "debuginfo": null}';
