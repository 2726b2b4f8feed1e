/** What goes wrong in OpenStack while a workload cluster is built, used and deleted. */
import { activeImage } from '../fresh-openstack.ts';
import { hexId, uuid } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import { addImage } from '../openstack/glance.ts';
import { interfereWith, jumphost, type Fault } from './fault.ts';

export const openstackFaults: readonly Fault[] = [
  {
    name: 'image-stuck-queued',
    says: 'An image of the right name is left over from an import by URL, and stays queued for ever.',
    apply: ({ model, clock }) => {
      const { catalog } = model;
      catalog.images = catalog.images.filter((image) => image.name !== kubeImage);
      addImage(
        model,
        {
          name: kubeImage,
          owner: hexId(model.seed, 'project/capi-mgmt'),
          visibility: 'community',
          properties: kubeProperties,
          diskFormat: 'qcow2',
          containerFormat: 'bare',
        },
        clock.now() - 26 * 3_600_000,
      );
    },
  },
  {
    name: 'template-lookup-401',
    says: 'As soon as there is an image with Kubernetes, the clock of magnum/0 runs two hours ahead, so that its API takes every token for expired.',
    apply: (world) => interfereWith(world, { type: 'advances-magnum-clock' }),
  },
  {
    name: 'wrong-scope',
    says: 'admin-openrc is the file that Horizon gave out in the project capi-mgmt: it carries OS_PROJECT_ID.',
    apply: (world) => {
      const path = '/home/jessea123/admin-openrc';
      const { files } = jumphost(world);
      const text = files.read(path) ?? '';
      const scoped = text
        .replace(/^export OS_PROJECT_NAME=.*$/m, 'export OS_PROJECT_NAME="capi-mgmt"')
        .replace(/^export OS_PROJECT_DOMAIN_NAME=.*$/m, 'export OS_PROJECT_DOMAIN_NAME="capi"');
      const id = hexId(world.model.seed, 'project/capi-mgmt');
      files.write(path, `${scoped}export OS_PROJECT_ID=${id}\n`);
    },
  },
  {
    name: 'flannel-template',
    says: 'A template of the right name is there already, with the network driver flannel.',
    apply: ({ model }) => addFlannelTemplate(model),
  },
  {
    name: 'create-failed',
    says: 'magnum/0 can not reach the repository of the cluster charts, so that a create ends in CREATE_FAILED.',
    apply: ({ model }) => {
      model.internet.chartsReachable = false;
    },
  },
  {
    name: 'health-never-healthy',
    says: 'The management cluster can not look into the etcd of a workload cluster, whose health so stays UNHEALTHY.',
    apply: ({ model }) => {
      model.mgmt.conditions['controlplane'] = "Waiting on ['EtcdClusterHealthy']";
    },
  },
  {
    name: 'mgmt-vm-dies',
    says: 'The VM of the management cluster is shut off while the first cluster is being built.',
    apply: (world) => interfereWith(world, { type: 'kills-mgmt-vm' }),
  },
  {
    name: 'failover-no-headroom',
    says: 'Another tenant takes all memory that is left once a Service has a load balancer, and what that one frees.',
    apply: (world) => interfereWith(world, { type: 'fills-hypervisors', seenService: false }),
  },
  {
    name: 'delete-wedged',
    says: 'Once a cluster is complete, somebody gives Cluster API a credential for it that lacks load-balancer_member.',
    apply: (world) => interfereWith(world, { type: 'exchanges-credential' }),
  },
];

/** With the image that it names, which was there when it was made. */
function addFlannelTemplate(model: CloudModel): void {
  const { seed, catalog, magnum } = model;
  const project = hexId(seed, 'project/capi-mgmt');
  const there = magnum.templates.find((template) => template.name === templateName);
  if (there !== undefined) {
    there.networkDriver = 'flannel';
    return;
  }
  const image = activeImage(seed, {
    name: kubeImage,
    owner: project,
    visibility: 'community',
    properties: kubeProperties,
    size: 10_737_418_240,
  });
  if (!catalog.images.some((one) => one.name === kubeImage)) catalog.images.push(image);
  magnum.templates.push({
    uuid: uuid(seed, 'template/flannel'),
    name: templateName,
    project,
    public: true,
    image: kubeImage,
    networkDriver: 'flannel',
    externalNetwork: 'provider-ext',
    masterFlavor: 'gp.mid',
    flavor: 'capi.node',
    labels: { fixed_subnet_cidr: '10.20.16.0/24', octavia_provider: 'amphora' },
    createdAt: image.createdAt,
  });
}

const kubeImage = 'ubuntu-jammy-kube-v1.34.8';
const kubeProperties = { kube_version: 'v1.34.8', os_distro: 'ubuntu' };
const templateName = 'capi-k8s-v1-34';
