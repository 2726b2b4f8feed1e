/** `kubectl describe` and `kubectl logs`, in short: what a person looks for there. */
import { stringify } from 'yaml';
import { fails, notKnown, says } from '../../answers.ts';
import { ccmName } from '../../workload/apps.ts';
import type { Answer } from '../../world.ts';
import { whyNot } from '../kinds/workload-pods.ts';
import type { KubeApi, KubeObject } from '../object.ts';
import { dig, digList, digText } from '../object.ts';
import { age } from '../time.ts';
import { asked, find, findOne } from './find.ts';
import type { Request } from './request.ts';

/** `kubectl describe TYPE [NAME...]`: the object's parts by name, and what was last reported about it. */
export function describe(request: Request): Answer {
  const api = request.look();
  const found = asked(request.words).map((one) => find(request, api, one));
  const missing = found.flatMap((one) => one.missing);
  const texts = found.flatMap(({ objects }) => objects.map((object) => told(api, object)));
  if (missing.length > 0) return fails(missing.join('\n'), 1, texts.join('\n\n'));
  return texts.length === 0
    ? says('', `No resources found in ${request.namespace} namespace.`)
    : says(texts.join('\n\n'));
}

function told(api: KubeApi, object: KubeObject): string {
  const { name, namespace, labels, annotations, finalizers, deletionTimestamp } = object.metadata;
  const head: [string, string][] = [
    ['Name', name],
    ...(namespace === undefined ? [] : ([['Namespace', namespace]] as [string, string][])),
    ['Labels', pairs(labels)],
    ['Annotations', pairs(annotations)],
    ...(finalizers === undefined
      ? []
      : ([['Finalizers', finalizers.join(',')]] as [string, string][])),
    ...(deletionTimestamp === undefined
      ? []
      : ([['Termination', `since ${age(deletionTimestamp, api.now)}`]] as [string, string][])),
  ];
  const body = stringify({ Spec: object['spec'] ?? {}, Status: object['status'] ?? {} });
  const events = eventsOf(api, object);
  const tail =
    events.length === 0
      ? 'Events:  <none>'
      : [
          'Events:',
          ...events.map(
            ([type, reason, from, message]) => `  ${type}  ${reason}  ${from}  ${message}`,
          ),
        ].join('\n');
  return `${head.map(([key, value]) => `${`${key}:`.padEnd(14)}${value}`).join('\n')}\n${body}${tail}`;
}

function pairs(map: Readonly<Record<string, string>> | undefined): string {
  const all = Object.entries(map ?? {}).map(([key, value]) => `${key}=${value}`);
  return all.length === 0 ? '<none>' : all.join(',');
}

type Event = readonly [type: string, reason: string, from: string, message: string];

/** What controllers say of it as long as it holds. */
function eventsOf(api: KubeApi, object: KubeObject): Event[] {
  if (object.kind === 'Service') return serviceEvents(api, object);
  if (object.kind !== 'Pod' || api.workload === undefined) return [];
  if (digText(object, 'spec', 'nodeName') === '')
    return [['Warning', 'FailedScheduling', 'default-scheduler', whyNot(api.workload, api.now)]];
  return digList(object, 'status', 'containerStatuses').flatMap((one): Event[] => {
    const message = digText(one, 'state', 'waiting', 'message');
    if (message === '') return [];
    const reason =
      digText(one, 'state', 'waiting', 'reason') === 'ErrImagePull' ? 'Failed' : 'BackOff';
    return [['Warning', reason, 'kubelet', message]];
  });
}

function serviceEvents({ workload }: KubeApi, { metadata }: KubeObject): Event[] {
  const own = workload?.workload.services.find(
    (one) => one.name === metadata.name && one.namespace === metadata.namespace,
  );
  if (own === undefined || own.type !== 'LoadBalancer' || own.seenAt === null) return [];
  const from = 'service-controller';
  const begun: Event = ['Normal', 'EnsuringLoadBalancer', from, 'Ensuring load balancer'];
  if (own.trouble !== null)
    return [
      begun,
      [
        'Warning',
        'SyncLoadBalancerFailed',
        from,
        `Error syncing load balancer: failed to ensure load balancer: ${own.trouble}`,
      ],
    ];
  return own.ingress === null
    ? [begun]
    : [begun, ['Normal', 'EnsuredLoadBalancer', from, 'Ensured load balancer']];
}

/** `kubectl logs POD|deploy/NAME|ds/NAME [--previous] [--tail=N]`. */
export function logs(request: Request): Answer {
  const { call, read, words, namespace } = request;
  const api = request.look();
  const [first = ''] = words;
  if (first === '')
    return fails(
      "error: expected 'logs [-f] [-p] (POD | TYPE/NAME) [-c CONTAINER]'.\nPOD or TYPE/NAME is a required argument for the logs command\nSee 'kubectl logs -h' for help and examples",
    );
  const view = api.workload;
  if (view === undefined) return notKnown('kubectl', call);
  const name = first.includes('/') ? owned(request, api) : first;
  const pod = view.pods.find((one) => one.name === name && one.app.namespace === namespace);
  if (pod === undefined) return fails(`Error from server (NotFound): pods "${name}" not found`);
  const { object } = findOne({ ...request, words: ['pod', name] }, api);
  const [status] = digList(object, 'status', 'containerStatuses');
  const container = pod.app.containers[0] ?? '';
  const waiting = digText(status, 'state', 'waiting', 'reason');
  if (status === undefined) return says('');
  if (['ContainerCreating', 'ErrImagePull', 'ImagePullBackOff'].includes(waiting))
    return fails(
      `Error from server (BadRequest): container "${container}" in pod "${name}" is waiting to start: ${waiting === 'ContainerCreating' ? waiting : 'trying and failing to pull image'}`,
    );
  const restarts = Number(dig(status, 'restartCount') ?? 0);
  if (read.options.has('previous') && restarts === 0)
    return fails(
      `Error from server (BadRequest): previous terminated container "${container}" in pod "${name}" not found`,
    );
  const ended =
    view.broken(pod.app) === 'crashes' && (waiting !== '' || read.options.has('previous'));
  const lines = [...linesOf(pod.app.name), ...(ended ? panic : [])];
  return says(lines.slice(-Number(read.options.get('tail') ?? lines.length)).join('\n'));
}

function owned(request: Request, api: KubeApi): string {
  const { object } = findOne(request, api);
  const pod = api.workload?.pods.find(
    ({ app }) => app.name === object.metadata.name && app.namespace === object.metadata.namespace,
  );
  return pod?.name ?? '';
}

function linesOf(app: string): string[] {
  return app === ccmName
    ? [
        'I0702 controllermanager.go:197] Version: v1.34.1',
        'I0702 node_controller.go:429] Initializing node with cloud provider',
        'I0702 controller.go:244] Starting service controller',
      ]
    : [`simulated cloud: ${app} has nothing to say`];
}

const panic = [
  'E0702 runtime.go:142] Observed a panic: runtime error: invalid memory address or nil pointer dereference',
  'panic: runtime error: invalid memory address or nil pointer dereference [recovered]',
  '[signal SIGSEGV: segmentation violation code=0x1 addr=0x0 pc=0x1f3a9c5]',
];
