/** A load balancer as octavia's client shows it. */
import type { LoadBalancer } from './model.ts';
import type { Value } from './output.ts';

/** Every field, in the alphabetical order of the client. */
export function balancerFields(balancer: LoadBalancer): [string, Value][] {
  const { listeners } = balancer;
  return [
    ['admin_state_up', true],
    ['availability_zone', null],
    ['created_at', octaviaTime(balancer.createdAt)],
    ['description', balancer.description],
    ['flavor_id', null],
    ['id', balancer.id],
    ['listeners', listeners.map((each) => each.id).join('\n')],
    ['name', balancer.name],
    ['operating_status', balancer.operating],
    ['pools', listeners.map((each) => each.pool.id).join('\n')],
    ['project_id', balancer.project],
    ['provider', 'amphora'],
    ['provisioning_status', balancer.provisioning],
    ['updated_at', octaviaTime(balancer.updatedAt)],
    ['vip_address', balancer.vipAddress],
    ['vip_network_id', balancer.vipNetwork],
    ['vip_port_id', balancer.vipPort],
    ['vip_qos_policy_id', null],
    ['vip_subnet_id', balancer.vipSubnet],
    ['vip_vnic_type', 'normal'],
    ['tags', ''],
    ['additional_vips', []],
  ];
}

/** What `loadbalancer status show` prints: the tree down to the members, each with its two states. */
export function statusTree(balancer: LoadBalancer) {
  const own = {
    operating_status: balancer.operating,
    provisioning_status: balancer.provisioning,
  };
  return {
    loadbalancer: {
      id: balancer.id,
      name: balancer.name,
      ...own,
      listeners: balancer.listeners.map((listener) => ({
        id: listener.id,
        name: listener.name,
        ...own,
        pools: [
          {
            id: listener.pool.id,
            name: listener.pool.name,
            ...own,
            members: listener.pool.members.map((member) => ({
              id: member.id,
              name: member.name,
              operating_status: member.operating,
              provisioning_status: 'ACTIVE',
              address: member.address,
              protocol_port: member.port,
            })),
          },
        ],
      })),
    },
  };
}

/** Virtual milliseconds as octavia prints them. */
export function octaviaTime(ms: number): string {
  return new Date(ms).toISOString().slice(0, 19);
}
