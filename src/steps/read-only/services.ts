import type { Argument } from './argument.ts';
import { judged, plain, tree } from './make.ts';
import type { Syntax } from './options.ts';
import { notListed, undecided } from './rule.ts';
import type { Program, Reason } from './rule.ts';

const VAULT: Syntax = {
  flags: '-detailed -tls-skip-verify -self',
  takes:
    '-format -address -field -namespace -ca-cert -client-cert -client-key -mount -version -accessor --format',
  whole: true,
};

/** What asks storage, message queues, clusters and the tools a cloud is made with. */
export const servicePrograms: readonly Program[] = [
  ...tree('ceph', {
    anywhere: {
      takes: '-f -n --format --cluster --name --id --connect-timeout --user',
      flags: '--verbose',
    },
    alone: {
      flags: '-s --status',
      takes: '-f --format --cluster',
      needs: '-s --status',
      operands: 0,
    },
    commands: Object.fromEntries(
      (
        'status|health|health detail|df|df detail|osd tree|osd df|osd df tree|osd status|osd ls|osd stat|osd dump|osd perf|' +
        'osd pool ls|osd pool ls detail|osd pool get|osd pool stats|osd pool autoscale-status|osd metadata|osd find|' +
        'osd crush tree|osd crush rule ls|osd crush rule dump|osd blocked-by|osd utilization|osd erasure-code-profile ls|' +
        'osd erasure-code-profile get|osd blocklist ls|osd safe-to-destroy|osd ok-to-stop|mon stat|mon dump|quorum_status|' +
        'mds stat|fs ls|fs status|fs dump|fs get|pg stat|pg dump|pg ls|pg dump_stuck|pg ls-by-pool|pg ls-by-osd|pg map|' +
        'mgr services|mgr module ls|mgr stat|mgr dump|mgr metadata|orch ls|orch ps|orch host ls|orch status|versions|version|' +
        'features|fsid|config dump|config get|config show|config log|config ls|crash ls|crash info|balancer status|device ls|' +
        'log last|time-sync-status'
      )
        .split('|')
        .map((name) => [name, name.startsWith('health') ? { operands: 0 } : { open: true }]),
    ),
  }),
  ...tree('rbd', {
    anywhere: {
      takes: '-p --pool --format --cluster --id -n --name --image',
      flags: '-l --long --all',
    },
    commands: {
      ls: {},
      list: {},
      info: {},
      du: {},
      status: {},
      showmapped: {},
      'snap ls': {},
      'lock ls': {},
    },
  }),
  ...tree('rados', {
    ahead: { takes: '-p --pool --format' },
    commands: { df: {}, lspools: {}, ls: { operands: 0 } },
  }),
  ...tree('rabbitmqctl rabbitmq-diagnostics', {
    anywhere: {
      takes: '-n -p -t --node --vhost --timeout --formatter',
      flags: '-q -s -l --quiet --silent --longnames',
    },
    commands: Object.fromEntries(
      (
        'status cluster_status list_queues list_users list_vhosts list_connections list_channels list_exchanges ' +
        'list_bindings list_consumers list_policies list_permissions list_user_permissions list_parameters ' +
        'environment ping report version list_feature_flags node_health_check check_running check_local_alarms ' +
        'check_port_connectivity alarms listeners'
      )
        .split(' ')
        .map((name) => [name, {}]),
    ),
  }),
  ...tree('pcs', {
    commands: {
      status: { flags: '--full' },
      'cluster status': {},
      'resource status': {},
      'resource config': {},
      'stonith status': {},
      'stonith config': {},
      'quorum status': {},
      config: { operands: 0 },
    },
  }),
  ...tree('crm', {
    commands: {
      status: {},
      'configure show': {},
      'resource status': {},
      'resource list': {},
      'node status': {},
      'node show': {},
    },
  }),
  ...plain('crm_mon', { flags: '-1 -r -n -f -A -o -R', needs: '-1', operands: 0 }),
  ...plain('corosync-cfgtool corosync-quorumtool', { flags: '-s', needs: '-s', operands: 0 }),
  ...tree('etcdctl', {
    anywhere: {
      flags:
        '--prefix --keys-only --print-value-only --cluster --from-key --count-only --insecure-skip-tls-verify --hex --debug',
      takes:
        '-w --endpoints --cacert --cert --key --write-out --limit --user --password --command-timeout --dial-timeout ' +
        '--consistency --order --sort-by --rev',
      may: '--insecure-transport',
    },
    commands: {
      get: {},
      'endpoint health': {},
      'endpoint status': {},
      'endpoint hashkv': {},
      'member list': {},
      'alarm list': {},
      'user list': {},
      'role list': {},
      'snapshot status': {},
      version: {},
    },
  }),
  ...tree('vault', {
    commands: {
      ...Object.fromEntries(
        (
          'status|version|operator raft list-peers|operator key-status|secrets list|auth list|policy list|policy read|' +
          'audit list|token lookup|list|kv list|kv metadata get|namespace list|plugin list'
        )
          .split('|')
          .map((name) => [name, VAULT]),
      ),
      // Reading any other path may make a credential.
      'kv get': { ...VAULT, operand: /^(?:secret|kv|kv-v[12])\/[\w/.-]+$/ },
      'operator init': { ...VAULT, flags: '-status', needs: '-status', operands: 0 },
    },
  }),
  ...judged('maas', '`PROFILE OBJECT read`', judgeMaas),
  ...tree('terraform tofu', {
    ahead: { takes: '-chdir', whole: true },
    commands: {
      version: { flags: '-json', whole: true },
      show: { flags: '-json -no-color', whole: true },
      output: { flags: '-json -raw -no-color', whole: true },
      'state list': { whole: true },
      'state show': { flags: '-no-color', whole: true },
      'workspace list': { whole: true },
      'workspace show': { whole: true },
    },
  }),
  ...tree('aws', {
    anywhere: {
      flags: '--no-cli-pager --no-paginate --no-verify-ssl',
      takes: '--region --profile --output --query --endpoint-url --max-items --filters --filter',
    },
    commands: {
      'sts get-caller-identity': {},
      'configure list': {},
      's3 ls': { flags: '--recursive --human-readable --summarize' },
      ...Object.fromEntries(
        (
          'ec2 describe-instances|ec2 describe-instance-status|ec2 describe-volumes|ec2 describe-snapshots|ec2 describe-images|' +
          'ec2 describe-vpcs|ec2 describe-subnets|ec2 describe-security-groups|ec2 describe-route-tables|' +
          'ec2 describe-network-interfaces|ec2 describe-addresses|ec2 describe-nat-gateways|ec2 describe-regions|' +
          'ec2 describe-availability-zones|eks describe-cluster|eks list-clusters|eks list-nodegroups|eks describe-nodegroup|' +
          'rds describe-db-instances|rds describe-db-clusters|rds describe-db-snapshots|elbv2 describe-load-balancers|' +
          'elbv2 describe-target-groups|elbv2 describe-target-health|autoscaling describe-auto-scaling-groups|' +
          'route53 list-hosted-zones|route53 list-resource-record-sets|iam list-users|iam list-roles|iam list-policies|' +
          'ecs list-clusters|ecs describe-clusters|ecs list-services|ecs describe-services|ecs list-tasks|ecs describe-tasks|' +
          'cloudformation describe-stacks|cloudformation list-stacks|cloudformation describe-stack-events|' +
          'lambda list-functions|logs describe-log-groups|cloudwatch describe-alarms|s3api list-buckets|kms list-keys|' +
          'kms describe-key|acm list-certificates|acm describe-certificate|elasticache describe-cache-clusters|' +
          'dynamodb list-tables|dynamodb describe-table|sqs list-queues|sns list-topics|ecr describe-repositories'
        )
          .split('|')
          .map((name) => [
            name,
            {
              flags: '--include-all-instances --show-cache-node-info',
              takes:
                '--instance-ids --volume-ids --group-ids --vpc-ids --subnet-ids --image-ids --owners --name --names ' +
                '--cluster-name --nodegroup-name --db-instance-identifier --db-cluster-identifier --cluster --clusters ' +
                '--services --tasks --service-name --stack-name --load-balancer-arns --target-group-arn --hosted-zone-id ' +
                '--auto-scaling-group-names --alarm-names --table-name --key-id --certificate-arn --repository-names ' +
                '--log-group-name-prefix --stack-status-filter --cache-cluster-id',
            },
          ]),
      ),
    },
  }),
];

