/** Nova, neutron and glance as phases 04 to 06 leave them: three compute hosts, two networks, one VM. */
import { firstInstant } from './first-instant.ts';
import { hexId, longHex, uuid } from './identifiers.ts';
import type { CatalogModel, NetworkModel } from './model.ts';
import type { ComputeModel, Image } from './openstack/model.ts';

/** The compute hosts of the rebuild. The fourth machine carries control services only. */
export function freshCompute(seed: number): ComputeModel {
  return {
    hypervisors: [0, 1, 2].map((number) => ({
      id: uuid(seed, `hypervisor/${number}`),
      hostname: `openstack${number + 1}.maas`,
      unit: `nova-compute/${number}`,
      address: `10.12.12.${11 + number}`,
      vcpus: 16,
      memoryMb: 32_768,
      diskGb: 480,
    })),
    servers: [],
  };
}

/** Networks with their subnets, routers and ports; the VM of the management cluster has one of them. */
export function freshNetwork(seed: number): NetworkModel {
  const capi = hexId(seed, 'project/capi-mgmt');
  const services = hexId(seed, 'project/services');
  const group = uuid(seed, 'security-group/capi-mgmt-sg');
  const external = uuid(seed, 'network/provider-ext');
  const network = uuid(seed, 'network/capi-mgmt-net');
  const subnet = uuid(seed, 'subnet/capi-mgmt-net');
  const router = uuid(seed, 'router/capi-mgmt-router');
  const vmPort = uuid(seed, 'port/capi-mgmt-v2');
  return {
    ...freshSecurity(seed, capi, group),
    subnets: [
      {
        id: uuid(seed, 'subnet/provider-ext'),
        name: 'provider-ext-subnet',
        network: external,
        project: hexId(seed, 'project/admin'),
        cidr: '10.12.4.0/22',
        gateway: '10.12.4.1',
        nameservers: [],
      },
      {
        id: subnet,
        name: 'capi-mgmt-subnet',
        network,
        project: capi,
        cidr: '10.20.0.0/24',
        gateway: '10.20.0.1',
        nameservers: ['8.8.8.8'],
      },
      {
        id: uuid(seed, 'subnet/lb-mgmt'),
        name: 'lb-mgmt-subnetv6',
        network: uuid(seed, 'network/lb-mgmt-net'),
        project: services,
        cidr: 'fc00:7c2e:41aa:9d10::/64',
        gateway: 'fc00:7c2e:41aa:9d10::1',
        nameservers: [],
      },
    ],
    routers: [
      {
        id: router,
        name: 'capi-mgmt-router',
        project: capi,
        gateway: { network: external, address: '10.12.7.101' },
      },
    ],
    ports: [
      {
        id: uuid(seed, 'port/capi-mgmt-router'),
        name: '',
        project: capi,
        network,
        subnet,
        address: '10.20.0.1',
        deviceOwner: 'network:router_interface',
        device: router,
        securityGroups: [],
      },
      {
        id: vmPort,
        name: 'capi-mgmt-v2-port',
        project: capi,
        network,
        subnet,
        address: '10.20.0.14',
        deviceOwner: 'compute:nova',
        device: uuid(seed, 'server/capi-mgmt-v2'),
        securityGroups: [group],
      },
    ],
    floatingIps: [
      {
        id: uuid(seed, 'floating-ip/capi-mgmt-v2'),
        address: '10.12.7.222',
        network: external,
        project: capi,
        description: '',
        port: vmPort,
      },
    ],
    unreachable: [],
    seenAs: { jumphost: '10.12.4.9', 'magnum/0': '10.12.12.107' },
  };
}

function freshSecurity(seed: number, capi: string, group: string) {
  const rule = (
    label: string,
    direction: 'ingress' | 'egress',
    etherType: 'IPv4' | 'IPv6',
    port: number | null,
  ) => ({
    id: uuid(seed, `rule/${label}`),
    group,
    direction,
    etherType,
    protocol: port === null ? null : 'tcp',
    portMin: port,
    portMax: port,
    remotePrefix: port === null ? null : '0.0.0.0/0',
  });
  return {
    securityGroups: [
      { id: group, name: 'capi-mgmt-sg', project: capi },
      { id: uuid(seed, 'security-group/default/capi'), name: 'default', project: capi },
      {
        id: uuid(seed, 'security-group/default/admin'),
        name: 'default',
        project: hexId(seed, 'project/admin'),
      },
    ],
    rules: [
      rule('ssh', 'ingress', 'IPv4', 22),
      rule('apiserver', 'ingress', 'IPv4', 6443),
      rule('egress4', 'egress', 'IPv4', null),
      rule('egress6', 'egress', 'IPv6', null),
    ],
  };
}

/** What images, flavors and networks there are to be named. */
export function freshCatalog(seed: number): CatalogModel {
  const flavor = (name: string, ram: number, vcpus: number, disk: number, isPublic = true) => ({
    id: uuid(seed, `flavor/${name}`),
    name,
    ram,
    vcpus,
    disk,
    public: isPublic,
  });
  const network = (name: string, project: string, external: boolean) => ({
    id: uuid(seed, `network/${name}`),
    name,
    project: hexId(seed, `project/${project}`),
    external,
  });
  return {
    images: [
      activeImage(seed, {
        name: 'noble-amd64',
        owner: hexId(seed, 'project/admin'),
        visibility: 'public',
        properties: { os_distro: 'ubuntu' },
        size: 3_758_096_384,
      }),
      activeImage(seed, {
        name: amphoraImage,
        owner: hexId(seed, 'project/services'),
        visibility: 'private',
        properties: { os_distro: 'ubuntu' },
        size: 2_147_483_648,
      }),
    ],
    flavors: [
      flavor('gp.small', 1024, 1, 10),
      flavor('gp.mid', 8192, 2, 40),
      flavor('capi.node', 4096, 2, 40),
      flavor(amphoraFlavor, 1024, 1, 8, false),
    ],
    networks: [
      network('provider-ext', 'admin', true),
      network('capi-mgmt-net', 'capi-mgmt', false),
      network('lb-mgmt-net', 'services', false),
    ],
  };
}

/** An image that has been there, ready to use, for a while. */
export function activeImage(
  seed: number,
  image: Pick<Image, 'name' | 'owner' | 'visibility' | 'properties'> & { readonly size: number },
): Image {
  const built = firstInstant - 22 * 24 * 3_600_000;
  return {
    id: uuid(seed, `image/${image.name}`),
    status: 'active',
    diskFormat: 'raw',
    containerFormat: 'bare',
    sha512: longHex(seed, `sha512/${image.name}`, 128),
    createdAt: built,
    updatedAt: built + 300_000,
    plan: [],
    ...image,
  };
}

export const amphoraFlavor = 'charm-octavia';
export const amphoraImage = 'amphora-haproxy-x86_64-ubuntu-22.04';
