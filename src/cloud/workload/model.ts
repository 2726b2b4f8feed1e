/** The state of the workload clusters' insides: plain data, as the rest of the model. */

export interface WorkloadCluster {
  /** UUID of the Magnum cluster. */
  readonly cluster: string;
  /** Virtual milliseconds at which its API server answered first. */
  readonly startedAt: number;
  /** The version of Kubernetes that its image holds: `v1.34.8`. */
  readonly version: string;
  /** The network that its template asked for. */
  readonly networkDriver: string;
  /** When the addon provider of the management cluster installed the charts; null before. */
  addonsAt: number | null;
  nodes: WorkloadNode[];
  /** When the workers were exchanged for new ones; null when they never were. */
  replacedAt: number | null;
  deployments: UserDeployment[];
  services: UserService[];
  /** How many requests its load balancers have passed on. */
  requests: number;
}

export interface WorkloadNode {
  /** As its machine and its server are called. */
  readonly name: string;
  readonly role: 'control-plane' | 'worker';
  readonly address: string;
  /** Virtual milliseconds at which kubelet registered it. */
  readonly joinedAt: number;
  /** When Cluster API took its taint away; null before. A control plane never has the taint. */
  initializedAt: number | null;
  /** When its kubelet was heard of last; null while it is up. */
  downSince: number | null;
}

/** A deployment that somebody made with kubectl. */
export interface UserDeployment {
  readonly namespace: string;
  readonly name: string;
  readonly image: string;
  /** What stands after `--`; empty for what the image does by itself. */
  readonly command: readonly string[];
  replicas: number;
  readonly createdAt: number;
  /** When it was deleted: its pods go on for some seconds. */
  deletedAt: number | null;
}

/** A service that somebody made with kubectl. */
export interface UserService {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'ClusterIP' | 'NodePort' | 'LoadBalancer';
  readonly port: number;
  readonly targetPort: number;
  readonly nodePort: number;
  readonly clusterIp: string;
  readonly selector: Readonly<Record<string, string>>;
  readonly createdAt: number;
  /** When the cloud controller manager first saw it; null before, and for other types. */
  seenAt: number | null;
  /** Id of its load balancer in Octavia; null before there is one. */
  loadBalancer: string | null;
  /** The floating IP that is written into its status; null while that is pending. */
  ingress: string | null;
  /** What octavia answered last; null when it did what was asked. */
  trouble: string | null;
  /** When its deletion was asked for; it stays until the cloud controller manager has cleaned up. */
  deletedAt: number | null;
}

/** Something of every workload cluster does not work: an app by its name, and how. */
export interface BrokenApp {
  readonly app: string;
  /** It ends some seconds after each start, or its image can not be pulled. */
  readonly how: 'crashes' | 'no-image';
}
