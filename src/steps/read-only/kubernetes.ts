import type { Argument } from './argument.ts';
import { judgeCommands } from './commands.ts';
import type { Commands } from './commands.ts';
import { judged, plain, tree } from './make.ts';
import type { Syntax } from './options.ts';
import { notListed } from './rule.ts';
import type { Program, Reason } from './rule.ts';

/** Without `-w`: it would not end. */
const GET: Syntax = {
  flags:
    '-A -R --all-namespaces --show-labels --no-headers --ignore-not-found --show-kind --recursive --show-managed-fields',
  takes:
    '-o -l -f -k -L --output --selector --field-selector --sort-by --filename --kustomize --label-columns --chunk-size ' +
    '--subresource --template --raw',
  may: '--no-headers --ignore-not-found --show-managed-fields --all-namespaces --show-labels --allow-missing-template-keys',
  // A GET of these runs something in a container or is handed on to a service.
  values: { '--raw': /^\/(?!.*(?:exec|attach|portforward|proxy|run))[\w/.?&=:-]*$/ },
  open: true,
};

const KUBECTL: Commands = {
  anywhere: {
    takes:
      '-n -s -v --namespace --context --cluster --user --kubeconfig --server --request-timeout --as --as-group --token ' +
      '--certificate-authority',
    may: '--insecure-skip-tls-verify --warnings-as-errors --match-server-version',
    flags: '--insecure-skip-tls-verify',
  },
  commands: {
    get: GET,
    describe: {
      flags: '-A -R --all-namespaces --recursive',
      takes: '-l -f --selector --filename --chunk-size',
      may: '--show-events --all-namespaces',
      open: true,
    },
    logs: {
      flags: '-p --previous --all-containers --timestamps --prefix --ignore-errors --all-pods',
      takes:
        '-c -l --container --selector --tail --since --since-time --limit-bytes --max-log-requests --pod-running-timeout',
      may: '--all-containers --timestamps --prefix --previous',
      open: true,
    },
    events: { flags: '-A --all-namespaces', takes: '-o --output --for --types', open: true },
    'top pod': {
      flags: '-A --all-namespaces --containers --no-headers --sum',
      takes: '-l --selector --sort-by --field-selector',
      may: '--containers',
      open: true,
    },
    'top pods': {
      flags: '-A --all-namespaces --containers --no-headers',
      takes: '-l --selector --sort-by',
      open: true,
    },
    'top node': { flags: '--no-headers', takes: '-l --selector --sort-by', open: true },
    'top nodes': { flags: '--no-headers', takes: '-l --selector --sort-by', open: true },
    version: {
      flags: '--client --short',
      takes: '-o --output',
      may: '--client --short',
      operands: 0,
    },
    'api-resources': {
      flags: '--no-headers',
      takes: '-o --output --api-group --verbs --sort-by --categories',
      may: '--namespaced --cached',
      operands: 0,
    },
    'api-versions': { operands: 0 },
    'cluster-info': { operands: 0 },
    explain: { flags: '--recursive', takes: '--api-version --output -o', may: '--recursive' },
    'config view': {
      flags: '--minify --raw --flatten --merge',
      takes: '-o --output',
      may: '--minify --raw --flatten --merge',
      operands: 0,
    },
    'config get-contexts': { flags: '--no-headers', takes: '-o --output' },
    'config get-clusters': { operands: 0 },
    'config get-users': { operands: 0 },
    'config current-context': { operands: 0 },
    'auth can-i': {
      flags: '-A --all-namespaces --list -q --quiet',
      takes: '--subresource',
      may: '--list',
    },
    'auth whoami': { takes: '-o --output', operands: 0 },
    'rollout status': { takes: '--timeout --revision -l -f', may: '--watch' },
    'rollout history': { takes: '--revision -l -f -o' },
    wait: {
      flags: '--all -A --all-namespaces -R',
      takes: '--for --timeout -l -f -o --selector --field-selector',
      may: '--all',
    },
    diff: { flags: '-R', takes: '-f --filename' },
  },
};

