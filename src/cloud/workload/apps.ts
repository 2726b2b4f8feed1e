/** What runs on a workload cluster: kubeadm's own pods, and those of the charts of capi-helm-charts 0.25.1. */

export interface App {
  readonly namespace: string;
  readonly name: string;
  readonly type: 'static' | 'daemonset' | 'deployment';
  readonly replicas: number;
  readonly containers: readonly string[];
  readonly image: string;
  /** Which nodes it may stand on. A deployment `anywhere` takes workers, and control planes it tolerates. */
  readonly on: 'anywhere' | 'control-plane' | 'workers';
  readonly tolerates: 'everything' | 'control-plane' | 'nothing';
  readonly hostNetwork: boolean;
  /** Virtual milliseconds. */
  readonly createdAt: number;
  readonly deletedAt: number | null;
  /** Who brought it: kubeadm and the charts, or somebody with kubectl. */
  readonly from: 'charts' | 'kubectl';
  /** Of its pods; `app.kubernetes.io/name` or `k8s-app` and the like. */
  readonly labels: Readonly<Record<string, string>>;
}

type Kind = Pick<App, 'name' | 'namespace'> &
  Partial<Omit<App, 'createdAt' | 'deletedAt' | 'from'>>;

/** What kubeadm puts there, from the first answer of the API server on. */
export function kubeadmApps(startedAt: number, version: string): App[] {
  const component = (name: string) =>
    app(startedAt, {
      namespace: 'kube-system',
      name,
      type: 'static',
      on: 'control-plane',
      tolerates: 'everything',
      hostNetwork: true,
      image: `registry.k8s.io/${name}:${name === 'etcd' ? '3.6.5-0' : version}`,
      labels: { component: name, tier: 'control-plane' },
    });
  return [
    ...['etcd', 'kube-apiserver', 'kube-controller-manager', 'kube-scheduler'].map(component),
    app(startedAt + 2_000, {
      namespace: 'kube-system',
      name: 'coredns',
      replicas: 2,
      tolerates: 'control-plane',
      image: 'registry.k8s.io/coredns/coredns:v1.12.1',
      labels: { 'k8s-app': 'kube-dns' },
    }),
    app(startedAt + 2_000, {
      namespace: 'kube-system',
      name: 'kube-proxy',
      type: 'daemonset',
      tolerates: 'everything',
      hostNetwork: true,
      image: `registry.k8s.io/kube-proxy:${version}`,
      labels: { 'k8s-app': 'kube-proxy' },
    }),
  ];
}

/** The chart of the network: the operator of Calico, or Cilium; nothing for a name that it does not know. */
export function networkOperator(networkDriver: string, at: number): App[] {
  if (networkDriver === 'calico')
    return [
      app(at, {
        namespace: 'tigera-operator',
        name: 'tigera-operator',
        on: 'control-plane',
        tolerates: 'everything',
        hostNetwork: true,
        image: 'quay.io/tigera/operator:v1.38.7',
        labels: { 'k8s-app': 'tigera-operator', name: 'tigera-operator' },
      }),
    ];
  return [];
}

/** What brings the network to each node. `at` is when the operator began its work. */
export function networkAgent(networkDriver: string, at: number): App | undefined {
  const agent = { type: 'daemonset', tolerates: 'everything', hostNetwork: true } as const;
  if (networkDriver === 'calico')
    return app(at, {
      ...agent,
      namespace: 'calico-system',
      name: 'calico-node',
      image: 'docker.io/calico/node:v3.30.4',
      labels: { 'k8s-app': 'calico-node' },
    });
  if (networkDriver === 'cilium')
    return app(at, {
      ...agent,
      namespace: 'kube-system',
      name: 'cilium',
      containers: ['cilium-agent'],
      image: 'quay.io/cilium/cilium:v1.17.0',
      labels: { 'k8s-app': 'cilium' },
    });
  return undefined;
}

