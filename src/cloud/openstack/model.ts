/**
 * Nova, neutron, glance and octavia as types: plain data, serialisable, no behaviour. Times are virtual
 * milliseconds; a `project` or `user` is keystone's id.
 */

export interface ComputeModel {
  hypervisors: Hypervisor[];
  /** All servers but the VM of the management cluster, which has a model of its own. */
  servers: Server[];
}

/** A compute host. What is allocated on it is counted from the servers; what is reserved stands in its nova.conf. */
export interface Hypervisor {
  id: string;
  /** `openstack1.maas`, as nova names it. */
  hostname: string;
  /** The Juju unit and simulated host, `nova-compute/0`. */
  unit: string;
  address: string;
  vcpus: number;
  memoryMb: number;
  diskGb: number;
}

export interface Server {
  id: string;
  name: string;
  project: string;
  user: string;
  status: 'BUILD' | 'ACTIVE' | 'SHUTOFF' | 'ERROR';
  /** Where it runs: a hypervisor's hostname; null when none had room for it. */
  hypervisor: string | null;
  flavor: string;
  image: string;
  keypair: string | null;
  createdAt: number;
  /** What it turns into by itself, and when. */
  becomes: { status: 'ACTIVE' | 'SHUTOFF'; at: number } | null;
  fault: string | null;
  /** Which machine of which workload cluster it is: `cluster` is the name that Cluster API gave it. */
  machine: { cluster: string; role: 'control-plane' | 'worker' } | null;
}

export interface Image {
  id: string;
  name: string;
  owner: string;
  status: 'queued' | 'saving' | 'uploading' | 'importing' | 'active' | 'killed' | 'deactivated';
  visibility: 'public' | 'community' | 'shared' | 'private';
  properties: Record<string, string>;
  diskFormat: string;
  containerFormat: string;
  /** Bytes; null before there are any. */
  size: number | null;
  /** sha512 of what is stored; null before it is known. */
  sha512: string | null;
  createdAt: number;
  updatedAt: number;
  /** What happens to it by itself, next first. */
  plan: ImageStep[];
}

export interface ImageStep {
  at: number;
  status: Image['status'];
  diskFormat?: string;
  size?: number;
  sha512?: string;
}

export interface Subnet {
  id: string;
  name: string;
  network: string;
  project: string;
  cidr: string;
  gateway: string;
  nameservers: string[];
}

export interface Router {
  id: string;
  name: string;
  project: string;
  /** Its way out; null when the gateway is unset. */
  gateway: { network: string; address: string } | null;
}

export interface Port {
  id: string;
  name: string;
  project: string;
  network: string;
  subnet: string;
  address: string;
  /** `compute:nova`, `network:router_interface`, `Octavia`; empty for a port of nobody. */
  deviceOwner: string;
  /** The server, router or load balancer (`lb-<id>`) it belongs to. */
  device: string;
  securityGroups: string[];
}

export interface FloatingIp {
  id: string;
  address: string;
  network: string;
  project: string;
  description: string;
  /** The port behind it; null when it is free. */
  port: string | null;
}

export interface OctaviaModel {
  loadBalancers: LoadBalancer[];
  /** Octavia's own rows. A server `amphora-*` without one is a zombie. */
  amphorae: Amphora[];
  /** Grows with each request of the API. */
  requests: number;
}

export interface LoadBalancer {
  id: string;
  name: string;
  description: string;
  project: string;
  provisioning: 'ACTIVE' | 'PENDING_CREATE' | 'PENDING_UPDATE' | 'PENDING_DELETE' | 'ERROR';
  operating: 'ONLINE' | 'OFFLINE' | 'DEGRADED' | 'ERROR' | 'NO_MONITOR';
  vipAddress: string;
  vipPort: string;
  vipNetwork: string;
  vipSubnet: string;
  listeners: Listener[];
  createdAt: number;
  updatedAt: number;
  /** What octavia's worker is doing with it. */
  task: LoadBalancerTask | null;
  /** The network that a floating IP is taken from once it is ACTIVE; null: it gets none. */
  floatingFrom: string | null;
}

export interface LoadBalancerTask {
  type: 'create' | 'failover' | 'delete';
  endsAt: number;
  /** How it ends, settled when it began: without room for one more amphora it fails. */
  succeeds: boolean;
  /** The amphora that is being made for it. */
  amphora: string | null;
}

export interface Listener {
  id: string;
  name: string;
  protocol: 'TCP';
  port: number;
  pool: { id: string; name: string; members: Member[] };
}

export interface Member {
  id: string;
  name: string;
  address: string;
  port: number;
  operating: 'ONLINE' | 'ERROR' | 'NO_MONITOR';
}

export interface Amphora {
  id: string;
  loadBalancer: string;
  /** The server. */
  compute: string;
  status: 'BOOTING' | 'ALLOCATED' | 'PENDING_DELETE' | 'ERROR';
  role: 'STANDALONE';
  lbNetworkIp: string;
  vrrpIp: string;
  vrrpPort: string;
  createdAt: number;
}

/** A key of its own for a program, with roles that stay what they were when it was made. */
export interface ApplicationCredential {
  id: string;
  name: string;
  description: string;
  user: string;
  project: string;
  roles: string[];
  createdAt: number;
}
