import { newService, startService } from '../unix/daemons.ts';
import type { Machine } from '../unix/machine.ts';
import { programFile } from '../unix/program-file.ts';
import type { World } from '../world.ts';
import { runningVault } from './server.ts';

/** What the charm puts on the vault unit: the snap, its configuration and its service, running. */
export async function layOutVault(machine: Machine, world: World): Promise<void> {
  const { files } = machine;
  files.write('/snap/bin/vault', programFile('vault', world.model.vault.version), { mode: 0o755 });
  files.makeDirectory('/var/snap/vault/common', { mode: 0o755 });
  files.write('/var/snap/vault/common/vault.hcl', configuration, { mode: 0o600 });
  files.write('/lib/systemd/system/vault.service', unitFile);
  const service = newService('vault', 'root', commandLine);
  machine.services.set('vault', service);
  await startService(machine, service, world.clock.now());
  runningVault(world);
}

const commandLine = '/snap/vault/current/bin/vault server -config=/var/snap/vault/common/vault.hcl';

const configuration = `disable_mlock = true
storage "mysql" {
  username = "vault"
  database = "vault"
  address = "127.0.0.1:3306"
}
listener "tcp" {
  address = "127.0.0.1:8220"
  tls_disable = 1
}
`;

const unitFile = `[Unit]
Description=HashiCorp Vault
After=network.target

[Service]
ExecStart=${commandLine}
Restart=on-failure

[Install]
WantedBy=multi-user.target
`;
