import type { JujuModel, JujuUnit } from '../model.ts';
import { application, charmOf } from './charm.ts';

/** The default form of `juju status`: four tables, columns two blanks apart. */
export function statusTable(juju: JujuModel, units: readonly JujuUnit[], now: number): string {
  const stamp = `${new Date(now).toISOString().slice(11, 19)}Z`;
  const names = [...new Set(units.map(application))].sort();
  return [
    table([
      ['Model', 'Controller', 'Cloud/Region', 'Version', 'SLA', 'Timestamp'],
      [
        juju.model,
        juju.controller,
        'maas/default',
        juju.version.split('-')[0] ?? '',
        'unsupported',
        stamp,
      ],
    ]),
    table([
      ['App', 'Version', 'Status', 'Scale', 'Charm', 'Channel', 'Rev', 'Exposed', 'Message'],
      ...names.map((name) => applicationRow(name, units)),
    ]),
    table([
      ['Unit', 'Workload', 'Agent', 'Machine', 'Public address', 'Ports', 'Message'],
      ...units.map((unit) => [
        `${unit.principal === undefined ? '' : '  '}${unit.name}${unit.leader ? '*' : ''}`,
        unit.workload,
        unit.agent,
        unit.principal === undefined ? unit.machine : '',
        unit.address,
        '',
        cut(unit.workloadMessage),
      ]),
    ]),
    table([
      ['Machine', 'State', 'Address', 'Inst id', 'Base', 'AZ', 'Message'],
      ...machinesOf(units).map((unit) => [
        unit.machine,
        'started',
        unit.address,
        `juju-8d21f0-${unit.machine.replaceAll('/', '-')}`,
        'ubuntu@22.04',
        'default',
        'Deployed',
      ]),
    ]),
  ].join('\n');
}

/** One unit of each machine. */
function machinesOf(units: readonly JujuUnit[]): JujuUnit[] {
  return units.filter((unit, at) => units.findIndex((one) => one.machine === unit.machine) === at);
}

function applicationRow(name: string, units: readonly JujuUnit[]): string[] {
  const own = units.filter((unit) => application(unit) === name);
  const worst = own.find((unit) => unit.workload !== 'active') ?? own[0];
  const charm = charmOf(name);
  return [
    name,
    name === 'magnum' ? '18.0.1' : '',
    worst?.workload ?? '',
    String(own.length),
    name,
    charm.channel,
    String(charm.revision),
    'no',
    cut(worst?.workloadMessage ?? ''),
  ];
}

function table(rows: readonly (readonly string[])[]): string {
  const widths = (rows[0] ?? []).map((_, column) =>
    Math.max(...rows.map((row) => row[column]?.length ?? 0)),
  );
  const line = (row: readonly string[]) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join('  ')
      .trimEnd();
  return `${rows.map(line).join('\n')}\n`;
}

function cut(message: string): string {
  return message.length > 120 ? `${message.slice(0, 117)}...` : message;
}
