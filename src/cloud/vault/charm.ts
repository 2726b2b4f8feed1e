/** The vault charm: what it says of its unit, and when; and what its actions do. */
import type { Action, Done } from '../juju/actions.ts';
import type { JujuUnit } from '../model.ts';
import { startService, stopService } from '../unix/daemons.ts';
import type { World } from '../world.ts';
import { rootCertificate } from './certificate.ts';
import { runningVault, vaultHost } from './server.ts';
import { isRoot, liveToken } from './tokens.ts';

/** Juju runs the hook update-status so often; between two of them the charm looks at nothing. */
const updateStatusEveryMs = 300_000;

/** Runs the update-status hooks that are due at an instant. A cloud without the unit has none. */
export function runVaultHooks(world: World, untilMs: number): void {
  const { charm } = world.model.vault;
  const due = Math.floor((untilMs - charm.updatedAt) / updateStatusEveryMs);
  if (due <= 0 || !world.hosts.has(vaultHost)) return;
  charm.updatedAt += due * updateStatusEveryMs;
  assess(world);
}

/** A hook of the charm: it looks, and says what it found. */
export function assess(world: World): void {
  const unit = world.model.juju.units.find((one) => one.name === vaultHost);
  if (unit === undefined) return;
  [unit.workload, unit.workloadMessage] = found(world);
}

/** In the charm's own order: the first thing that is not as it has to be. */
function found(world: World): readonly [workload: string, message: string] {
  const { charm } = world.model.vault;
  if (charm.paused) return ['maintenance', "Paused. Use 'resume' action to resume normal service."];
  const vault = runningVault(world);
  if (vault === undefined) return ['blocked', 'Vault service not running'];
  if (vault.init === undefined) return ['blocked', 'Vault needs to be initialized'];
  if (vault.sealed) return ['blocked', 'Unit is sealed'];
  if (!charm.authorized)
    return ['blocked', 'Vault charm not yet authorized: run authorize-charm action.'];
  if (charm.rootCa === undefined) return ['blocked', 'Missing CA cert'];
  return ['active', 'Unit is ready (active: true, mlock: disabled)'];
}

/** The charm gives up by action-fail in all cases; its process ends well each time. */
export const vaultActions: Readonly<Record<string, Action>> = {
  'authorize-charm': {
    description: 'Authorize the vault charm to interact with vault',
    parameters: { token: 'Token to use to authorize charm' },
    required: ['token'],
    run: (world, unit, parameters) => after(world, authorize(world, unit, parameters)),
  },
  'generate-root-ca': {
    description: 'Generate a self-signed root CA',
    parameters: { ttl: 'Specifies the Time To Live for the root CA certificate' },
    run: (world, unit) => after(world, generateRootCa(world, unit)),
  },
  'get-root-ca': {
    description: 'Get the root CA certificate',
    run: ({ model }) => {
      const { rootCa } = model.vault.charm;
      return done(rootCa === undefined ? {} : { output: rootCa.trimEnd() });
    },
  },
  'get-csr': { description: 'Get intermediate CA csr (DEPRECATED)', run: undefined },
  'disable-pki': { description: 'Disable the PKI secrets backend', run: undefined },
  reload: { description: 'Reload the vault service, as its configuration changed', run: undefined },
  pause: {
    description: 'Pause the vault unit, which seals it',
    run: (world) => {
      world.model.vault.charm.paused = true;
      stop(world);
      return after(world, done());
    },
  },
  resume: {
    description: 'Resume a paused vault unit, which is sealed then',
    run: async (world) => {
      world.model.vault.charm.paused = false;
      await start(world);
      return after(world, done());
    },
  },
  restart: {
    description: 'Restart the vault service, which seals it',
    run: async (world) => {
      stop(world);
      await start(world);
      return after(world, done());
    },
  },
};

function authorize(
  world: World,
  unit: JujuUnit,
  parameters: Readonly<Record<string, string>>,
): Done {
  const { charm } = world.model.vault;
  if (!unit.leader) return failed('Please run action on lead unit');
  const vault = runningVault(world);
  if (vault === undefined) return failed(unreachable);
  if (vault.sealed) return failed('Vault is sealed, on get http://127.0.0.1:8220/v1/sys/auth');
  const token = liveToken(vault, parameters['token'] ?? '', world.clock.now());
  if (token === undefined || !isRoot(token))
    return failed('permission denied, on get http://127.0.0.1:8220/v1/sys/auth');
  charm.authorized = true;
  return done();
}

function generateRootCa(world: World, unit: JujuUnit): Done {
  const { charm } = world.model.vault;
  if (!unit.leader) return failed('Please run action on lead unit');
  if (charm.rootCa !== undefined) return failed('PKI CA already configured');
  const vault = runningVault(world);
  if (vault === undefined) return failed(unreachable);
  if (vault.sealed)
    return failed('Vault is sealed, on post http://127.0.0.1:8220/v1/auth/approle/login');
  if (!charm.authorized)
    return failed('Vault charm not yet authorized: run authorize-charm action.');
  makeRootCa(world);
  return done({ output: (charm.rootCa ?? '').trimEnd() });
}

/** What the action does, and what the charm does by itself where it was configured to. */
export function makeRootCa(world: World): void {
  world.model.vault.charm.rootCa = rootCertificate(world.model.seed, world.clock.now());
}

function after(world: World, did: Done): Done {
  assess(world);
  return did;
}

function done(results: Readonly<Record<string, string>> = {}): Done {
  return { stdout: '', stderr: '', results, failure: undefined, takes: 4_000 };
}

function failed(failure: string): Done {
  return { ...done(), failure };
}

function stop(world: World): void {
  const service = world.hosts.get(vaultHost)?.services.get('vault');
  if (service !== undefined) stopService(service, world.clock.now());
}

async function start(world: World): Promise<void> {
  const host = world.hosts.get(vaultHost);
  const service = host?.services.get('vault');
  if (host !== undefined && service !== undefined)
    await startService(host, service, world.clock.now());
}

const unreachable =
  "HTTPConnectionPool(host='127.0.0.1', port=8220): Max retries exceeded with url: /v1/sys/seal-status (Caused by NewConnectionError('[Errno 111] Connection refused'))";
