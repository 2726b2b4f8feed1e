/** kubectl, as far as the runbooks look at the clusters with it, and change them. */
import { answering, fails, notKnown, says } from '../answers.ts';
import type { Arguments } from '../arguments.ts';
import type { Answer, Call, Program } from '../world.ts';
import { create, expose, remove, scale } from './kubectl/change.ts';
import { get } from './kubectl/get.ts';
import { patch, taint } from './kubectl/patch.ts';
import { open, readRequest, type Request } from './kubectl/request.ts';
import { describe, logs } from './kubectl/tell.ts';
import { rollout, wait } from './kubectl/wait.ts';
import type { KubeApi } from './object.ts';

/** The Kubernetes client of the jumphost. */
export const kubectl: Program = {
  name: 'kubectl',
  path: '/usr/bin/kubectl',
  hosts: ['jumphost'],
  run: (call) =>
    answering(async () => {
      const read = readRequest(call);
      if (read === undefined) return notKnown('kubectl', call);
      const verb = read.words[0] ?? '';
      if (verb === 'version') return version(call, read);
      if (verb === 'config') return config(call, read);
      const run = verbs[verb];
      if (run === undefined) return unknownVerb(call, verb);
      // Asked for nothing, it does not go to the server first.
      if (verb === 'get' && read.words.length < 2 && !read.options.has('raw'))
        return fails(nothingNamed);
      return run(await open(call, read));
    }),
};

const verbs: Readonly<Record<string, (request: Request) => Promise<Answer> | Answer>> = {
  'api-versions': (request) => says(versionsOf(request.look()).sort(coreLast).join('\n')),
  create,
  delete: remove,
  describe,
  expose,
  get,
  logs,
  patch,
  rollout,
  scale,
  taint,
  wait,
};

/** What the real program knows but this cloud does not, and what nobody knows, both fail and say so. */
function unknownVerb(call: Call, verb: string): Answer {
  return verb === ''
    ? notKnown('kubectl', call)
    : fails(
        `error: unknown command "${verb}" for "kubectl"\nsimulated cloud: not known: kubectl ${call.args.join(' ')}`,
        2,
      );
}

async function version(call: Call, read: Arguments): Promise<Answer> {
  const json = read.options.get('output') === 'json';
  const client = { clientVersion: { gitVersion: clientVersion, platform: 'linux/amd64' } };
  const plain = `Client Version: ${clientVersion}\nKustomize Version: v5.5.0`;
  if (read.options.has('client')) return says(json ? JSON.stringify(client, null, 2) : plain);
  const api = (await open(call, read)).look();
  const gitVersion =
    api.workload?.workload.version ?? call.world.model.mgmt.nodes[0]?.version ?? '';
  return says(
    json
      ? JSON.stringify({ ...client, serverVersion: { gitVersion } }, null, 2)
      : `${plain}\nServer Version: ${gitVersion}`,
  );
}

/** `kubectl config current-context`, from the file alone. */
async function config(call: Call, read: Arguments): Promise<Answer> {
  if (read.words[1] !== 'current-context') return notKnown('kubectl', call);
  const path = read.options.get('kubeconfig') ?? call.env.get('KUBECONFIG') ?? '';
  const text = path === '' ? undefined : call.host.files.read(path);
  const context = /^current-context: *(\S+)$/m.exec(text ?? '')?.[1];
  return context === undefined ? fails('error: current-context is not set') : says(context);
}

function versionsOf({ workload, world }: KubeApi): string[] {
  if (workload === undefined) return [...world.model.mgmt.apiVersions];
  const calico = workload.workload.networkDriver === 'calico' ? calicoVersions : [];
  return [...coreVersions, ...(workload.workload.addonsAt === null ? [] : calico)];
}

function coreLast(a: string, b: string): number {
  if (a === 'v1' || b === 'v1') return a === b ? 0 : a === 'v1' ? 1 : -1;
  return a < b ? -1 : a > b ? 1 : 0;
}

const nothingNamed =
  'You must specify the type of resource to get. Use "kubectl api-resources" for a complete list of supported resources.\n\n' +
  'error: Required resource not specified.\nUse "kubectl explain <resource>" for a detailed description of that resource (e.g. kubectl explain pods).\nSee \'kubectl get -h\' for help and examples';
const clientVersion = 'v1.32.4';
const coreVersions = [
  'admissionregistration.k8s.io/v1',
  'apiextensions.k8s.io/v1',
  'apiregistration.k8s.io/v1',
  'apps/v1',
  'authentication.k8s.io/v1',
  'authorization.k8s.io/v1',
  'autoscaling/v1',
  'autoscaling/v2',
  'batch/v1',
  'certificates.k8s.io/v1',
  'coordination.k8s.io/v1',
  'discovery.k8s.io/v1',
  'events.k8s.io/v1',
  'flowcontrol.apiserver.k8s.io/v1',
  'metrics.k8s.io/v1beta1',
  'networking.k8s.io/v1',
  'node.k8s.io/v1',
  'policy/v1',
  'rbac.authorization.k8s.io/v1',
  'resource.k8s.io/v1',
  'scheduling.k8s.io/v1',
  'storage.k8s.io/v1',
  'v1',
];
const calicoVersions = [
  'crd.projectcalico.org/v1',
  'operator.tigera.io/v1',
  'projectcalico.org/v3',
];
