/** What every `coe` command meets first at magnum's API, and how its errors are worded. */
import { refuse } from '../answers.ts';
import type { MagnumModel } from '../model.ts';
import type { OpenstackRequest } from './command.ts';
import { isAdmin, requireProject, unauthorised } from './session.ts';

/** Magnum as this token sees it, after the checks that each request goes through. */
export function enterMagnum(request: OpenstackRequest): {
  readonly magnum: MagnumModel;
  readonly project: string;
} {
  const { world } = request.call;
  const project = requireProject(request.session);
  const api = world.hosts.get('magnum/0')?.services.get('magnum-api');
  if (api?.state !== 'active') refuse('Service Unavailable (HTTP 503)');
  const { keystone, magnum } = world.model;
  // The API looks at its own clock to see whether a token has expired. One lasts an hour.
  if (magnum.clockAheadMs >= 3_600_000) refuse(unauthorised);
  const domain = keystone.domains.find((each) => each.name === magnum.trusteeDomain);
  const admin = keystone.users.some(
    (user) => user.name === magnum.trusteeAdmin && user.domain === domain?.id,
  );
  // Each policy check logs in as the trustee administrator first; without one everything is forbidden.
  if (!domain || !admin) {
    refuse(fault('keystone connection failed. reason: Keystone client authentication failed', 403));
  }
  return { magnum, project };
}

/** Ends the command unless the token has the admin role. */
export function requireRule(request: OpenstackRequest, rule: string): void {
  if (!isAdmin(request.session))
    refuse(fault(`Policy doesn't allow ${rule} to be performed.`, 403));
}

/** The client shows a server's fault only up to its first full stop. */
export function fault(text: string, status: number): string {
  return `${text.split('.', 1)[0] ?? ''} (HTTP ${status})`;
}

/** Virtual milliseconds as magnum prints them. */
export function magnumTime(ms: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}+00:00`;
}
