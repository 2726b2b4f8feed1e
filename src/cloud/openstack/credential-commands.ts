/** Application credentials of the user who asks, and the roles that users have. */
import { refuse } from '../answers.ts';
import {
  deleteEach,
  failedToDelete,
  findNamed,
  list,
  one,
  text,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import { removeCredential } from './credentials.ts';
import type { ApplicationCredential } from './model.ts';
import { isAdmin } from './session.ts';

export const credentialCommands: readonly OpenstackCommand[] = [
  {
    words: 'application credential list',
    values: ['--user', '--user-domain'],
    run: (request) =>
      list(
        ['ID', 'Name', 'Project ID', 'Description', 'Expires At'],
        credentials(request).map((each) => [
          each.id,
          each.name,
          each.project,
          each.description,
          null,
        ]),
      ),
  },
  {
    words: 'application credential show',
    takes: ['application-credential'],
    run: (request) => {
      const found = find(request, request.names[0] ?? '');
      return one([
        ['description', found.description],
        ['expires_at', null],
        ['id', found.id],
        ['name', found.name],
        ['project_id', found.project],
        ['roles', found.roles.join(' ')],
        ['system', null],
        ['unrestricted', true],
      ]);
    },
  },
  {
    words: 'application credential delete',
    takes: ['application-credential'],
    run: (request) =>
      deleteEach(
        request.names,
        { one: 'application credential', summary: failedToDelete('application credentials') },
        (name) => removeCredential(request.call.world.model, find(request, name).id),
      ),
  },
  { ...roleCommand('role add'), run: (request) => changeRole(request, 'add') },
  { ...roleCommand('role remove'), run: (request) => changeRole(request, 'remove') },
];

function roleCommand(words: string) {
  return {
    words,
    takes: ['role'],
    values: ['--user', '--project', '--user-domain', '--project-domain'],
  };
}

function changeRole({ call, session, names, options }: OpenstackRequest, how: 'add' | 'remove') {
  const { keystone } = call.world.model;
  if (!isAdmin(session)) {
    const rule = how === 'add' ? 'create_grant' : 'revoke_grant';
    refuse(`You are not authorized to perform the requested action: identity:${rule}. (HTTP 403)`);
  }
  const role = findNamed(keystone.roles, names[0] ?? '', 'role').name;
  const user = findNamed(keystone.users, options.get('--user') ?? '', 'user').id;
  const project = findNamed(keystone.projects, options.get('--project') ?? '', 'project').id;
  const isIt = (one: { user: string; project: string; role: string }) =>
    one.user === user && one.project === project && one.role === role;
  const held = keystone.assignments.some(isIt);
  if (how === 'add') {
    if (!held) keystone.assignments.push({ user, project, role });
    return text('');
  }
  if (!held)
    refuse(`Could not find role assignment with role: ${role}, user or group: ${user}. (HTTP 404)`);
  keystone.assignments = keystone.assignments.filter((one) => !isIt(one));
  // Keystone lets no key outlive a role that it was made with.
  keystone.applicationCredentials = keystone.applicationCredentials.filter(
    (one) => one.user !== user || one.project !== project || !one.roles.includes(role),
  );
  return text('');
}

function credentials({ call, session }: OpenstackRequest): ApplicationCredential[] {
  return call.world.model.keystone.applicationCredentials.filter(
    (one) => one.user === session.user,
  );
}

function find(request: OpenstackRequest, asked: string): ApplicationCredential {
  return findNamed(credentials(request), asked, 'applicationcredential');
}
