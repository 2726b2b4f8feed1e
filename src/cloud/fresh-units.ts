import type { JujuUnit } from './model.ts';

/** The units of the model `openstack` as `juju status` counts them. Those that the runbooks log in to have a host behind them. */
export function freshUnits(): JujuUnit[] {
  return principals().flatMap((one) => [one, ...subordinatesOf(one)]);
}

function principals(): JujuUnit[] {
  return [
    unit('barbican/0', '0/lxd/0', '10.12.12.101', ['identity-service', 'certificates']),
    unit('cinder/0', '1/lxd/0', '10.12.12.102', ['identity-service', 'certificates']),
    unit('glance/0', '2/lxd/0', '10.12.12.103', ['identity-service', 'certificates']),
    // It serves its index at its own address, which only the machines' network reaches.
    unit('glance-simplestreams-sync/0', '3/lxd/3', '10.12.8.196', ['identity-service']),
    unit('keystone/0', '0/lxd/1', '10.12.12.104', ['identity-service', 'certificates']),
    {
      ...unit('magnum/0', '1/lxd/2', '10.12.12.107', [
        'amqp',
        'certificates',
        'identity-service',
        'shared-db',
      ]),
      host: 'magnum/0',
    },
    ...[0, 1, 2].map((at) => ({
      ...unit(`mysql-innodb-cluster/${at}`, `${at}/lxd/5`, `10.12.12.12${at}`, ['certificates']),
      leader: at === 0,
    })),
    unit('neutron-api/0', '1/lxd/3', '10.12.12.108', ['identity-service', 'certificates']),
    unit('nova-cloud-controller/0', '2/lxd/2', '10.12.12.109', ['identity-service']),
    ...[0, 1, 2].map((number) => ({
      ...unit(`nova-compute/${number}`, `${number + 1}`, `10.12.12.${11 + number}`, [
        'cloud-compute',
      ]),
      leader: number === 0,
      host: `nova-compute/${number}`,
    })),
    unit('octavia/0', '3/lxd/1', '10.12.12.110', ['identity-service', 'certificates']),
    unit('openstack-dashboard/0', '3/lxd/0', '10.12.12.114', ['identity-service', 'certificates']),
    ...[0, 1, 2].map((at) => ({
      ...unit(`ovn-central/${at}`, `${at}/lxd/6`, `10.12.12.13${at}`, ['certificates']),
      leader: at === 0,
    })),
    unit('placement/0', '2/lxd/3', '10.12.12.111', ['identity-service']),
    unit('rabbitmq-server/0', '3/lxd/2', '10.12.12.112', ['amqp']),
    {
      ...unit('vault/0', '0/lxd/4', '10.12.12.113', ['certificates', 'shared-db']),
      workloadMessage: 'Unit is ready (active: true, mlock: disabled)',
      host: 'vault/0',
    },
  ];
}

/** The charms that stand beside a unit: a router to the database, the cluster of its addresses, the network's agent. */
function subordinatesOf(principal: JujuUnit): JujuUnit[] {
  const [name = '', number = ''] = principal.name.split('/');
  const charms = [
    ...(withDatabase.includes(name) ? [`${name}-mysql-router`] : []),
    ...(withAddress.includes(name) ? [`${name}-hacluster`] : []),
    ...(name === 'neutron-api' ? ['neutron-api-plugin-ovn'] : []),
    ...(name === 'nova-compute' ? ['ovn-chassis'] : []),
  ];
  return charms.map((charm) => ({
    ...unit(`${charm}/${number}`, principal.machine, principal.address, []),
    leader: principal.leader,
    principal: principal.name,
  }));
}

const withAddress = [
  'barbican',
  'cinder',
  'glance',
  'keystone',
  'magnum',
  'neutron-api',
  'nova-cloud-controller',
  'octavia',
  'openstack-dashboard',
  'placement',
];
const withDatabase = [...withAddress, 'vault'];

function unit(name: string, machine: string, address: string, relations: string[]): JujuUnit {
  return {
    name,
    leader: true,
    machine,
    address,
    workload: 'active',
    workloadMessage: 'Unit is ready',
    agent: 'idle',
    host: undefined,
    relations,
  };
}