/** The rest of the network's parts. */
export function networkParts(networkDriver: string, at: number, nodes: number): App[] {
  if (networkDriver === 'cilium')
    return [
      app(at, {
        namespace: 'kube-system',
        name: 'cilium-operator',
        replicas: Math.min(nodes, 2),
        tolerates: 'everything',
        hostNetwork: true,
        image: 'quay.io/cilium/operator-generic:v1.17.0',
      }),
    ];
  if (networkDriver !== 'calico') return [];
  const part = (kind: Omit<Kind, 'namespace'>) =>
    app(at + 2_000, { namespace: 'calico-system', tolerates: 'everything', ...kind });
  return [
    part({
      name: 'calico-typha',
      replicas: nodes > 2 ? 2 : 1,
      hostNetwork: true,
      image: 'docker.io/calico/typha:v3.30.4',
    }),
    part({
      name: 'calico-kube-controllers',
      tolerates: 'control-plane',
      image: 'docker.io/calico/kube-controllers:v3.30.4',
    }),
    part({
      name: 'csi-node-driver',
      type: 'daemonset',
      containers: ['calico-csi', 'csi-node-driver-registrar'],
      image: 'docker.io/calico/csi:v3.30.4',
    }),
    app(at + 30_000, {
      namespace: 'calico-apiserver',
      name: 'calico-apiserver',
      replicas: 2,
      tolerates: 'control-plane',
      image: 'docker.io/calico/apiserver:v3.30.4',
    }),
  ];
}

export const ccmName = 'openstack-cloud-controller-manager';

/** The cloud controller manager: it is what makes load balancers, and tells nodes what they are. */
export function cloudController(at: number): App {
  return app(at, {
    namespace: 'openstack-system',
    name: ccmName,
    type: 'daemonset',
    on: 'control-plane',
    tolerates: 'everything',
    hostNetwork: true,
    image: 'registry.k8s.io/provider-os/openstack-cloud-controller-manager:v1.34.1',
    labels: { app: ccmName, component: 'controllermanager', release: 'ccm-openstack' },
  });
}

/** The other charts that are on by default. */
export function otherAddons(at: number): App[] {
  const simple = (namespace: string, name: string, more: Omit<Kind, 'name' | 'namespace'> = {}) =>
    app(at, { namespace, name, ...more });
  const csi = (name: string, more: Omit<Kind, 'name' | 'namespace'>) =>
    simple('openstack-system', `openstack-cinder-csi-${name}`, {
      image: 'registry.k8s.io/provider-os/cinder-csi-plugin:v1.34.1',
      labels: { app: 'openstack-cinder-csi', component: name },
      ...more,
    });
  return [
    csi('controllerplugin', {
      on: 'control-plane',
      tolerates: 'control-plane',
      containers: [
        'csi-attacher',
        'csi-provisioner',
        'csi-snapshotter',
        'csi-resizer',
        'liveness-probe',
        'cinder-csi-plugin',
      ],
    }),
    csi('nodeplugin', {
      type: 'daemonset',
      tolerates: 'everything',
      hostNetwork: true,
      containers: ['node-driver-registrar', 'liveness-probe', 'cinder-csi-plugin'],
    }),
    simple('kube-system', 'metrics-server', {
      image: 'registry.k8s.io/metrics-server/metrics-server:v0.7.2',
    }),
    simple('kubernetes-dashboard', 'kubernetes-dashboard', {
      image: 'docker.io/kubernetesui/dashboard:v2.7.0',
    }),
    simple('node-feature-discovery', 'node-feature-discovery-master', {
      tolerates: 'control-plane',
      image: 'registry.k8s.io/nfd/node-feature-discovery:v0.17.3',
    }),
    simple('node-feature-discovery', 'node-feature-discovery-gc', {
      image: 'registry.k8s.io/nfd/node-feature-discovery:v0.17.3',
    }),
    simple('node-feature-discovery', 'node-feature-discovery-worker', {
      type: 'daemonset',
      on: 'workers',
      image: 'registry.k8s.io/nfd/node-feature-discovery:v0.17.3',
    }),
    simple('node-problem-detector', 'node-problem-detector', {
      type: 'daemonset',
      tolerates: 'everything',
      image: 'registry.k8s.io/node-problem-detector/node-problem-detector:v0.8.20',
    }),
    simple('gpu-operator', 'gpu-operator', {
      tolerates: 'control-plane',
      image: 'nvcr.io/nvidia/gpu-operator:v25.3.4',
    }),
    simple('network-operator', 'network-operator', {
      tolerates: 'control-plane',
      image: 'nvcr.io/nvidia/cloud-native/network-operator:v25.1.0',
    }),
  ];
}

function app(createdAt: number, kind: Kind): App {
  return {
    type: 'deployment',
    replicas: 1,
    containers: [kind.name],
    image: '',
    on: 'anywhere',
    tolerates: 'nothing',
    hostNetwork: false,
    labels: { 'app.kubernetes.io/name': kind.name },
    ...kind,
    createdAt,
    deletedAt: null,
    from: 'charts',
  };
}
