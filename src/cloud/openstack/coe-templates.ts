/** Cluster templates. Two of the same name may exist; then only the UUID finds one. */
import { refuse } from '../answers.ts';
import { nextUuid } from '../identifiers.ts';
import type { ClusterTemplate } from '../model.ts';
import { enterMagnum, fault, magnumTime } from './coe.ts';
import { list, one, text, type OpenstackCommand, type OpenstackRequest } from './command.ts';
import { visibleImages } from './images.ts';
import type { Value } from './output.ts';

export const coeTemplateCommands: readonly OpenstackCommand[] = [
  {
    words: 'coe cluster template list',
    run: (request) =>
      list(
        ['uuid', 'name', 'tags'],
        visible(request).map((each) => [each.uuid, each.name, null]),
      ),
  },
  {
    words: 'coe cluster template show',
    takes: ['cluster-template'],
    run: (request) => one(fields(request, findTemplate(request, request.names[0] ?? ''))),
  },
  {
    words: 'coe cluster template create',
    takes: ['name'],
    values: [
      '--coe',
      '--image',
      '--external-network',
      '--flavor',
      '--master-flavor',
      '--network-driver',
      '--dns-nameserver',
      '--docker-storage-driver',
      '--docker-volume-size',
      '--fixed-network',
      '--fixed-subnet',
      '--keypair',
      '--labels',
      '--server-type',
      '--volume-driver',
    ],
    flags: ['--master-lb-enabled', '--floating-ip-enabled', '--public', '--tls-disabled'],
    run: create,
  },
  {
    words: 'coe cluster template delete',
    takes: ['cluster-template'],
    run: (request) => {
      const asked = request.names[0] ?? '';
      const template = findTemplate(request, asked);
      const { magnum } = request.call.world.model;
      // The one refusal that the client prints on standard output and then ends with success.
      if (magnum.clusters.some((cluster) => cluster.template === template.uuid)) {
        return text(
          `Delete for cluster template ${asked} failed: ` +
            `${fault('ClusterTemplate UUID is referenced by one or multiple clusters.', 400)}\n`,
        );
      }
      magnum.templates = magnum.templates.filter((each) => each !== template);
      return text(`Request to delete cluster template ${asked} has been accepted.\n`);
    },
  },
];

/** A template by UUID or name, of this project or public. */
export function findTemplate(request: OpenstackRequest, asked: string): ClusterTemplate {
  const templates = visible(request);
  const byId = templates.find((each) => each.uuid === asked);
  if (byId) return byId;
  const [first, second] = templates.filter((each) => each.name === asked);
  if (second) {
    refuse(
      fault('Multiple ClusterTemplates exist with same name. Please use the uuid instead.', 409),
    );
  }
  return first ?? refuse(fault(`ClusterTemplate ${asked} could not be found.`, 404));
}

function create(request: OpenstackRequest) {
  const { magnum, project } = enterMagnum(request);
  const { options } = request;
  const { world } = request.call;
  const image = visibleImages(request).find(
    (each) => each.name === options.get('--image') || each.id === options.get('--image'),
  );
  if (!image) refuse(fault(`Image ${options.get('--image') ?? ''} could not be found.`, 400));
  if (!('os_distro' in image.properties)) {
    refuse(fault(`Image ${image.name} doesn't contain os_distro field.`, 400));
  }
  const network = options.get('--external-network') ?? '';
  if (!world.model.catalog.networks.some((each) => [each.name, each.id].includes(network))) {
    refuse(fault(`Unable to find network ${network}.`, 400));
  }
  for (const name of [options.get('--flavor'), options.get('--master-flavor')]) {
    const known = world.model.catalog.flavors.some((each) =>
      [each.name, each.id].includes(name ?? ''),
    );
    if (name !== undefined && !known) refuse(fault(`Unable to find flavor ${name}.`, 400));
  }
  const template: ClusterTemplate = {
    uuid: nextUuid(world.model),
    name: request.names[0] ?? '',
    project,
    public: options.has('--public'),
    image: image.name,
    networkDriver: options.get('--network-driver') ?? 'flannel',
    externalNetwork: network,
    masterFlavor: options.get('--master-flavor') ?? 'm1.medium',
    flavor: options.get('--flavor') ?? 'm1.medium',
    labels: labels(options.get('--labels') ?? ''),
    createdAt: world.clock.now(),
  };
  magnum.templates.push(template);
  return one(
    fields(request, template),
    `Request to create cluster template ${template.name} accepted\n`,
  );
}

function labels(text: string): Record<string, string> {
  const pairs = text.split(',').filter((pair) => pair.includes('='));
  return Object.fromEntries(
    pairs.map((pair) => [pair.slice(0, pair.indexOf('=')), pair.slice(pair.indexOf('=') + 1)]),
  );
}

function visible(request: OpenstackRequest): ClusterTemplate[] {
  const { magnum, project } = enterMagnum(request);
  return magnum.templates.filter((each) => each.public || each.project === project);
}

function fields(request: OpenstackRequest, template: ClusterTemplate): [string, Value][] {
  const images = request.call.world.model.catalog.images;
  return [
    ['insecure_registry', '-'],
    ['labels', template.labels],
    ['updated_at', '-'],
    ['floating_ip_enabled', true],
    ['fixed_subnet', '-'],
    ['master_flavor_id', template.masterFlavor],
    ['uuid', template.uuid],
    ['no_proxy', '-'],
    ['https_proxy', '-'],
    ['tls_disabled', false],
    ['keypair_id', '-'],
    ['public', template.public],
    ['http_proxy', '-'],
    ['docker_volume_size', '-'],
    ['server_type', 'vm'],
    ['external_network_id', template.externalNetwork],
    ['cluster_distro', 'ubuntu'],
    ['image_id', images.find((each) => each.name === template.image)?.id ?? template.image],
    ['volume_driver', '-'],
    ['registry_enabled', false],
    ['docker_storage_driver', 'overlay2'],
    ['apiserver_port', '-'],
    ['name', template.name],
    ['created_at', magnumTime(template.createdAt)],
    ['network_driver', template.networkDriver],
    ['fixed_network', '-'],
    ['coe', 'kubernetes'],
    ['flavor_id', template.flavor],
    ['master_lb_enabled', true],
    ['dns_nameserver', '8.8.8.8'],
    ['hidden', false],
    ['tags', '-'],
  ];
}