const MAAS_NOUNS = new Set(
  (
    'machine machines node nodes subnet subnets vlan vlans fabric fabrics space spaces interface interfaces ipaddresses ' +
    'iprange ipranges zone zones pool pools resource-pool resource-pools tag tags domain domains dnsresources rack-controllers ' +
    'rack-controller region-controllers boot-resources boot-sources events version block-devices vm-hosts vm-host device devices'
  ).split(' '),
);
/** `maas list` shows the keys of every profile. */
const NO_PROFILE =
  /^-|^(?:login|logout|list|refresh|init|config.*|status|migrate|create.*|change.*|apikey|msm)$/;

function judgeMaas(name: string, [profile, noun, verb, ...rest]: readonly Argument[]): Reason {
  if (profile === undefined || noun === undefined || verb === undefined)
    return notListed(name, profile?.text ?? '');
  if (profile.literal === undefined) return undecided(profile);
  if (NO_PROFILE.test(profile.literal)) return notListed(name, profile.text);
  if (noun.literal === undefined || !MAAS_NOUNS.has(noun.literal))
    return notListed(name, '…', noun.text);
  if (verb.literal !== 'read') return notListed(name, '…', noun.text, verb.text);
  const option = rest.find(({ literal }) => literal?.startsWith('-') === true);
  return option === undefined ? undefined : notListed(name, '…', 'read', option.text);
}
