/** What octavia's policy lets a token see and do. */
import { refuse } from '../answers.ts';
import { uuid } from '../identifiers.ts';
import type { OpenstackRequest } from './command.ts';
import { rolesMayUseOctavia } from './credentials.ts';
import type { LoadBalancer } from './model.ts';
import { isAdmin, requireProject } from './session.ts';

/** Those of the token's project; the administrator's token sees all. Without a role of octavia's: none. */
export function visibleBalancers(request: OpenstackRequest): LoadBalancer[] {
  const { call, session } = request;
  const project = requireProject(session);
  if (!rolesMayUseOctavia(session.roles)) forbid(request);
  const { loadBalancers } = call.world.model.octavia;
  return isAdmin(session) ? loadBalancers : loadBalancers.filter((one) => one.project === project);
}

export function findBalancer(
  request: OpenstackRequest,
  asked = request.names[0] ?? '',
): LoadBalancer {
  const found = visibleBalancers(request).filter((each) => [each.id, each.name].includes(asked));
  const [first, second] = found;
  if (second) {
    refuse(
      `${found.length} loadbalancers found with name or ID of ${asked}. Please try again with UUID`,
    );
  }
  return first ?? refuse(`Unable to locate ${asked} in loadbalancers`);
}

export function requireAdmin(request: OpenstackRequest): void {
  if (!isAdmin(request.session)) forbid(request);
}

function forbid({ call }: OpenstackRequest): never {
  const { model } = call.world;
  const id = uuid(model.seed, `octavia-request/${++model.octavia.requests}`);
  return refuse(
    `Policy does not allow this request to be performed. (HTTP 403) (Request-ID: req-${id})`,
  );
}