const HELM_LIST: Syntax = {
  flags:
    '-A -a -q -d -r --all-namespaces --all --short --date --reverse --deployed --failed --pending --superseded ' +
    '--uninstalled --uninstalling --no-headers',
  takes: '-o -f -l -m --output --filter --selector --max --offset --time-format',
  open: true,
};

/** What asks a Kubernetes cluster. */
export const kubernetesPrograms: readonly Program[] = [
  ...tree('kubectl oc', KUBECTL),
  ...judged(
    'k8s k3s microk8s minikube',
    '`kubectl ...` as `kubectl`; `status`, `version`',
    judgeDistribution,
  ),
  ...tree('microk8s.kubectl', KUBECTL),
  ...tree('helm', {
    anywhere: {
      takes: '-n --namespace --kube-context --kubeconfig --registry-config --repository-config',
      flags: '--debug',
    },
    commands: {
      list: HELM_LIST,
      ls: HELM_LIST,
      status: {
        flags: '--show-resources --show-desc',
        takes: '-o --output --revision',
        open: true,
      },
      history: { takes: '-o --output --max', open: true },
      'get all': { takes: '--revision --template', open: true },
      'get values': { flags: '-a --all', takes: '--revision -o --output', open: true },
      'get manifest': { takes: '--revision', open: true },
      'get notes': { takes: '--revision', open: true },
      'get hooks': { takes: '--revision', open: true },
      'get metadata': { takes: '--revision -o --output', open: true },
      version: { flags: '--short --client -c', takes: '--template', operands: 0 },
      'search repo': {
        flags: '-l --versions --devel -r',
        takes: '--version -o --output --max-col-width',
      },
      'search hub': { takes: '-o --output --max-col-width' },
      'show chart': { takes: '--version --repo' },
      'show values': { takes: '--version --repo' },
      'show readme': { takes: '--version --repo' },
      'show crds': { takes: '--version --repo' },
      'show all': { takes: '--version --repo' },
      env: { operands: 1 },
      'repo list': { takes: '-o --output', operands: 0 },
      'dependency list': {},
      'plugin list': { operands: 0 },
    },
  }),
  ...tree('kubeadm', {
    commands: {
      version: { takes: '-o --output' },
      'certs check-expiration': { takes: '--cert-dir --config -o' },
      'config images list': { takes: '--kubernetes-version --image-repository' },
    },
  }),
  ...tree('clusterctl', {
    anywhere: { takes: '-n --namespace --kubeconfig --kubeconfig-context -v --config' },
    commands: {
      version: { takes: '-o --output' },
      'describe cluster': {
        flags: '--disable-no-echo --disable-grouping --grouping --echo',
        takes: '--show-conditions',
        may: '--grouping --echo',
      },
    },
  }),
  ...tree('cilium', {
    anywhere: { takes: '-n --namespace --context' },
    commands: { status: { flags: '--wait --verbose', takes: '-o --output' }, version: {} },
  }),
  ...tree('calicoctl', {
    anywhere: { flags: '--allow-version-mismatch' },
    commands: {
      get: { flags: '-A --all-namespaces', takes: '-o -n --output --namespace' },
      'node status': {},
      version: {},
    },
  }),
  ...tree('kind', {
    commands: { 'get clusters': {}, 'get nodes': { takes: '--name' }, version: {} },
  }),
  ...plain('kubectx kubens', { flags: '-c --current', operands: 0 }),
];

/** `microk8s kubectl get pods` is kubectl's; of its own only what tells how it stands is known. */
function judgeDistribution(name: string, args: readonly Argument[]): Reason {
  const [first, ...rest] = args;
  if (first?.literal === 'kubectl') {
    const own = rest[0]?.literal === '--' ? rest.slice(1) : rest;
    return judgeCommands(`${name} kubectl`, own, KUBECTL);
  }
  const own: Record<string, Syntax> = {
    version: { operands: 0 },
    ...(name === 'k3s'
      ? {}
      : { status: { flags: '--wait-ready', takes: '--timeout --format -t -p --profile' } }),
    ...(name === 'minikube' ? { ip: {}, 'profile list': {}, 'addons list': {} } : {}),
  };
  return args.length === 0 ? notListed(name) : judgeCommands(name, args, { commands: own });
}
