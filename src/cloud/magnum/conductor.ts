/** The conductor that really runs on magnum/0: what it was started with, and what it can find. */
import { may } from '../access.ts';
import type { RunningConductor } from '../model.ts';
import type { Host, World } from '../world.ts';

export const driverPackage = 'magnum-capi-helm';

/** Takes note of a start of the service: the driver and the options that process will keep. */
export function rememberConductor(world: World): void {
  const host = world.hosts.get('magnum/0');
  const service = host?.services.get('magnum-conductor');
  if (!host || service?.state !== 'active') return;
  const start = `${service.mainPid}@${service.startedAt}`;
  if (world.model.magnum.conductor?.start === start) return;
  const options = { ...service.config['capi_helm'] };
  world.model.magnum.conductor = {
    start,
    driver: isJsonMap(options['api_resources'] ?? '{}')
      ? host.packages.get(driverPackage)
      : undefined,
    options,
  };
}

/** The conductor as it runs now; undefined when it does not run, or dies before it can do anything. */
export function runningConductor(world: World): RunningConductor | undefined {
  rememberConductor(world);
  const service = world.hosts.get('magnum/0')?.services.get('magnum-conductor');
  return service?.state === 'active' && service.failure === undefined
    ? world.model.magnum.conductor
    : undefined;
}

/** Whether the driver's `helm` can be found on the PATH of the init script. */
export function helmOnInitPath(host: Host): boolean {
  const folders = ['/usr/sbin', '/usr/bin', '/sbin', '/bin'];
  return folders.some((folder) => may(host, `${folder}/helm`, 'magnum', 0o1));
}

/** The driver reads this option as JSON when it is imported; anything else and the driver is gone. */
export function isJsonMap(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
