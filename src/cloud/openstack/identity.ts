/** Keystone: domains, users, projects, roles, the token, services and their endpoints. */
import { refuse } from '../answers.ts';
import { hexId, longHex } from '../identifiers.ts';
import type { KeystoneModel } from '../model.ts';
import { findNamed, list, one, type OpenstackCommand, type OpenstackRequest } from './command.ts';
import { isAdmin } from './session.ts';

export const identityCommands: readonly OpenstackCommand[] = [
  {
    words: 'domain list',
    run: (request) => {
      const { domains } = asAdmin(request, 'list_domains');
      return list(
        ['ID', 'Name', 'Enabled', 'Description'],
        domains.map((domain) => [domain.id, domain.name, true, '']),
      );
    },
  },
  {
    words: 'domain show',
    takes: ['domain'],
    run: (request) => {
      const { domains } = asAdmin(request, 'get_domain');
      const domain = findNamed(domains, request.names[0] ?? '', 'domain');
      return one([
        ['description', domain.name === 'magnum' ? 'Created by Juju' : ''],
        ['enabled', true],
        ['id', domain.id],
        ['name', domain.name],
        ['options', {}],
        ['tags', []],
      ]);
    },
  },
  {
    words: 'user list',
    values: ['--domain'],
    run: (request) => {
      const keystone = asAdmin(request, 'list_users');
      const domain = domainOf(keystone, request.options.get('--domain'));
      const users = keystone.users.filter((user) => domain === undefined || user.domain === domain);
      return list(
        ['ID', 'Name'],
        users.map((user) => [user.id, user.name]),
      );
    },
  },
  {
    words: 'user show',
    takes: ['user'],
    values: ['--domain'],
    run: (request) => {
      const keystone = asAdmin(request, 'get_user');
      const domain = domainOf(keystone, request.options.get('--domain'));
      const users = keystone.users.filter((user) => domain === undefined || user.domain === domain);
      const user = findNamed(users, request.names[0] ?? '', 'user');
      return one([
        ['default_project_id', null],
        ['domain_id', user.domain],
        ['email', null],
        ['enabled', true],
        ['id', user.id],
        ['name', user.name],
        ['description', null],
        ['password_expires_at', null],
        ['options', {}],
      ]);
    },
  },
  {
    words: 'project list',
    values: ['--domain'],
    run: (request) => {
      const keystone = asAdmin(request, 'list_projects');
      const domain = domainOf(keystone, request.options.get('--domain'));
      return list(
        ['ID', 'Name'],
        keystone.projects
          .filter((project) => domain === undefined || project.domain === domain)
          .map((project) => [project.id, project.name]),
      );
    },
  },
  {
    words: 'project show',
    takes: ['project'],
    values: ['--domain'],
    run: (request) => {
      const asked = request.names[0] ?? '';
      const keystone =
        asked === request.session.project
          ? request.call.world.model.keystone
          : asAdmin(request, 'get_project');
      // Without a domain the client looks in the caller's own one.
      const domain =
        domainOf(keystone, request.options.get('--domain')) ??
        keystone.users.find((user) => user.id === request.session.user)?.domain;
      const projects = keystone.projects.filter(
        (project) => project.id === asked || project.domain === domain,
      );
      const project = findNamed(projects, asked, 'project');
      return one([
        ['description', ''],
        ['domain_id', project.domain],
        ['enabled', true],
        ['id', project.id],
        ['is_domain', false],
        ['name', project.name],
        ['options', {}],
        ['parent_id', project.domain],
        ['tags', []],
      ]);
    },
  },
  {
    words: 'role list',
    run: (request) => {
      const { roles } = asAdmin(request, 'list_roles');
      return list(
        ['ID', 'Name'],
        roles.map((role) => [role.id, role.name]),
      );
    },
  },
  {
    words: 'role assignment list',
    values: ['--user', '--project', '--user-domain', '--project-domain', '--role'],
    flags: ['--names', '--effective'],
    run: roleAssignments,
  },
  {
    words: 'token issue',
    run: ({ call, session }) => {
      const expires = new Date(call.world.clock.now() + 3_600_000).toISOString();
      const fields: [string, string][] = [
        ['expires', `${expires.slice(0, 19)}+0000`],
        ['id', `gAAAAA${longHex(call.world.model.seed, `token/${call.world.clock.now()}`, 174)}`],
      ];
      if (session.project !== undefined) fields.push(['project_id', session.project]);
      return one([...fields, ['user_id', session.user]]);
    },
  },
  {
    words: 'service list',
    run: (request) => {
      asAdmin(request, 'list_services');
      const { seed } = request.call.world.model;
      return list(
        ['ID', 'Name', 'Type'],
        services.map(([name, type]) => [hexId(seed, `service/${name}`), name, type]),
      );
    },
  },
  {
    words: 'catalog list',
    run: ({ session }) => {
      if (session.project === undefined) return list(['Name', 'Type', 'Endpoints'], []);
      return list(
        ['Name', 'Type', 'Endpoints'],
        services.map(([name, type, url]) => [
          name,
          type,
          [{ interface: 'public', region: 'RegionOne', url }],
        ]),
      );
    },
  },
  {
    words: 'endpoint list',
    values: ['--service', '--interface'],
    run: (request) => {
      asAdmin(request, 'list_endpoints');
      const { seed } = request.call.world.model;
      const wanted = request.options.get('--service');
      return list(
        ['ID', 'Region', 'Service Name', 'Service Type', 'Enabled', 'Interface', 'URL'],
        services
          .filter(([name, type]) => wanted === undefined || wanted === name || wanted === type)
          .map(([name, type, url]) => [
            hexId(seed, `endpoint/${name}`),
            'RegionOne',
            name,
            type,
            true,
            'public',
            url,
          ]),
      );
    },
  },
];

