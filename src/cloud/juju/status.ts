/** `juju status`: what the model holds, as a table, a line a unit, JSON or YAML. */
import { stringify } from 'yaml';
import { fails, says } from '../answers.ts';
import type { JujuModel, JujuUnit } from '../model.ts';
import { jujuArguments, requireModel, type JujuHandler } from './command.ts';
import { requireLogin } from './credentials.ts';
import { application, charmOf } from './charm.ts';
import { statusTable } from './status-table.ts';

export const status: JujuHandler = (command) => {
  const read = jujuArguments(command, {
    values: {
      '--format': 'format',
      '--retry-count': 'retry-count',
      '--retry-delay': 'retry-delay',
    },
    flags: { '--relations': 'relations', '--utc': 'utc', '--integrations': 'relations' },
  });
  // The command tries the controller again three times, so it asks for the password four times.
  requireLogin(command, 4);
  requireModel(command, read);
  const { world } = command.call;
  const { juju } = world.model;
  const units = filtered(juju.units, read.words);
  if (units.length === 0) {
    const name = `${juju.user}/${juju.model}`;
    return says(
      '',
      read.words.length > 0 ? 'Nothing matched specified filter.' : `Model "${name}" is empty.`,
    );
  }
  const format = read.options.get('format') ?? 'tabular';
  const now = world.clock.now();
  switch (format) {
    case 'tabular':
      return says(statusTable(juju, units, now), command.stderr);
    case 'short':
    case 'oneline':
    case 'line':
      return says(units.map(shortLine).join('\n'), command.stderr);
    case 'json':
      return says(JSON.stringify(statusDocument(juju, units, now)), command.stderr);
    case 'yaml':
      return says(stringify(statusDocument(juju, units, now)), command.stderr);
    default:
      return fails(
        `ERROR invalid value "${format}" for option --format: unknown format "${format}"`,
        2,
      );
  }
};

/** A unit comes with its subordinates, and a subordinate with the unit that it stands beside. */
function filtered(units: readonly JujuUnit[], words: readonly string[]): JujuUnit[] {
  if (words.length === 0) return [...units];
  const named = units.filter((unit) =>
    words.some((word) => word === unit.name || word === application(unit)),
  );
  return units.filter((unit) =>
    named.some((one) => one === unit || one.name === unit.principal || one.principal === unit.name),
  );
}

function shortLine(unit: JujuUnit): string {
  const indent = unit.principal === undefined ? '' : '  ';
  return `${indent}- ${unit.name}: ${unit.address} (agent:${unit.agent}, workload:${unit.workload})`;
}

function statusDocument(juju: JujuModel, units: readonly JujuUnit[], now: number) {
  const since = new Date(now - 7_200_000).toUTCString();
  const names = [...new Set(units.map(application))].sort();
  return {
    model: {
      name: juju.model,
      type: 'iaas',
      controller: juju.controller,
      cloud: 'maas',
      region: 'default',
      version: juju.version.split('-')[0],
      'model-status': { current: 'available', since },
      sla: 'unsupported',
    },
    machines: Object.fromEntries(
      units.map((unit) => [
        unit.machine,
        { 'juju-status': { current: 'started', since }, 'ip-addresses': [unit.address] },
      ]),
    ),
    applications: Object.fromEntries(
      names.map((name) => [name, applicationDocument(name, units, since)]),
    ),
    storage: {},
    controller: { timestamp: new Date(now).toISOString().slice(11, 19) + 'Z' },
  };
}

function applicationDocument(name: string, units: readonly JujuUnit[], since: string) {
  const own = units.filter((unit) => application(unit) === name);
  const worst = own.find((unit) => unit.workload !== 'active') ?? own[0];
  const charm = charmOf(name);
  return {
    charm: name,
    base: { name: 'ubuntu', channel: '22.04' },
    'charm-origin': 'charmhub',
    'charm-name': name,
    'charm-rev': charm.revision,
    'charm-channel': charm.channel,
    exposed: false,
    'application-status': { current: worst?.workload, message: worst?.workloadMessage, since },
    relations: Object.fromEntries(
      [...new Set(own.flatMap((unit) => unit.relations))]
        .sort()
        .map((relation) => [
          relation,
          [{ 'related-application': relatedTo[relation] ?? relation, scope: 'global' }],
        ]),
    ),
    ...membersOf(own, units, since),
  };
}

/** The units of an application. Those of a subordinate stand within the units beside which they run. */
function membersOf(own: readonly JujuUnit[], units: readonly JujuUnit[], since: string) {
  const beside = own.flatMap(({ principal }) => (principal === undefined ? [] : [principal]));
  if (beside.length > 0)
    return {
      'subordinate-to': [...new Set(beside.map((name) => name.split('/')[0] ?? ''))].sort(),
    };
  const documents = own.map((unit) => {
    const within = units.filter(({ principal }) => principal === unit.name);
    const subordinates = Object.fromEntries(
      within.map((one) => [one.name, unitDocument(one, since)]),
    );
    const document = unitDocument(unit, since);
    return [unit.name, within.length === 0 ? document : { ...document, subordinates }];
  });
  return { units: Object.fromEntries(documents) as Record<string, unknown> };
}

function unitDocument(unit: JujuUnit, since: string) {
  return {
    'workload-status': { current: unit.workload, message: unit.workloadMessage, since },
    'juju-status': { current: unit.agent, since, version: '3.6.12' },
    ...(unit.leader ? { leader: true } : {}),
    ...(unit.principal === undefined ? { machine: unit.machine } : {}),
    'public-address': unit.address,
  };
}

const relatedTo: Readonly<Record<string, string>> = {
  amqp: 'rabbitmq-server',
  certificates: 'vault',
  'cloud-compute': 'nova-cloud-controller',
  'identity-service': 'keystone',
  'shared-db': 'mysql-innodb-cluster',
};
