/** Carries out what undoes the operator's work: a charm's hook, a configuration tool, a crashing daemon. */
import { driverPackage } from './magnum/conductor.ts';
import type { Interference } from './model.ts';
import type { Image } from './openstack/model.ts';
import { exchangeCredential, fillHypervisors } from './tenants.ts';
import { makeRootCa } from './vault/charm.ts';
import { giveFirstShare } from './vault/scenarios.ts';
import { loseWorkersAndMgmtVm, stopWorker } from './workload/mishaps.ts';
import type { Host, World } from './world.ts';

/** Lets each interference act. It acts on the host itself, so every later look sees it. */
export function interfere(world: World): void {
  const host = world.hosts.get('magnum/0');
  if (!host) return;
  for (const one of world.model.interference) act(one, host, world);
}

function act(one: Interference, host: Host, world: World): void {
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
      return crash(host);
    case 'gives-first-share':
      if (giveFirstShare(world)) retire(one, world);
      return;
    case 'makes-root-ca': {
      const { charm } = world.model.vault;
      if (charm.authorized && charm.rootCa === undefined) makeRootCa(world);
      return;
    }
    case 'fills-hypervisors':
      if (fillHypervisors(one, world)) retire(one, world);
      return;
    case 'kills-mgmt-vm':
      return killMgmtVm(one, world);
    case 'advances-magnum-clock':
      if (world.model.catalog.images.some(isKubeImage)) {
        world.model.magnum.clockAheadMs = 2 * 3_600_000;
        retire(one, world);
      }
      return;
    case 'exchanges-credential':
      if (exchangeCredential(world.model)) retire(one, world);
      return;
    // Looked at where the pods are.
    case 'breaks-app':
      return;
    case 'loses-workers-and-mgmt-vm':
      if (loseWorkersAndMgmtVm(world)) retire(one, world);
      return;
    case 'stops-worker':
      if (stopWorker(world)) retire(one, world);
      return;
  }
}

/** What happens once only. */
function retire(one: Interference, { model }: World): void {
  model.interference = model.interference.filter((other) => other !== one);
}

/** The host ran out of memory while the cluster was being built. */
function killMgmtVm(one: Interference, world: World): void {
  const { magnum, mgmt } = world.model;
  const isUnderWay = magnum.clusters.some(
    ({ status, build }) =>
      status === 'CREATE_IN_PROGRESS' && build.reached['load-balancer'] !== undefined,
  );
  if (!isUnderWay) return;
  mgmt.vmStatus = 'SHUTOFF';
  mgmt.activeAt = 0;
  retire(one, world);
}

function isKubeImage({ properties }: Image): boolean {
  return 'kube_version' in properties;
}

/** systemd does the rest: it starts what dies again, and counts. Before it has the driver it stays up. */
function crash(host: Host): void {
  const service = host.services.get('magnum-conductor');
  if (service?.args[0]?.includes('--config-dir') === true) {
    service.failure ??= 'Segmentation fault (core dumped)';
  }
}

const renderedDefaults = '# Rendered by the charm. Local changes are lost.\n';
