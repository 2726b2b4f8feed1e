/**
 * The files that stand on the hosts before a walk starts, as far as services and earlier phases put
 * them there. What every Ubuntu machine has belongs to the hosts themselves.
 */
import { hexId } from './identifiers.ts';
import { kubeconfigText } from './kubeconfig.ts';
import type { CloudModel } from './model.ts';
import { hostKey, keyMark } from './unix/ssh-program.ts';

export interface InitialFile {
  /** Absolute; one that ends in a slash is a folder. Folders come before what is in them. */
  readonly path: string;
  readonly content: string;
  /** Default 0644, a folder 0755. */
  readonly mode?: number;
  /** `user:group`. Default `root:root`. */
  readonly owner?: string;
}

/** Files by host. */
export function initialFiles(model: CloudModel): Readonly<Record<string, readonly InitialFile[]>> {
  const home = '/home/jessea123';
  const mine = { owner: 'jessea123:jessea123' };
  return {
    jumphost: [
      { path: `${home}/`, content: '', mode: 0o750, ...mine },
      // An encrypted stick, mounted for whoever initialises a vault.
      { path: '/media/vault-copy/', content: '', mode: 0o700, ...mine },
      { path: `${home}/admin-openrc`, content: openrc(model), mode: 0o600, ...mine },
      { path: `${home}/vault-ca.pem`, content: model.vault.charm.rootCa ?? '', ...mine },
      { path: `${home}/.ssh/`, content: '', mode: 0o700, ...mine },
      // The private half of capi-mgmt-key, under the name that ssh tries by itself.
      { path: `${home}/.ssh/id_ed25519`, content: privateKey(), mode: 0o600, ...mine },
      {
        path: `${home}/.ssh/known_hosts`,
        content: `${model.mgmt.fip} ${hostKey}\n`,
        mode: 0o600,
        ...mine,
      },
      { path: `${home}/capi-mgmt-net.env`, content: netEnv(model), ...mine },
      {
        path: `${home}/capi-mgmt.kubeconfig`,
        content: kubeconfigText(model),
        mode: 0o600,
        ...mine,
      },
    ],
    'magnum/0': [
      { path: '/root/openrc_v3', content: serviceOpenrc(model), mode: 0o600 },
      { path: '/etc/magnum/', content: '', mode: 0o750, owner: 'root:magnum' },
      {
        path: '/etc/magnum/magnum.conf',
        content: magnumConf(model),
        mode: 0o640,
        owner: 'root:magnum',
      },
      { path: '/var/log/magnum/', content: '', mode: 0o750, owner: 'magnum:adm' },
      {
        path: '/var/log/magnum/magnum-conductor.log',
        content: '',
        mode: 0o640,
        owner: 'magnum:adm',
      },
    ],
    'capi-mgmt-v2': [],
    ...Object.fromEntries(model.compute.hypervisors.map(({ unit }) => [unit, computeFiles()])),
  };
}

function privateKey(): string {
  return [
    '-----BEGIN OPENSSH PRIVATE KEY-----',
    keyMark,
    '-----END OPENSSH PRIVATE KEY-----',
    '',
  ].join('\n');
}

function openrc(model: CloudModel): string {
  const admin = model.keystone.users.find((user) => user.name === 'admin');
  return [
    `export OS_AUTH_URL=${model.keystone.authUrl}`,
    'export OS_CACERT=$HOME/vault-ca.pem',
    'export OS_IDENTITY_API_VERSION=3',
    'export OS_REGION_NAME=RegionOne',
    'export OS_USERNAME=admin',
    `export OS_PASSWORD=${admin?.password ?? ''}`,
    'export OS_USER_DOMAIN_NAME=admin_domain',
    'export OS_PROJECT_NAME=admin',
    'export OS_PROJECT_DOMAIN_NAME=admin_domain',
    '',
  ].join('\n');
}

function netEnv(model: CloudModel): string {
  return [
    `MGMT_FIP=${model.mgmt.fip}`,
    `MGMT_FIXED_IP=${model.mgmt.fixedIp}`,
    'MGMT_NET=capi-mgmt-net',
    'EXT_NET=provider-ext',
    '',
  ].join('\n');
}

function serviceOpenrc(model: CloudModel): string {
  return [
    'export OS_AUTH_URL=https://10.12.8.50:35357/v3',
    'export OS_USERNAME=magnum',
    `export OS_PASSWORD=${hexId(model.seed, 'password/magnum')}`,
    'export OS_PROJECT_NAME=services',
    'export OS_USER_DOMAIN_NAME=service_domain',
    'export OS_PROJECT_DOMAIN_NAME=service_domain',
    'export OS_IDENTITY_API_VERSION=3',
    '',
  ].join('\n');
}

/** What the charm renders on a compute host, as far as the runbooks look at it. */
function computeFiles(): InitialFile[] {
  const content = [
    '[DEFAULT]',
    'verbose = False',
    'debug = False',
    'state_path = /var/lib/nova',
    'compute_driver = libvirt.LibvirtDriver',
    'reserved_host_memory_mb = 8192',
    '',
    '[libvirt]',
    'virt_type = kvm',
    'cpu_mode = host-model',
    '',
  ].join('\n');
  return [
    { path: '/etc/nova/', content: '', mode: 0o750, owner: 'root:nova' },
    { path: '/etc/nova/nova.conf', content, mode: 0o640, owner: 'root:nova' },
  ];
}

/** What the charm renders. Its `auth_version` is the wrong one that step 7.7b overrides. */
function magnumConf(model: CloudModel): string {
  const keystone = [
    'auth_type = password',
    'auth_version = v2.0',
    'www_authenticate_uri = https://10.12.4.50:5000/v2.0',
    'auth_url = https://10.12.8.50:35357',
    'project_domain_name = service_domain',
    'user_domain_name = service_domain',
    'project_name = services',
    'username = magnum',
    `password = ${hexId(model.seed, 'password/magnum')}`,
  ];
  return [
    '[DEFAULT]',
    'debug = False',
    'state_path = /var/lib/magnum',
    'log_dir = /var/log/magnum',
    '',
    '[api]',
    'port = 9501',
    'host = 0.0.0.0',
    '',
    '[certificates]',
    'cert_manager_type = barbican',
    '',
    '[keystone_auth]',
    ...keystone,
    '',
    '[keystone_authtoken]',
    ...keystone,
    '',
    '[trust]',
    `trustee_domain_name = ${model.magnum.trusteeDomain}`,
    `trustee_domain_admin_name = ${model.magnum.trusteeAdmin}`,
    `trustee_domain_admin_password = ${hexId(model.seed, 'password/trustee')}`,
    'trustee_keystone_interface = public',
    '',
  ].join('\n');
}
