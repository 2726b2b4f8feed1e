/**
 * The cloud as it stands before phase-07: the management cluster is up and magnum is deployed, but has
 * no trustee domain, no driver, no helm and no `--config-dir`. Names and addresses are those of the
 * rebuild that the runbooks describe; identifiers come from the seed.
 */
import { firstInstant } from './first-instant.ts';
import { freshMgmt } from './fresh-mgmt.ts';
import { freshUnits } from './fresh-units.ts';
import { addGraft } from './graft.ts';
import { hexId, uuid } from './identifiers.ts';
import type { CatalogModel, CloudModel, KeystoneModel, NetworkModel } from './model.ts';
import { vaultAtWork } from './vault/create.ts';

export interface FreshOptions {
  /** A cloud that already has a cluster and a template from the time of driver 1.3.0. */
  readonly graft?: boolean;
}

/** A new cloud. The same seed gives the same cloud, identifier for identifier. */
export function freshModel(seed: number, options: FreshOptions = {}): CloudModel {
  const model: CloudModel = {
    seed,
    nextId: 1,
    juju: {
      version: '3.6.12-ubuntu-amd64',
      controller: 'ctl',
      model: 'openstack',
      user: 'admin',
      macaroonUntil: firstInstant + 24 * 3_600_000,
      password: 'training',
      loggedOut: false,
      stdinLimit: undefined,
      units: freshUnits(),
      operations: [],
      nextOperation: 1,
    },
    keystone: freshKeystone(seed),
    network: freshNetwork(seed),
    magnum: {
      trusteeDomain: 'magnum',
      trusteeAdmin: 'magnum_domain_admin',
      services: [
        { id: 1, host: null, binary: 'magnum-conductor', state: 'up', since: firstInstant },
      ],
      templates: [],
      clusters: [],
      keypairs: [{ name: 'capi-mgmt-key', user: hexId(seed, 'user/admin') }],
      conductor: undefined,
    },
    vault: vaultAtWork(seed),
    mgmt: freshMgmt(seed),
    internet: {
      egress: true,
      driverVersions: ['1.1.0', '1.2.0', '1.3.0', '1.4.0'],
      helmVersions: ['v3.17.3'],
      helmChecksumWrong: false,
    },
    catalog: freshCatalog(seed),
    interference: [],
  };
  if (options.graft === true) addGraft(model);
  return model;
}

function freshKeystone(seed: number): KeystoneModel {
  const domains = ['default', 'admin_domain', 'service_domain', 'capi'].map((name) => ({
    id: name === 'default' ? 'default' : hexId(seed, `domain/${name}`),
    name,
  }));
  const domain = (name: string) => domains.find((one) => one.name === name)?.id ?? '';
  const project = (name: string, of: string) => ({
    id: hexId(seed, `project/${name}`),
    name,
    domain: domain(of),
  });
  const admin = hexId(seed, 'user/admin');
  const roles = ['admin', 'member', 'reader', 'load-balancer_member'].map((name) => ({
    id: hexId(seed, `role/${name}`),
    name,
  }));
  return {
    authUrl: 'https://10.12.4.50:5000/v3',
    domains,
    projects: [
      project('admin', 'admin_domain'),
      project('services', 'service_domain'),
      project('capi-mgmt', 'capi'),
    ],
    users: [
      {
        id: admin,
        name: 'admin',
        domain: domain('admin_domain'),
        password: hexId(seed, 'password/admin').slice(0, 20),
      },
      {
        id: hexId(seed, 'user/magnum'),
        name: 'magnum',
        domain: domain('service_domain'),
        password: hexId(seed, 'password/magnum'),
      },
    ],
    // On capi-mgmt no admin role: an application credential copies the roles of whoever creates.
    assignments: [
      { user: admin, project: hexId(seed, 'project/admin'), role: 'admin' },
      ...['member', 'reader', 'load-balancer_member'].map((role) => ({
        user: admin,
        project: hexId(seed, 'project/capi-mgmt'),
        role,
      })),
    ],
    roles,
  };
}

function freshNetwork(seed: number): NetworkModel {
  const capi = hexId(seed, 'project/capi-mgmt');
  const group = uuid(seed, 'security-group/capi-mgmt-sg');
  const rule = (
    label: string,
    direction: 'ingress' | 'egress',
    etherType: 'IPv4' | 'IPv6',
    port: number | null,
  ) => ({
    id: uuid(seed, `rule/${label}`),
    group,
    direction,
    etherType,
    protocol: port === null ? null : 'tcp',
    portMin: port,
    portMax: port,
    remotePrefix: port === null ? null : '0.0.0.0/0',
  });
  return {
    securityGroups: [
      { id: group, name: 'capi-mgmt-sg', project: capi },
      { id: uuid(seed, 'security-group/default/capi'), name: 'default', project: capi },
      {
        id: uuid(seed, 'security-group/default/admin'),
        name: 'default',
        project: hexId(seed, 'project/admin'),
      },
    ],
    rules: [
      rule('ssh', 'ingress', 'IPv4', 22),
      rule('apiserver', 'ingress', 'IPv4', 6443),
      rule('egress4', 'egress', 'IPv4', null),
      rule('egress6', 'egress', 'IPv6', null),
    ],
    unreachable: [],
    seenAs: { jumphost: '10.12.4.9', 'magnum/0': '10.12.12.107' },
  };
}

function freshCatalog(seed: number): CatalogModel {
  const capi = hexId(seed, 'project/capi-mgmt');
  return {
    images: [
      {
        id: uuid(seed, 'image/noble'),
        name: 'noble-amd64',
        owner: hexId(seed, 'project/admin'),
        status: 'active',
        visibility: 'public',
        properties: { os_distro: 'ubuntu' },
      },
    ],
    flavors: [
      { id: uuid(seed, 'flavor/gp.mid'), name: 'gp.mid', ram: 8192, vcpus: 2, disk: 40 },
      { id: uuid(seed, 'flavor/capi.node'), name: 'capi.node', ram: 4096, vcpus: 2, disk: 40 },
    ],
    networks: [
      {
        id: uuid(seed, 'network/provider-ext'),
        name: 'provider-ext',
        project: hexId(seed, 'project/admin'),
        external: true,
      },
      {
        id: uuid(seed, 'network/capi-mgmt-net'),
        name: 'capi-mgmt-net',
        project: capi,
        external: false,
      },
    ],
  };
}
