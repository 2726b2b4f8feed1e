import type { Answer, Call, Program, Service } from '../world.ts';
import { description, settleServices, startService, stopService, unit } from './daemons.ts';
import { formatTime } from './time-format.ts';
import { showUnit } from './systemctl-show.ts';
import { dropInsOf, fragmentOf, loadedExecStart, reloadUnits } from './unit-file.ts';

/** systemctl and journalctl over the services of a host. */
export const systemPrograms: readonly Program[] = [
  { name: 'systemctl', path: '/usr/bin/systemctl', hosts: 'all', run: systemctl },
  { name: 'journalctl', path: '/usr/bin/journalctl', hosts: 'all', run: journalctl },
];

async function systemctl(call: Call): Promise<Answer> {
  const now = call.world.clock.now();
  await settleServices(call.host, now);
  const quiet = call.args.some((arg) => arg === '-q' || arg === '--quiet');
  const given = call.args.filter((arg) => !plain.includes(arg));
  const [verb = '', ...rest] = given;
  const units = rest.filter((arg) => !arg.startsWith('-')).map(serviceName);
  switch (verb) {
    case 'start':
    case 'stop':
    case 'restart':
    case 'try-restart':
      return change(call, verb, units, now);
    case 'daemon-reload':
    case 'reset-failed':
      if (call.user !== 'root')
        return denied(verb === 'daemon-reload' ? 'reload daemon' : 'reset failed state');
      if (verb === 'daemon-reload') reloadUnits(call.host);
      else
        for (const service of chosen(call, units))
          if (service.state === 'failed') service.state = 'inactive';
      return say('');
    case 'is-active':
    case 'is-failed': {
      const states = units.map((name) => call.host.services.get(name)?.state ?? 'inactive');
      const wanted = verb === 'is-active' ? 'active' : 'failed';
      const stdout = quiet ? '' : states.map((state) => `${state}\n`).join('');
      return say(stdout, states.includes(wanted) ? 0 : verb === 'is-active' ? 3 : 1);
    }
    case 'is-enabled': {
      const known = units.every((name) => call.host.services.has(name));
      if (known) return say(units.map(() => 'enabled\n').join(''));
      return complain(
        `Failed to get unit file state for ${units[0] ?? ''}.service: No such file or directory`,
      );
    }
    case 'show':
      return showUnit(call, rest);
    case 'status':
      return status(call, units, now);
    case 'cat':
      return catUnits(call, units);
    default:
      return complain(`simulated cloud: not known: systemctl ${call.args.join(' ')}`, 2);
  }
}

const plain = ['-q', '--quiet', '--no-pager', '--full', '-l', '--no-block', '--wait'];

export function serviceName(text: string): string {
  return text.replace(/\.service$/, '');
}

async function change(
  call: Call,
  verb: 'start' | 'stop' | 'restart' | 'try-restart',
  units: readonly string[],
  now: number,
): Promise<Answer> {
  let stderr = '';
  let exitCode = 0;
  for (const name of units) {
    const service = call.host.services.get(name);
    if (service === undefined) {
      stderr += `Failed to ${verb} ${name}.service: Unit ${name}.service not found.\n`;
      exitCode = 5;
      continue;
    }
    if (call.user !== 'root') {
      stderr += `Failed to ${verb} ${name}.service: Interactive authentication required.\nSee system logs and 'systemctl status ${name}.service' for details.\n`;
      exitCode = 1;
      continue;
    }
    const why = verb === 'stop' ? undefined : whyNotStarted(call, verb, service);
    if (why !== undefined) return complain(why, 1);
    if (verb === 'try-restart' && service.state === 'inactive') continue;
    if (verb !== 'start') stopService(service, now);
    if (verb !== 'stop') await startService(call.host, service, now);
  }
  return { stdout: '', stderr, exitCode };
}

/** What systemd says of a unit with none or several commands; and commands that nothing here can play. */
function whyNotStarted(call: Call, verb: string, service: Service): string | undefined {
  const { name, binary } = service;
  if (binary !== undefined) return undefined;
  const commands = loadedExecStart(call.host, service);
  const [only = ''] = commands;
  if (commands.length !== 1)
    return `Failed to ${verb} ${name}.service: Unit ${name}.service has a bad unit file setting.\nSee system logs and 'systemctl status ${name}.service' for details.`;
  const isPlayed = only === `/etc/init.d/${name} systemd-start` || isDaemon(name, only);
  return isPlayed ? undefined : `simulated cloud: not known: ExecStart=${only}`;
}

