import type { Host, Service, ServiceConfig } from '../world.ts';
import { readDaemonConfig } from './daemon-config.ts';
import type { Machine } from './machine.ts';
import { machineOf } from './machine.ts';
import { newShellState } from './shell-state.ts';
import { runShell } from './shell.ts';
import { loadedExecStart } from './unit-file.ts';

/**
 * Units as openstack-pkg-tools makes them: `Type=simple`, an init script that puts the command line
 * together, `Restart=on-failure`. A daemon that can not read its configuration therefore looks active
 * for the moments that Python takes to notice, and is started over and over.
 */

/** Virtual milliseconds from the start of a daemon until it gives up on its configuration. */
const lifeOfABroken = 2_500;
/** `RestartSec` of systemd, by default. */
const pause = 100;

/** A unit of this host that has not run yet; with `binary`, the command line of its only process. */
export function newService(name: string, user: string, binary?: string): Service {
  return {
    name,
    user,
    state: 'inactive',
    mainPid: 0,
    restarts: 0,
    args: [],
    startedAt: 0,
    commandLine: '',
    config: {},
    failure: undefined,
    journal: [],
    ...(binary === undefined ? {} : { binary }),
  };
}

/** Starts a unit with the files of this moment. One that runs already is left alone. */
export async function startService(host: Host, service: Service, now: number): Promise<void> {
  if (service.state === 'active' || service.state === 'activating') return;
  service.restarts = 0;
  note(service, now, `systemd[1]: Started ${description(service)}.`);
  await launchDaemon(machineOf(host), service, now);
}

export function stopService(service: Service, now: number): void {
  if (service.state === 'inactive') return;
  note(service, now, `systemd[1]: Stopped ${description(service)}.`);
  rest(service, 'inactive');
}

/** Lets the units that keep failing do so up to an instant. */
export async function settleServices(host: Host, untilMs: number): Promise<void> {
  for (const service of host.services.values()) {
    if (service.failure === undefined || service.state === 'inactive') continue;
    const rounds = Math.floor((untilMs - service.startedAt) / (lifeOfABroken + pause));
    if (rounds > 0) {
      const { failure } = service;
      const at = service.startedAt + rounds * (lifeOfABroken + pause);
      service.restarts += rounds;
      note(service, at - pause, `${service.name}[${service.mainPid}]: ${failure}`);
      note(
        service,
        at - pause,
        `systemd[1]: ${unit(service)}: Main process exited, code=exited, status=1/FAILURE`,
      );
      note(
        service,
        at,
        `systemd[1]: ${unit(service)}: Scheduled restart job, restart counter is at ${service.restarts}.`,
      );
      await launchDaemon(machineOf(host), service, at);
    }
    if (service.failure === undefined) continue;
    service.state = untilMs - service.startedAt < lifeOfABroken ? 'active' : 'activating';
    if (service.state === 'activating') service.args = [];
  }
}

/** What the running process of a service has read; undefined when none runs. */
export function liveConfig(host: Host, serviceName: string): ServiceConfig | undefined {
  const service = host.services.get(serviceName);
  return service?.state === 'active' && service.failure === undefined ? service.config : undefined;
}

export function unit(service: Service): string {
  return `${service.name}.service`;
}

export function description(service: Service): string {
  if (service.name === 'vault') return 'HashiCorp Vault';
  return service.name === 'magnum-api' ? 'Magnum API service' : 'Magnum Conductor service';
}

/** What systemd runs, with the files as they are now. */
async function launchDaemon(machine: Machine, service: Service, now: number): Promise<void> {
  const { binary } = service;
  if (binary !== undefined) {
    machine.nextPid += 11;
    const { nextPid: mainPid } = machine;
    const args = [binary];
    Object.assign(service, { mainPid, args, startedAt: now, commandLine: binary, state: 'active' });
    return;
  }
  service.startedAt = now;
  const line = await commandOf(machine, service);
  service.commandLine = line ?? '';
  if (line === undefined || line === '') {
    // The init script ends at once, and with success, when the package is not there.
    rest(service, line === undefined ? 'failed' : 'inactive');
    return;
  }
  machine.nextPid += 11;
  service.mainPid = machine.nextPid;
  service.state = 'active';
  const reading = readDaemonConfig(machine, service.user, line.split(/\s+/).slice(1));
  service.failure = reading.type === 'failed' ? reading.reason : undefined;
  service.config = reading.type === 'read' ? reading.config : {};
  const processes = reading.type === 'read' ? 1 + workers : 1;
  service.args = Array.from({ length: processes }, () => `/usr/bin/python3 ${line}`);
}

const workers = 2;

/**
 * The command line of the daemon: what the init script puts together, or what a drop-in says in its place. Undefined
 * when it can not be started, empty when there is nothing to start.
 */
async function commandOf(machine: Machine, service: Service): Promise<string | undefined> {
  const [command = ''] = loadedExecStart(machine, service);
  const script = `/etc/init.d/${service.name}`;
  if (command !== `${script} systemd-start`) {
    const line = command.split(/\s+/).join(' ');
    return machine.disk.peek(line.split(' ')[0] ?? '') === undefined ? undefined : line;
  }
  const end = await runShell(
    (text, how) => machine.bash.exec(text, { ...how, rawScript: true }),
    machine.states,
    newShellState({ user: service.user }),
    {
      script: `${script} show-args`,
      name: 'systemd',
      userNumber: 114,
      args: [],
      env: { PATH: '/sbin:/usr/sbin:/bin:/usr/bin', LANG: 'C.UTF-8' },
      cwd: '/',
    },
    () => true,
  );
  return end.exitCode === 0 ? end.stdout.trim() : undefined;
}

function rest(service: Service, state: 'inactive' | 'failed'): void {
  Object.assign(service, { state, mainPid: 0, args: [], config: {}, failure: undefined });
}

function note(service: Service, at: number, text: string): void {
  service.journal.push({ at, text });
  if (service.journal.length > 400) service.journal.splice(0, 100);
}
