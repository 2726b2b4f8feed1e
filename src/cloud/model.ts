/**
 * The state of the simulated cloud: plain data, serialisable, no behaviour. What a program prints is
 * computed from here (and from the hosts' files) each time it is asked.
 */

export interface CloudModel {
  /** Seed of every made-up identifier, so that a walk is repeatable. */
  readonly seed: number;
  /** Grows with every identifier made. */
  nextId: number;
  juju: JujuModel;
  keystone: KeystoneModel;
  network: NetworkModel;
  magnum: MagnumModel;
  mgmt: MgmtCluster;
  internet: InternetModel;
}

export interface JujuModel {
  version: string;
  controller: string;
  model: string;
  user: string;
  /** Virtual milliseconds at which the macaroon expires; the next call after it needs a login. */
  macaroonUntil: number;
  units: JujuUnit[];
  operations: JujuTask[];
  /** Operations and tasks share one sequence of ids. */
  nextOperation: number;
}

export interface JujuUnit {
  name: string;
  leader: boolean;
  machine: string;
  address: string;
  workload: string;
  workloadMessage: string;
  agent: string;
  /** The host of the simulated cloud that stands for this unit, when one does. */
  host: string | undefined;
  relations: string[];
}

export interface JujuTask {
  operation: string;
  task: string;
  unit: string;
  action: string;
  status: 'completed' | 'failed';
  message: string;
  results: Record<string, string | number>;
  /** Virtual milliseconds. */
  enqueued: number;
  started: number;
  completed: number;
}

export interface KeystoneModel {
  authUrl: string;
  domains: { id: string; name: string }[];
  projects: { id: string; name: string; domain: string }[];
  users: { id: string; name: string; domain: string; password: string }[];
  /** role name per user id and project id. */
  assignments: { user: string; project: string; role: string }[];
}

export interface NetworkModel {
  securityGroups: { id: string; name: string; project: string }[];
  rules: SecurityGroupRule[];
  /** `address:port` that answer a TCP connect, as a function of what is up: see reachable.ts. */
  unreachable: string[];
}

export interface SecurityGroupRule {
  id: string;
  group: string;
  direction: 'ingress' | 'egress';
  etherType: 'IPv4' | 'IPv6';
  protocol: string | null;
  portMin: number | null;
  portMax: number | null;
  remotePrefix: string | null;
}

export interface MagnumModel {
  /** Name in magnum.conf `[trust]`; when no such domain exists every coe call answers 403. */
  trusteeDomain: string;
  trusteeAdmin: string;
  services: {
    id: number;
    host: string | null;
    binary: string;
    state: 'up' | 'down';
    since: number;
  }[];
  templates: ClusterTemplate[];
  clusters: Cluster[];
  keypairs: { name: string; user: string }[];
}

export interface ClusterTemplate {
  uuid: string;
  name: string;
  project: string;
  public: boolean;
  image: string;
  networkDriver: string;
}

export interface Cluster {
  uuid: string;
  name: string;
  project: string;
  template: string;
  keypair: string;
  stackId: string;
  status: string;
  statusReason: string | null;
  masterCount: number;
  nodeCount: number;
  apiAddress: string | null;
  /** Last value the conductor stored: it polls health every 60 s of virtual time. */
  healthStatus: string | null;
  healthReason: Record<string, string>;
  /** Virtual milliseconds. */
  createdAt: number;
  /** When the operation under way ends, and how. */
  settlesAt: number | null;
  settlesTo: string | null;
  lastHealthPoll: number;
}

/** The Kubernetes cluster that Cluster API runs on: the VM capi-mgmt-v2. */
export interface MgmtCluster {
  vm: string;
  vmStatus: 'ACTIVE' | 'SHUTOFF';
  fip: string;
  /** What the API server accepts: a kubeconfig whose client key data has this sha256. */
  kubeconfigSha256: string;
  apiVersions: string[];
  crds: string[];
  releases: {
    name: string;
    namespace: string;
    chart: string;
    appVersion: string;
    status: string;
  }[];
  deployments: {
    namespace: string;
    name: string;
    ready: number;
    replicas: number;
    restarts: number;
  }[];
  nodes: { name: string; ready: boolean; version: string }[];
}

export interface InternetModel {
  /** False cuts magnum/0 off from pypi.org and get.helm.sh. */
  egress: boolean;
  /** Versions of magnum-capi-helm that pip can find. */
  driverVersions: string[];
  helmVersions: string[];
  /** The digest file of get.helm.sh does not match the tarball. */
  helmChecksumWrong: boolean;
}
