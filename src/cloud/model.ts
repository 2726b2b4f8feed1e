/**
 * The state of the simulated cloud: plain data, serialisable, no behaviour. What a program prints is
 * computed from here (and from the hosts' files) each time it is asked.
 */

import type { VaultModel } from './vault/model.ts';

export interface CloudModel {
  /** Seed of every made-up identifier, so that a walk is repeatable. */
  readonly seed: number;
  /** Grows with every identifier made. */
  nextId: number;
  juju: JujuModel;
  keystone: KeystoneModel;
  network: NetworkModel;
  magnum: MagnumModel;
  vault: VaultModel;
  mgmt: MgmtCluster;
  internet: InternetModel;
  catalog: CatalogModel;
  /** What undoes the operator's work behind their back, each as something that really acts on the hosts. */
  interference: Interference[];
}

export interface JujuModel {
  version: string;
  controller: string;
  model: string;
  user: string;
  /** Virtual milliseconds at which the macaroon expires; the next call after it needs a login. */
  macaroonUntil: number;
  /** What `juju login` takes in training. */
  password: string;
  /** After `juju logout` there is no account to speak of. */
  loggedOut: boolean;
  /** How many bytes of a payload arrive on a unit; undefined: all of them. */
  stdinLimit: number | undefined;
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
  /** As they were given: juju keeps them, and shows them to whoever asks. */
  parameters: Record<string, string>;
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
  roles: { id: string; name: string }[];
}

export interface NetworkModel {
  securityGroups: { id: string; name: string; project: string }[];
  rules: SecurityGroupRule[];
  /** `address:port` that answer a TCP connect, as a function of what is up: see reachable.ts. */
  unreachable: string[];
  /** The source address that the management VM sees, by host. */
  seenAs: Record<string, string>;
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
  /** What the conductor that runs now was started with; undefined before the first look at it. */
  conductor: RunningConductor | undefined;
}

/** A Python process keeps the modules and options it was started with, whatever is installed later. */
export interface RunningConductor {
  /** Changes with each start of the service. */
  start: string;
  driver: string | undefined;
  /** The options of `[capi_helm]` that it read. */
  options: Record<string, string>;
}

export interface ClusterTemplate {
  uuid: string;
  name: string;
  project: string;
  public: boolean;
  image: string;
  networkDriver: string;
  externalNetwork: string;
  masterFlavor: string;
  flavor: string;
  labels: Record<string, string>;
  createdAt: number;
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
  vmId: string;
  project: string;
  vmStatus: 'ACTIVE' | 'SHUTOFF';
  fip: string;
  /** The address of the VM on its own network. */
  fixedIp: string;
  /** Virtual milliseconds: when a VM that was told to start is ACTIVE (0: none was), and when its API answers. */
  activeAt: number;
  apiReadyAt: number;
  /** Conditions of the workload clusters that do not come true, by health axis: `controlplane`. */
  conditions: Record<string, string>;
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
  /** Versions of magnum-capi-helm that pip can find, oldest first. */
  driverVersions: string[];
  helmVersions: string[];
  /** The digest file of get.helm.sh does not match the tarball. */
  helmChecksumWrong: boolean;
}

/** What images, flavors and networks there are to be named. */
export interface CatalogModel {
  images: {
    id: string;
    name: string;
    owner: string;
    status: string;
    visibility: string;
    properties: Record<string, string>;
  }[];
  flavors: { id: string; name: string; ram: number; vcpus: number; disk: number }[];
  networks: { id: string; name: string; project: string; external: boolean }[];
}

export type Interference =
  /** The package is put back to this version whenever another one is found. */
  | { readonly type: 'pins-driver'; readonly version: string }
  /** /etc/default/magnum-conductor is rendered anew without `--config-dir`. */
  | { readonly type: 'rewrites-defaults' }
  /** The link /usr/bin/helm is taken away. */
  | { readonly type: 'unlinks-helm' }
  /** The conductor dies a few seconds after each start with `--config-dir`. */
  | { readonly type: 'kills-conductor' }
  /** The first holder's share is given to vault by somebody else, once, as soon as vault is ready for it. */
  | { readonly type: 'gives-first-share' }
  /** The vault charm is configured to make its root CA by itself once it is authorized. */
  | { readonly type: 'makes-root-ca' };