/** Keystone as a token with the admin role sees it; any other is refused. */
function asAdmin({ call, session }: OpenstackRequest, rule: string): KeystoneModel {
  if (!isAdmin(session)) {
    refuse(`You are not authorized to perform the requested action: identity:${rule}. (HTTP 403)`);
  }
  return call.world.model.keystone;
}

function domainOf(keystone: KeystoneModel, asked: string | undefined): string | undefined {
  return asked === undefined ? undefined : findNamed(keystone.domains, asked, 'domain').id;
}

function roleAssignments(request: OpenstackRequest) {
  const { assignments, domains, projects, roles, users } = asAdmin(
    request,
    'list_role_assignments',
  );
  const { options } = request;
  const user = options.has('--user')
    ? findNamed(users, options.get('--user') ?? '', 'user').id
    : undefined;
  const project = options.has('--project')
    ? findNamed(projects, options.get('--project') ?? '', 'project').id
    : undefined;
  const called = (items: readonly { id: string; name: string; domain: string }[], id: string) => {
    const item = items.find((each) => each.id === id);
    const domain = domains.find((each) => each.id === item?.domain);
    return `${item?.name ?? id}@${domain?.name ?? ''}`;
  };
  const names = options.has('--names');
  return list(
    ['Role', 'User', 'Group', 'Project', 'Domain', 'System', 'Inherited'],
    assignments
      .filter((each) => user === undefined || each.user === user)
      .filter((each) => project === undefined || each.project === project)
      .map((each) => [
        names ? each.role : (roles.find((role) => role.name === each.role)?.id ?? each.role),
        names ? called(users, each.user) : each.user,
        '',
        names ? called(projects, each.project) : each.project,
        '',
        '',
        false,
      ]),
  );
}

const services = [
  ['barbican', 'key-manager', 'https://10.12.4.51:9311'],
  ['cinderv3', 'volumev3', 'https://10.12.4.52:8776/v3'],
  ['glance', 'image', 'https://10.12.4.53:9292'],
  ['keystone', 'identity', 'https://10.12.4.50:5000/v3'],
  ['magnum', 'container-infra', 'https://10.12.4.54:9511/v1'],
  ['neutron', 'network', 'https://10.12.4.55:9696'],
  ['nova', 'compute', 'https://10.12.4.56:8774/v2.1'],
  ['octavia', 'load-balancer', 'https://10.12.4.57:9876'],
  ['placement', 'placement', 'https://10.12.4.59:8778'],
] as const;
