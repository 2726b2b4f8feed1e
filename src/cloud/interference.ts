/** Carries out what undoes the operator's work: a charm's hook, a configuration tool, a crashing daemon. */
import { driverPackage } from './magnum/conductor.ts';
import type { Interference } from './model.ts';
import type { Host, World } from './world.ts';

/** Lets each interference act as of `untilMs`. It acts on the host itself, so every later look sees it. */
export function interfere(world: World, untilMs: number): void {
  const host = world.hosts.get('magnum/0');
  if (!host) return;
  for (const one of world.model.interference) act(one, host, untilMs);
}

function act(one: Interference, host: Host, untilMs: number): void {
  switch (one.type) {
    case 'pins-driver':
      if (host.packages.has(driverPackage)) host.packages.set(driverPackage, one.version);
      return;
    case 'rewrites-defaults': {
      const path = '/etc/default/magnum-conductor';
      const text = host.files.read(path);
      if (text?.includes('--config-dir') === true) host.files.write(path, renderedDefaults);
      return;
    }
    case 'unlinks-helm':
      host.files.remove('/usr/bin/helm');
      return;
    case 'kills-conductor':
      return crash(host, untilMs);
  }
}

/** Three seconds up, then down until systemd starts it again: once a round of five seconds. */
function crash(host: Host, untilMs: number): void {
  const service = host.services.get('magnum-conductor');
  if (!service || service.state === 'inactive' || service.state === 'failed') return;
  const rounds = Math.floor((untilMs - service.startedAt) / 5_000);
  if (rounds > 0) {
    service.restarts += rounds;
    service.mainPid += rounds * 7;
    service.startedAt += rounds * 5_000;
  }
  service.state = untilMs - service.startedAt >= 3_000 ? 'activating' : 'active';
}

const renderedDefaults = '# Rendered by the charm. Local changes are lost.\n';