function isDaemon(name: string, command: string): boolean {
  return command === `/usr/bin/${name}` || command.startsWith(`/usr/bin/${name} `);
}

function chosen(call: Call, units: readonly string[]): Service[] {
  const all = [...call.host.services.values()];
  return units.length === 0 ? all : all.filter((service) => units.includes(service.name));
}

function status(call: Call, units: readonly string[], now: number): Answer {
  let stdout = '';
  let exitCode = 0;
  for (const name of units) {
    const service = call.host.services.get(name);
    if (service === undefined) return complain(`Unit ${name}.service could not be found.`, 4);
    if (service.state !== 'active') exitCode = 3;
    const since = formatTime(service.startedAt, '%a %F %T UTC');
    const seconds = Math.floor((now - service.startedAt) / 1000);
    const main = service.mainPid === 0 ? [] : [`   Main PID: ${service.mainPid} (${service.name})`];
    stdout += [
      `${service.state === 'active' ? '●' : '○'} ${unit(service)} - ${description(service)}`,
      `     Loaded: loaded (/lib/systemd/system/${unit(service)}; enabled; vendor preset: enabled)`,
      `     Active: ${activity(service)} since ${since}; ${seconds}s ago`,
      ...main,
      '',
      ...service.journal.slice(-5).map((entry) => journalLine(call, entry)),
      '',
    ].join('\n');
  }
  return say(stdout, exitCode);
}

function activity(service: Service): string {
  switch (service.state) {
    case 'active':
      return 'active (running)';
    case 'activating':
      return 'activating (auto-restart) (Result: exit-code)';
    case 'failed':
      return 'failed (Result: exit-code)';
    case 'inactive':
      return 'inactive (dead)';
  }
}

function catUnits(call: Call, units: readonly string[]): Answer {
  const parts: string[] = [];
  for (const name of units) {
    const path = fragmentOf(name);
    const text = call.host.files.read(path);
    if (text === undefined) return complain(`No files found for ${name}.service.`);
    for (const file of [path, ...dropInsOf(call.host, name)])
      parts.push(`# ${file}\n${call.host.files.read(file) ?? ''}`);
  }
  return say(parts.join('\n'));
}

async function journalctl(call: Call): Promise<Answer> {
  await settleServices(call.host, call.world.clock.now());
  const args = [...call.args];
  const names: string[] = [];
  let count = Number.POSITIVE_INFINITY;
  while (args.length > 0) {
    const arg = args.shift() ?? '';
    if (arg === '-u' || arg === '--unit') names.push(serviceName(args.shift() ?? ''));
    else if (arg.startsWith('-u')) names.push(serviceName(arg.slice(2)));
    else if (arg === '-n' || arg === '--lines') count = Number(args.shift());
    else if (/^-n\d+$/.test(arg)) count = Number(arg.slice(2));
    else if (!['--no-pager', '-q', '--quiet', '-e', '-xe', '-b'].includes(arg))
      return complain(`simulated cloud: not known: journalctl ${arg}`, 2);
  }
  if (call.user !== 'root' && call.user !== 'ubuntu') return say('-- No entries --\n');
  const entries = chosen(call, names).flatMap((service) =>
    names.length === 0 || names.includes(service.name) ? service.journal : [],
  );
  const sorted = [...entries].sort((first, second) => first.at - second.at);
  const shown = Number.isFinite(count) ? sorted.slice(-count) : sorted;
  if (shown.length === 0) return say('-- No entries --\n');
  return say(shown.map((entry) => `${journalLine(call, entry)}\n`).join(''));
}

function journalLine(call: Call, entry: { at: number; text: string }): string {
  return `${formatTime(entry.at, '%b %d %T')} ${call.host.hostname} ${entry.text}`;
}

function denied(what: string): Answer {
  return complain(`Failed to ${what}: Interactive authentication required.`);
}

function complain(stderr: string, exitCode = 1): Answer {
  return { stdout: '', stderr: `${stderr}\n`, exitCode };
}

function say(stdout: string, exitCode = 0): Answer {
  return { stdout, stderr: '', exitCode };
}
