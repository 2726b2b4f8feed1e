/** Workload clusters, as `coe cluster` shows and changes them. */
import { refuse } from '../answers.ts';
import { machinesOf } from '../cluster-api/machines.ts';
import { requestCluster, requestDeletion } from '../magnum/clusters.ts';
import type { Cluster } from '../model.ts';
import { enterMagnum, fault, magnumTime } from './coe.ts';
import { writeClusterConfig } from './coe-config.ts';
import { hasDriver } from './coe-services.ts';
import { findTemplate } from './coe-templates.ts';
import { addressesOf } from './neutron.ts';
import { list, one, text, type OpenstackCommand, type OpenstackRequest } from './command.ts';
import type { Value } from './output.ts';

export const coeClusterCommands: readonly OpenstackCommand[] = [
  {
    words: 'coe cluster list',
    run: (request) => {
      const { magnum, project } = enterMagnum(request);
      return list(
        ['uuid', 'name', 'keypair', 'node_count', 'master_count', 'status', 'health_status'],
        magnum.clusters
          .filter((cluster) => cluster.project === project)
          .map((cluster) => [
            cluster.uuid,
            cluster.name,
            cluster.keypair,
            cluster.nodeCount,
            cluster.masterCount,
            cluster.status,
            cluster.healthStatus,
          ]),
      );
    },
  },
  {
    words: 'coe cluster show',
    takes: ['cluster'],
    run: (request) => one(fields(request, findCluster(request))),
  },
  {
    words: 'coe cluster create',
    takes: ['name'],
    values: [
      '--cluster-template',
      '--keypair',
      '--master-count',
      '--node-count',
      '--timeout',
      '--labels',
      '--flavor',
      '--master-flavor',
    ],
    flags: ['--merge-labels'],
    run: create,
  },
  {
    words: 'coe cluster delete',
    takes: ['cluster'],
    run: (request) => {
      const lines = request.names.map((name) => {
        const cluster = findCluster(request, name);
        requestDeletion(cluster);
        return `Request to delete cluster ${name} has been accepted.\n`;
      });
      return text(lines.join(''));
    },
  },
  {
    words: 'coe cluster config',
    takes: ['cluster'],
    values: ['--dir', '--output-certs'],
    flags: ['--force', '--use-certificate', '--use-keystone'],
    run: async (request) => text(await writeClusterConfig(request, findCluster(request))),
  },
];

function create(request: OpenstackRequest) {
  const { magnum, project } = enterMagnum(request);
  const { names, options, session } = request;
  const { world } = request.call;
  const asked = options.get('--cluster-template');
  if (asked === undefined) {
    refuse(
      'usage: openstack coe cluster create --cluster-template <cluster-template> <name>\n' +
        'openstack coe cluster create: error: the following arguments are required: --cluster-template',
      2,
    );
  }
  const template = findTemplate(request, asked);
  const keypair = options.get('--keypair') ?? '';
  if (!magnum.keypairs.some((pair) => pair.name === keypair && pair.user === session.user)) {
    refuse(fault(`Unable to find keypair ${keypair}.`, 404));
  }
  if (!hasDriver(world)) {
    refuse(fault('Cluster type (vm, ubuntu, kubernetes) not supported.', 400));
  }
  const cluster = requestCluster(
    world.model,
    {
      name: names[0] ?? '',
      project,
      user: session.user,
      template,
      keypair,
      masterCount: Number(options.get('--master-count') ?? 1),
      nodeCount: Number(options.get('--node-count') ?? 1),
    },
    world.clock.now(),
  );
  return text(`Request to create cluster ${cluster.uuid} accepted\n`);
}

function findCluster(request: OpenstackRequest, asked = request.names[0] ?? ''): Cluster {
  const { magnum, project } = enterMagnum(request);
  const own = magnum.clusters.filter((cluster) => cluster.project === project);
  const byId = own.find((cluster) => cluster.uuid === asked);
  if (byId) return byId;
  const [first, second] = own.filter((cluster) => cluster.name === asked);
  if (second)
    refuse(
      fault('Multiple clusters exist with same name. Please use the cluster uuid instead.', 409),
    );
  return first ?? refuse(fault(`Cluster ${asked} could not be found.`, 404));
}

/** Every field in the client's own order. */
function fields(request: OpenstackRequest, cluster: Cluster): [string, Value][] {
  const { model } = request.call.world;
  const template = model.magnum.templates.find((each) => each.uuid === cluster.template);
  const addresses = (role: 'control-plane' | 'worker'): Value =>
    machinesOf(model, cluster.stackId, role).flatMap((server) =>
      Object.values(addressesOf(model, server.id)).flatMap(([fixed]) => fixed ?? []),
    );
  return [
    ['status', cluster.status],
    ['health_status', cluster.healthStatus],
    ['cluster_template_id', cluster.template],
    ['node_addresses', addresses('worker')],
    ['uuid', cluster.uuid],
    ['stack_id', cluster.stackId],
    ['status_reason', cluster.statusReason],
    ['created_at', magnumTime(cluster.createdAt)],
    ['updated_at', magnumTime(cluster.lastHealthPoll)],
    ['coe_version', null],
    ['labels', template?.labels ?? {}],
    ['labels_overridden', {}],
    ['labels_skipped', {}],
    ['labels_added', {}],
    ['fixed_network', null],
    ['fixed_subnet', null],
    ['floating_ip_enabled', true],
    ['faults', {}],
    ['keypair', cluster.keypair],
    ['api_address', cluster.apiAddress],
    ['master_addresses', addresses('control-plane')],
    ['master_lb_enabled', true],
    ['create_timeout', 60],
    ['node_count', cluster.nodeCount],
    ['discovery_url', null],
    ['docker_volume_size', null],
    ['master_count', cluster.masterCount],
    ['container_version', null],
    ['name', cluster.name],
    ['master_flavor_id', template?.masterFlavor ?? null],
    ['flavor_id', template?.flavor ?? null],
    ['health_status_reason', cluster.healthReason],
    ['project_id', cluster.project],
  ];
}
