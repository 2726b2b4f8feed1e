/** Logging in with the OS_* variables, and what the token that comes back may do. */
import { refuse } from '../answers.ts';
import { readAs } from '../access.ts';
import { reachable } from '../reachable.ts';
import type { Call } from '../world.ts';

/** A token: who, and for which project. Without a project it opens nothing but itself. */
export interface Session {
  readonly user: string;
  readonly project: string | undefined;
  readonly roles: readonly string[];
}

export const unauthorised = 'The request you have made requires authentication. (HTTP 401)';

/** Asks keystone for a token, or ends the command with the client's error. */
export function logIn(call: Call): Session {
  const variable = (name: string) => {
    const value = call.env.get(name);
    return value === '' ? undefined : value;
  };
  const url = variable('OS_AUTH_URL');
  if (url === undefined) refuse('Missing value auth-url required for auth plugin password');
  requireCertificate(call, variable('OS_CACERT'));
  requireKeystone(call, url);
  const { keystone } = call.world.model;
  const domain = variable('OS_USER_DOMAIN_ID') ?? variable('OS_USER_DOMAIN_NAME') ?? 'default';
  const user = keystone.users.find(
    (one) =>
      one.name === variable('OS_USERNAME') &&
      keystone.domains.some(
        (each) => each.id === one.domain && (each.id === domain || each.name === domain),
      ),
  );
  if (!user || user.password !== variable('OS_PASSWORD')) refuse(unauthorised);
  const project = scope(call, variable);
  if (project === 'none') return { user: user.id, project: undefined, roles: [] };
  const roles = keystone.assignments
    .filter((one) => one.user === user.id && one.project === project?.id)
    .map((one) => one.role);
  if (!project || roles.length === 0) refuse(unauthorised);
  return { user: user.id, project: project.id, roles };
}

/** Ends the command unless the token is for a project: without one there is no catalog. */
export function requireProject(session: Session): string {
  return session.project ?? refuse('The service catalog is empty.');
}

export function isAdmin(session: Session): boolean {
  return session.roles.includes('admin');
}

/** The project asked for: its id wins over its name; neither is an unscoped token. */
function scope(call: Call, variable: (name: string) => string | undefined) {
  const { domains, projects } = call.world.model.keystone;
  const id = variable('OS_PROJECT_ID') ?? variable('OS_TENANT_ID');
  if (id !== undefined) return projects.find((one) => one.id === id);
  const name = variable('OS_PROJECT_NAME') ?? variable('OS_TENANT_NAME');
  if (name === undefined) return 'none';
  const domain =
    variable('OS_PROJECT_DOMAIN_ID') ?? variable('OS_PROJECT_DOMAIN_NAME') ?? 'default';
  return projects.find(
    (one) =>
      one.name === name &&
      domains.some(
        (each) => each.id === one.domain && (each.id === domain || each.name === domain),
      ),
  );
}

function requireCertificate(call: Call, path: string | undefined): void {
  if (path === undefined || readAs(call.host, path, call.user).type === 'text') return;
  refuse(`Could not find a suitable TLS CA certificate bundle, invalid path: ${path}`);
}

function requireKeystone(call: Call, url: string): void {
  const place = /^https?:\/\/([^:/]+)(?::(\d+))?/.exec(url);
  const host = place?.[1] ?? '';
  const port = Number(place?.[2] ?? 443);
  if (place && reachable(call.world, call.host.name, host, port) && [5000, 35357].includes(port)) {
    return;
  }
  refuse(
    'Failed to discover available identity versions when contacting ' +
      `${url}. Attempting to parse version from URL.\n` +
      `Unable to establish connection to ${url}/auth/tokens: HTTPSConnectionPool(host='${host}', ` +
      `port=${port}): Max retries exceeded with url: /v3/auth/tokens (Caused by ` +
      "NewConnectionError('Failed to establish a new connection: [Errno 111] Connection refused'))",
  );
}
