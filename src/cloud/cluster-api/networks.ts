/** The network that Cluster API makes for a workload cluster, and takes away with it. */
import { nextUuid } from '../identifiers.ts';
import type { CloudModel, Cluster, SecurityGroupRule } from '../model.ts';
import type { Subnet } from '../openstack/model.ts';
import { addPort, freeExternalAddress, removePorts } from '../openstack/neutron.ts';
import { clusterResourceName, securityGroupName } from './names.ts';

type Named = Pick<Cluster, 'project' | 'stackId'>;

/** Network, subnet, router with its two legs, and the two security groups. */
export function addNetwork(model: CloudModel, cluster: Cluster): void {
  const name = clusterResourceName(cluster);
  const { project } = cluster;
  const template = model.magnum.templates.find((one) => one.uuid === cluster.template);
  const cidr = template?.labels['fixed_subnet_cidr'] ?? '10.0.0.0/24';
  const gateway = cidr.replace(/\d+\/\d+$/, '1');
  const network = { id: nextUuid(model), name, project, external: false };
  const subnet: Subnet = {
    id: nextUuid(model),
    name,
    network: network.id,
    project,
    cidr,
    gateway,
    nameservers: ['8.8.8.8'],
  };
  const external = model.catalog.networks.find((one) => one.external);
  const router = {
    id: nextUuid(model),
    name,
    project,
    gateway: external ? { network: external.id, address: freeExternalAddress(model) } : null,
  };
  model.catalog.networks.push(network);
  model.network.subnets.push(subnet);
  model.network.routers.push(router);
  addPort(model, {
    name: '',
    project,
    subnet,
    deviceOwner: 'network:router_interface',
    device: router.id,
    address: gateway,
  });
  for (const role of ['controlplane', 'worker'] as const) addGroup(model, cluster, role);
}

/** Takes all of it away. The caller has made sure that nothing of it is in use. */
export function removeNetwork(model: CloudModel, cluster: Named): void {
  const name = clusterResourceName(cluster);
  const { network, catalog } = model;
  const routers = network.routers.filter((one) => one.name === name).map((one) => one.id);
  removePorts(model, (port) => routers.includes(port.device));
  network.routers = network.routers.filter((one) => one.name !== name);
  network.subnets = network.subnets.filter((one) => one.name !== name);
  catalog.networks = catalog.networks.filter((one) => one.name !== name);
  const groups = network.securityGroups
    .filter((one) => securityGroupNames(cluster).includes(one.name))
    .map((one) => one.id);
  network.securityGroups = network.securityGroups.filter((one) => !groups.includes(one.id));
  network.rules = network.rules.filter((rule) => !groups.includes(rule.group));
}

export function clusterSubnet(model: CloudModel, cluster: Named): Subnet | undefined {
  const name = clusterResourceName(cluster);
  return model.network.subnets.find((one) => one.name === name);
}

function securityGroupNames(cluster: Named): string[] {
  return [securityGroupName(cluster, 'controlplane'), securityGroupName(cluster, 'worker')];
}

function addGroup(model: CloudModel, cluster: Named, role: 'controlplane' | 'worker'): void {
  const group = {
    id: nextUuid(model),
    name: securityGroupName(cluster, role),
    project: cluster.project,
  };
  model.network.securityGroups.push(group);
  const rule = (
    direction: SecurityGroupRule['direction'],
    etherType: SecurityGroupRule['etherType'],
    port: number | null,
  ): SecurityGroupRule => ({
    id: nextUuid(model),
    group: group.id,
    direction,
    etherType,
    protocol: port === null ? null : 'tcp',
    portMin: port,
    portMax: port,
    remotePrefix: null,
  });
  model.network.rules.push(
    rule('egress', 'IPv4', null),
    rule('egress', 'IPv6', null),
    rule('ingress', 'IPv4', 10_250),
    ...(role === 'controlplane' ? [rule('ingress', 'IPv4', 6443)] : []),
  );
}
