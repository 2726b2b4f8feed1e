/**
 * The state of the simulated cloud: plain data, serialisable, no behaviour. What a program prints is
 * computed from here (and from the hosts' files) each time it is asked.
 */

import type {
  ApplicationCredential,
  ComputeModel,
  FloatingIp,
  Image,
  OctaviaModel,
  Port,
  Router,
  Subnet,
} from './openstack/model.ts';
import type { VaultModel } from './vault/model.ts';
import type { BrokenApp, WorkloadCluster } from './workload/model.ts';

export interface CloudModel {
  /** Seed of every made-up identifier, so that a walk is repeatable. */
  readonly seed: number;
  /** Grows with every identifier made. */
  nextId: number;
  /** Virtual milliseconds: up to here everything that happens by itself has happened. */
  evolvedTo: number;
  juju: JujuModel;
  keystone: KeystoneModel;
  network: NetworkModel;
  compute: ComputeModel;
  octavia: OctaviaModel;
  magnum: MagnumModel;
  vault: VaultModel;
  mgmt: MgmtCluster;
  /** The insides of the workload clusters whose API servers have ever answered. */
  workloads: WorkloadCluster[];
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
  /** The unit beside which it stands on the same machine; only subordinates have one. */
  principal?: string;
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
  applicationCredentials: ApplicationCredential[];
}

export interface NetworkModel {
  securityGroups: { id: string; name: string; project: string }[];
  rules: SecurityGroupRule[];
  subnets: Subnet[];
  routers: Router[];
  ports: Port[];
  floatingIps: FloatingIp[];
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
  /** How far the clock of magnum/0 is ahead. Its API takes a token of an hour to be expired then. */
  clockAheadMs: number;
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
  lastHealthPoll: number;
  /** The user who asked for it. */
  user: string;
  build: ClusterBuild;
  /** The application credential that the driver made for it; null before it did. */
  credential: string | null;
}

/** What Cluster API does one after the other; each name is reached when that is done. */
export type BuildStage =
  'network' | 'load-balancer' | 'control-plane' | 'workers' | 'addons' | 'ready';

export interface ClusterBuild {
  /** The stage that is worked on; null once all are reached, and before the charts are installed. */
  doing: BuildStage | null;
  /** The earliest end of it. */
  dueAt: number;
  /** Virtual milliseconds. `control-plane`: its API answers; `workers`: they joined; `addons`: their pods run. */
  reached: Partial<Record<BuildStage, number>>;
  /** What the controller last met, as the condition of its object tells; null while all is well. */
  trouble: string | null;
}

/** A custom resource of a workload cluster on the management cluster. */
export interface ClusterResource {
  /** As Cluster API calls it: the stack id of the Magnum cluster. */
  name: string;
  /** `magnum-<project id>`. */
  namespace: string;
  uid: string;
  createdAt: number;
  finalizers: string[];
  /** Virtual milliseconds; null while nobody asked for its deletion. */
  deletionTimestamp: number | null;
  /** What holds it up, as its condition `Ready` tells; null while it is ready. */
  message: string | null;
}

/** An OpenStackCluster. Its controller logs in with a credential that is kept beside it, in a secret. */
export interface OpenStackClusterResource extends ClusterResource {
  /** Id of the application credential in the secret `<name>-cloud-credentials`. */
  credential: string;
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
  /** The `Cluster` resources of the workload clusters, and their `OpenStackCluster`s of the same names. */
  clusters: ClusterResource[];
  openstackClusters: OpenStackClusterResource[];
}

export interface InternetModel {
  /** False cuts magnum/0 off from pypi.org and get.helm.sh. */
  egress: boolean;
  /** Versions of magnum-capi-helm that pip can find, oldest first. */
  driverVersions: string[];
  helmVersions: string[];
  /** The digest file of get.helm.sh does not match the tarball. */
  helmChecksumWrong: boolean;
  /** False: magnum/0 can not reach the repository of the cluster charts. */
  chartsReachable: boolean;
  /** What azimuth-images.stackhpc.cloud serves: name, bytes and the sha512 of its manifest. */
  azimuthImages: { name: string; size: number; sha512: string }[];
}

/** What images, flavors and networks there are to be named. */
export interface CatalogModel {
  images: Image[];
  flavors: {
    id: string;
    name: string;
    ram: number;
    vcpus: number;
    disk: number;
    public: boolean;
  }[];
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
  | { readonly type: 'makes-root-ca' }
  /** Another tenant takes all memory that is left once a Service has a load balancer, and what it frees. */
  | { readonly type: 'fills-hypervisors'; seenService: boolean }
  /** The VM of the management cluster is shut off while the first cluster is being built. */
  | { readonly type: 'kills-mgmt-vm' }
  /** The clock of magnum/0 goes wrong as soon as there is an image with Kubernetes. */
  | { readonly type: 'advances-magnum-clock' }
  /** Cluster API's credential for a complete cluster is exchanged for one without load-balancer_member. */
  | { readonly type: 'exchanges-credential' }
  /** Pods of an app fail in every workload cluster. */
  | { readonly type: 'breaks-app'; readonly app: BrokenApp['app']; readonly how: BrokenApp['how'] }
  /** Hosts run out of memory once a cluster is complete: new workers join, and nobody initialises them. */
  | { readonly type: 'loses-workers-and-mgmt-vm' }
  /** One worker of a complete cluster is shut off. */
  | { readonly type: 'stops-worker' };
