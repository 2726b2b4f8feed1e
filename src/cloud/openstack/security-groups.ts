/** Neutron's security groups. An admin token sees those of every project. */
import { refuse } from '../answers.ts';
import { nextUuid } from '../identifiers.ts';
import type { SecurityGroupRule } from '../model.ts';
import {
  deleteEach,
  failedToDelete,
  findResource,
  list,
  one,
  serviceError,
  type OpenstackCommand,
  type OpenstackRequest,
} from './command.ts';
import { prefixed, visibleTo } from './network-scope.ts';

export const securityGroupCommands: readonly OpenstackCommand[] = [
  {
    words: 'security group list',
    run: (request) =>
      list(
        ['ID', 'Name', 'Description', 'Project', 'Tags'],
        visible(request).map((group) => [group.id, group.name, '', group.project, []]),
      ),
  },
  {
    words: 'security group show',
    takes: ['group'],
    run: (request) => {
      const group = find(request, request.names[0] ?? '');
      const rules = rulesOf(request, group.id);
      return one([
        ['created_at', '2026-07-01T08:12:40Z'],
        ['description', ''],
        ['id', group.id],
        ['name', group.name],
        ['project_id', group.project],
        ['revision_number', rules.length + 1],
        ['rules', rules.map((rule) => ({ id: rule.id, direction: rule.direction }))],
        ['stateful', true],
        ['tags', []],
        ['updated_at', '2026-07-01T08:13:02Z'],
      ]);
    },
  },
  {
    words: 'security group delete',
    takes: ['group'],
    run: (request) =>
      deleteEach(request.names, { one: 'group', summary: failedToDelete('groups') }, (name) => {
        const { network } = request.call.world.model;
        const group = findResource(visible(request), name, 'SecurityGroup');
        const conflict = (says: string) =>
          refuse(serviceError(409, `${endpoint}/v2.0/security-groups/${group.id}`, says));
        if (network.ports.some((port) => port.securityGroups.includes(group.id))) {
          conflict(`Security Group ${group.id} in use.`);
        }
        if (group.name === 'default') conflict('Removing default security group not allowed.');
        network.securityGroups = network.securityGroups.filter((each) => each !== group);
        network.rules = network.rules.filter((rule) => rule.group !== group.id);
      }),
  },
  {
    words: 'security group rule list',
    values: ['--protocol'],
    flags: ['--ingress', '--egress', '--long'],
    run: (request) => {
      const asked = request.names[0];
      const groups = asked === undefined ? visible(request) : [find(request, asked)];
      const { options } = request;
      const rules = groups
        .flatMap((group) => rulesOf(request, group.id))
        .filter((rule) => !options.has('--ingress') || rule.direction === 'ingress')
        .filter((rule) => !options.has('--egress') || rule.direction === 'egress')
        .filter((rule) => (options.get('--protocol') ?? rule.protocol) === rule.protocol);
      return list(
        [
          'ID',
          'IP Protocol',
          'Ethertype',
          'IP Range',
          'Port Range',
          'Direction',
          'Remote Security Group',
          'Remote Address Group',
        ],
        rules.map((rule) => [
          rule.id,
          rule.protocol,
          rule.etherType,
          rule.remotePrefix ?? (rule.etherType === 'IPv4' ? '0.0.0.0/0' : '::/0'),
          ports(rule),
          rule.direction,
          null,
          null,
        ]),
      );
    },
  },
  {
    words: 'security group rule create',
    takes: ['group'],
    values: ['--protocol', '--proto', '--dst-port', '--remote-ip', '--ethertype', '--description'],
    flags: ['--ingress', '--egress'],
    run: createRule,
  },
];

function createRule(request: OpenstackRequest) {
  const { call, options } = request;
  const group = find(request, request.names[0] ?? '');
  const [low, high] = (options.get('--dst-port') ?? '').split(':');
  const prefix = options.get('--remote-ip') ?? '0.0.0.0/0';
  if (!/^\d+(\.\d+){3}(\/\d+)?$/.test(prefix)) {
    refuse(
      `Error while executing command: BadRequestException: 400, Invalid input for remote_ip_prefix. Reason: '${prefix}' is not a valid IP subnet.`,
    );
  }
  const rule: SecurityGroupRule = {
    id: '',
    group: group.id,
    direction: options.has('--egress') ? 'egress' : 'ingress',
    etherType: 'IPv4',
    protocol: options.get('--protocol') ?? options.get('--proto') ?? 'tcp',
    portMin: low === undefined || low === '' ? null : Number(low),
    portMax: low === undefined || low === '' ? null : Number(high ?? low),
    remotePrefix: prefix.includes('/') ? prefix : `${prefix}/32`,
  };
  const { network } = call.world.model;
  const same = network.rules.find(
    (each) => JSON.stringify({ ...each, id: '' }) === JSON.stringify(rule),
  );
  if (same) {
    refuse(
      `Error while executing command: ConflictException: 409, Security group rule already exists. Rule id is ${same.id}.`,
    );
  }
  rule.id = nextUuid(call.world.model);
  network.rules.push(rule);
  const at = new Date(call.world.clock.now()).toISOString().slice(0, 19);
  return one([
    ['created_at', `${at}Z`],
    ['description', options.get('--description') ?? ''],
    ['direction', rule.direction],
    ['ether_type', rule.etherType],
    ['id', rule.id],
    ['name', null],
    ['port_range_max', rule.portMax],
    ['port_range_min', rule.portMin],
    ['project_id', group.project],
    ['protocol', rule.protocol],
    ['remote_address_group_id', null],
    ['remote_group_id', null],
    ['remote_ip_prefix', rule.remotePrefix],
    ['revision_number', 0],
    ['security_group_id', rule.group],
    ['updated_at', `${at}Z`],
  ]);
}

function visible(request: OpenstackRequest) {
  return visibleTo(request, request.call.world.model.network.securityGroups);
}

function find(request: OpenstackRequest, asked: string) {
  return prefixed(() => findResource(visible(request), asked, 'SecurityGroup'));
}

function rulesOf({ call }: OpenstackRequest, group: string): SecurityGroupRule[] {
  return call.world.model.network.rules.filter((rule) => rule.group === group);
}

function ports(rule: SecurityGroupRule): string {
  return rule.portMin === null ? '' : `${rule.portMin}:${rule.portMax ?? rule.portMin}`;
}

const endpoint = 'https://10.12.4.55:9696';
