/**
 * The cloud as it stands before phase-07: the management cluster is up and magnum is deployed, but has
 * no trustee domain, no driver, no helm and no `--config-dir`. Names and addresses are those of the
 * rebuild that the runbooks describe; identifiers come from the seed.
 */
import { firstInstant } from './first-instant.ts';
import { freshMgmt } from './fresh-mgmt.ts';
import { freshCatalog, freshCompute, freshNetwork } from './fresh-openstack.ts';
import { freshUnits } from './fresh-units.ts';
import { addGraft } from './graft.ts';
import { hexId } from './identifiers.ts';
import type { CloudModel, KeystoneModel } from './model.ts';
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
    evolvedTo: firstInstant,
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
    compute: freshCompute(seed),
    octavia: { loadBalancers: [], amphorae: [], requests: 0 },
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
      clockAheadMs: 0,
    },
    vault: vaultAtWork(seed),
    mgmt: freshMgmt(seed),
    workloads: [],
    internet: {
      egress: true,
      driverVersions: ['1.1.0', '1.2.0', '1.3.0', '1.4.0'],
      helmVersions: ['v3.17.3'],
      helmChecksumWrong: false,
      chartsReachable: true,
      azimuthImages: [
        {
          name: 'ubuntu-jammy-kube-v1.34.8-260518-1604.qcow2',
          size: 1_926_430_720,
          sha512:
            '7efde4857c9f9da045a98d71def30e229b3d7fffd8a5680e8aee0c5a8b13ba73fca3cf758a927230a1fbe3c451d8d21cfaeded96091e2a4f313c6a404760bdb3',
        },
      ],
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
    applicationCredentials: [],
  };
}
