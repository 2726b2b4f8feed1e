/** What the charms' actions are and do. */
import { fails, says } from '../answers.ts';
import { nextHex } from '../identifiers.ts';
import type { JujuUnit } from '../model.ts';
import { showTable } from '../openstack/output.ts';
import type { World } from '../world.ts';
import { jujuArguments, requireModel, type JujuHandler } from './command.ts';
import { requireLogin } from './credentials.ts';
import { application } from './charm.ts';
import { stringify } from 'yaml';
import { vaultActions } from '../vault/charm.ts';

export interface Done {
  readonly stdout: string;
  readonly stderr: string;
  readonly results: Readonly<Record<string, string>>;
  /** The text the charm gave to action-fail. The process still ends with 0. */
  readonly failure: string | undefined;
  /** Virtual milliseconds. */
  readonly takes: number;
}

export interface Action {
  readonly description: string;
  /** What each parameter is, all of them text. */
  readonly parameters?: Readonly<Record<string, string>>;
  readonly required?: readonly string[];
  /** Undefined for actions that are listed but that nobody runs in training. */
  readonly run:
    | ((
        world: World,
        unit: JujuUnit,
        parameters: Readonly<Record<string, string>>,
      ) => Promise<Done> | Done)
    | undefined;
}

/** The actions of a unit's charm, by name. */
export function actionsOf(unit: JujuUnit): Readonly<Record<string, Action>> {
  switch (application(unit)) {
    case 'magnum':
      return magnumActions;
    case 'vault':
      return vaultActions;
    default:
      return {};
  }
}

export const actions: JujuHandler = (command) => {
  const read = jujuArguments(command, {
    values: { '--format': 'format' },
    flags: { '--schema': 'schema' },
  });
  requireLogin(command);
  requireModel(command, read);
  const name = read.words[0];
  if (name === undefined) return fails('ERROR no application name specified', 2);
  const unit = command.call.world.model.juju.units.find((one) => application(one) === name);
  if (!unit) return fails(`ERROR application "${name}" not found`);
  const known = Object.entries(actionsOf(unit));
  if (known.length === 0) return says('', `No actions defined for ${name}.`);
  const format = read.options.get('format');
  if (read.options.has('schema')) {
    if (format === 'tabular') return fails('ERROR full schema not compatible with tabular output');
    const document = Object.fromEntries(known.map(([key, one]) => [key, schemaOf(key, one)]));
    return says(format === 'json' ? JSON.stringify(document) : stringify(document), command.stderr);
  }
  if (format === 'json') {
    return says(
      JSON.stringify(Object.fromEntries(known.map(([key, one]) => [key, one.description]))),
    );
  }
  const width = Math.max(6, ...known.map(([key]) => key.length));
  const rows = known.map(([key, one]) => `${key.padEnd(width)}  ${one.description}`);
  return says([`${'Action'.padEnd(width)}  Description`, ...rows].join('\n'), command.stderr);
};

function schemaOf(name: string, { description, parameters = {}, required = [] }: Action) {
  const properties = Object.entries(parameters).map(([key, what]) => [
    key,
    { description: what, type: 'string' },
  ]);
  return {
    additionalProperties: false,
    description,
    properties: Object.fromEntries(properties) as Record<string, unknown>,
    ...(required.length === 0 ? {} : { required }),
    title: name,
    type: 'object',
  };
}

/**
 * Creates the trustee domain and its administrator where they are missing. The charm's script ends at
 * once, with success, when the unit has no administrator's credentials: then nothing is created.
 */
function domainSetup(world: World): Done {
  const { keystone, magnum } = world.model;
  const done = { results: {}, failure: undefined, takes: 9_000 };
  if (world.hosts.get('magnum/0')?.files.read('/root/openrc_v3') === undefined) {
    return { ...done, stdout: '', stderr: '', takes: 2_000 };
  }
  let stderr = '';
  let domain = keystone.domains.find((one) => one.name === magnum.trusteeDomain);
  if (!domain) {
    stderr += `No domain with a name or ID of '${magnum.trusteeDomain}' exists.\n`;
    domain = { id: nextHex(world.model), name: magnum.trusteeDomain };
    keystone.domains.push(domain);
  }
  const { id } = domain;
  let user = keystone.users.find((one) => one.name === magnum.trusteeAdmin && one.domain === id);
  if (!user) {
    stderr += `No user with a name or ID of '${magnum.trusteeAdmin}' exists.\n`;
    user = {
      id: nextHex(world.model),
      name: magnum.trusteeAdmin,
      domain: id,
      password: nextHex(world.model),
    };
    keystone.users.push(user);
  }
  const stdout =
    showTable([
      ['description', 'Created by Juju'],
      ['enabled', true],
      ['id', id],
      ['name', domain.name],
      ['options', {}],
    ]) +
    showTable([
      ['domain_id', id],
      ['enabled', true],
      ['id', user.id],
      ['name', user.name],
      ['options', {}],
      ['password_expires_at', null],
    ]);
  return { ...done, stdout, stderr };
}

const magnumActions: Readonly<Record<string, Action>> = {
  'domain-setup': {
    description: 'Create the keystone domain and user that magnum keeps its trusts in',
    run: domainSetup,
  },
  'openstack-upgrade': { description: 'Upgrade the packages of this unit', run: undefined },
  pause: { description: 'Pause the magnum unit', run: undefined },
  resume: { description: 'Resume a paused magnum unit', run: undefined },
};
