import { plain, tree } from './make.ts';
import type { Commands } from './commands.ts';
import type { Syntax } from './options.ts';
import type { Program } from './rule.ts';

const LIST: Syntax = {
  flags: '-a -q -s -l --all --quiet --no-trunc --size --latest --digests --tree',
  takes: '-f -n --filter --format --last',
  open: true,
};
const INSPECT: Syntax = { flags: '-s --size', takes: '-f --format --type', open: true };
/** Without `-f`: it would not end. */
const LOGS: Syntax = {
  flags: '-t --timestamps --details --no-color --no-log-prefix',
  takes: '-n --tail --since --until',
  open: true,
};
const ANY: Syntax = { flags: '-q --quiet', takes: '-f --format --filter', open: true };
const STATS: Syntax = {
  flags: '-a --all --no-stream --no-trunc',
  takes: '--format',
  needs: '--no-stream',
  open: true,
};

const COMPOSE: Readonly<Record<string, Syntax>> = {
  ps: { flags: '-a -q --all --services --quiet', takes: '--format --filter --status' },
  ls: ANY,
  images: ANY,
  version: ANY,
  top: ANY,
  logs: LOGS,
  config: { flags: '-q --quiet --services --volumes --images --hash', operands: 0 },
};
const UNDER_COMPOSE: Readonly<Record<string, Syntax>> = Object.fromEntries(
  Object.entries(COMPOSE).map(([name, syntax]) => [`compose ${name}`, syntax]),
);

const DOCKER: Commands = {
  ahead: {
    flags: '-D --debug --tls --tlsverify -r --remote',
    takes:
      '-H -c -l --host --context --log-level --tlscacert --tlscert --tlskey -f -p --file --project-name --env-file --profile --project-directory',
  },
  commands: {
    ps: LIST,
    images: LIST,
    inspect: INSPECT,
    logs: LOGS,
    version: ANY,
    info: ANY,
    stats: STATS,
    port: ANY,
    top: { open: true, operands: 1 },
    diff: ANY,
    history: { ...LIST, flags: '-q -H --no-trunc --human --quiet' },
    search: { flags: '--no-trunc', takes: '-f --filter --format --limit' },
    'image ls': LIST,
    'image list': LIST,
    'image inspect': INSPECT,
    'image history': LIST,
    'container ls': LIST,
    'container list': LIST,
    'container inspect': INSPECT,
    'container logs': LOGS,
    'container port': ANY,
    'container diff': ANY,
    'container stats': STATS,
    'volume ls': LIST,
    'volume list': LIST,
    'volume inspect': INSPECT,
    'network ls': LIST,
    'network list': LIST,
    'network inspect': { ...INSPECT, flags: '-v --verbose' },
    'system df': { flags: '-v --verbose', takes: '--format' },
    'system info': ANY,
    'node ls': LIST,
    'node inspect': { ...INSPECT, flags: '--pretty' },
    'node ps': LIST,
    'service ls': LIST,
    'service ps': LIST,
    'service inspect': { ...INSPECT, flags: '--pretty' },
    'service logs': LOGS,
    'stack ls': LIST,
    'stack ps': LIST,
    'stack services': LIST,
    'context ls': LIST,
    'context show': ANY,
    'context inspect': INSPECT,
    'pod ps': LIST,
    'pod ls': LIST,
    'pod inspect': INSPECT,
    'manifest inspect': { flags: '-v --verbose' },
    'plugin ls': LIST,
    ...UNDER_COMPOSE,
  },
};

/** What looks at containers and virtual machines. What runs inside one is in remote.ts. */
export const containerPrograms: readonly Program[] = [
  ...tree('docker podman nerdctl', DOCKER),
  ...tree('docker-compose', {
    ahead: { takes: '-f -p --file --project-name --env-file --profile --project-directory' },
    commands: COMPOSE,
  }),
  ...tree('crictl', {
    ahead: {
      flags: '-D',
      takes: '-r -i -c -t --runtime-endpoint --image-endpoint --timeout --config',
    },
    commands: {
      ps: {
        flags: '-a -q --all --quiet',
        takes: '-o --output --name --pod --state --image --label -l',
      },
      pods: { flags: '-q -v', takes: '-o --output --name --namespace --state --label' },
      images: { flags: '-q -v', takes: '-o' },
      info: {},
      stats: { flags: '-a', takes: '-o' },
      inspect: { takes: '-o --output --template' },
      inspectp: { takes: '-o --output --template' },
      inspecti: { takes: '-o --output --template' },
      logs: { ...LOGS, flags: '-p -t --timestamps' },
      version: {},
      imagefsinfo: {},
    },
  }),
  ...tree('lxc incus', {
    anywhere: {
      takes: '-f -c --format --columns --project',
      flags: '-q --quiet -v --fast --show-log --resources --all-projects',
    },
    commands: Object.fromEntries(
      (
        'list ls info version|config show|config get|config device list|config device show|profile list|profile ls|' +
        'profile show|network list|network ls|network show|network info|network list-leases|storage list|storage ls|' +
        'storage show|storage info|storage volume list|storage volume show|image list|image ls|image info|image alias list|' +
        'remote list|remote get-default|cluster list|cluster show|project list|project show|operation list'
      )
        .replace('list ls info version', 'list|ls|info|version')
        .split('|')
        .map((name) => [
          name,
          { operands: 3, flags: name === 'config show' ? '-e --expanded' : '' },
        ]),
    ),
  }),
  ...tree('virsh', {
    ahead: { flags: '-q -r --quiet --readonly', takes: '-c --connect' },
    commands: Object.fromEntries(
      (
        'list dominfo domstate domblklist domiflist domifaddr dumpxml net-list net-info net-dumpxml net-dhcp-leases ' +
        'pool-list pool-info pool-dumpxml vol-list vol-info vol-dumpxml vol-path nodeinfo nodecpustats nodememstats ' +
        'capabilities version hostname uri domblkinfo domstats domifstat domblkstat vcpuinfo snapshot-list snapshot-info ' +
        'snapshot-dumpxml iface-list nwfilter-list nodedev-list domid domuuid domname freecell sysinfo'
      )
        .split(' ')
        .map((name) => [
          name,
          {
            flags:
              '--all --inactive --name --uuid --title --details --security-info --reason --human --table --tree --full --managed-save',
            takes: '--pool --source --domain --network --interface',
            operands: 2,
          },
        ]),
    ),
  }),
  ...plain('virt-host-validate', { operands: 1 }),
  ...tree('multipass', {
    commands: { list: { takes: '--format' }, info: { takes: '--format' }, version: {} },
  }),
];
