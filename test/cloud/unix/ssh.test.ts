import { describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/cloud/index.ts';

const fip = '10.12.7.222';
const question = `"timeout 6 bash -c 'exec 3<>/dev/tcp/10.12.4.50/5000' && echo VIP-OK || echo VIP-FAIL" < /dev/null`;

describe('ssh to the VM of the management cluster', () => {
  it('runs the words there and hands back their status', async () => {
    const world = await createWorld();
    const asked = await world.exec('jumphost', `ssh ubuntu@${fip} ${question}`);
    expect(asked).toMatchObject({ stdout: 'VIP-OK\n', stderr: '', exitCode: 0 });
    const there = await world.exec(
      'jumphost',
      `ssh -o BatchMode=yes -T ubuntu@${fip} 'hostname; whoami; exit 7'`,
    );
    expect(there).toMatchObject({ stdout: 'capi-mgmt-v2\nubuntu\n', exitCode: 7 });
    const piped = await world.exec('jumphost', `echo in | ssh ubuntu@${fip} cat`);
    expect(piped.stdout).toBe('in\n');
  });

  it('tells a way that is closed from a machine that answers', async () => {
    const world = await createWorld();
    world.model.network.unreachable.push('10.12.4.50:5000');
    const asked = await world.exec('jumphost', `ssh ubuntu@${fip} ${question}`);
    expect(asked.stdout).toBe('VIP-FAIL\n');
    expect(asked.exitCode).toBe(0);
  });

  it('ends with 255 and its own words when the VM is off, or lets nobody in', async () => {
    const world = await createWorld();
    world.model.mgmt.vmStatus = 'SHUTOFF';
    const before = world.clock.now();
    expect(
      await world.exec('jumphost', `ssh -o ConnectTimeout=10 ubuntu@${fip} ${question}`),
    ).toMatchObject({
      stdout: '',
      stderr: `ssh: connect to host ${fip} port 22: No route to host\n`,
      exitCode: 255,
    });
    expect(world.clock.now() - before).toBe(3_000);
    world.model.mgmt.vmStatus = 'ACTIVE';
    world.model.network.rules = world.model.network.rules.filter(({ portMin }) => portMin !== 22);
    const filtered = await world.exec('jumphost', `ssh -o ConnectTimeout=5 ubuntu@${fip} true`);
    expect(filtered).toMatchObject({
      stderr: `ssh: connect to host ${fip} port 22: Connection timed out\n`,
      exitCode: 255,
    });
  });

  it('wants the right user, a key, and a host key that somebody accepted', async () => {
    const world = await createWorld();
    expect((await world.exec('jumphost', `ssh root@${fip} true`)).stderr).toBe(
      `root@${fip}: Permission denied (publickey).\n`,
    );
    await world.exec('jumphost', 'mv ~/.ssh/id_ed25519 ~/.ssh/elsewhere');
    expect((await world.exec('jumphost', `ssh ubuntu@${fip} true`)).exitCode).toBe(255);
    expect(
      (await world.exec('jumphost', `ssh -i ~/.ssh/elsewhere ubuntu@${fip} true`)).exitCode,
    ).toBe(0);
    const missing = await world.exec('jumphost', `ssh -i ~/.ssh/none ubuntu@${fip} true`);
    expect(missing.stderr).toContain('none not accessible: No such file or directory.\n');
    await world.exec('jumphost', 'mv ~/.ssh/elsewhere ~/.ssh/id_ed25519; rm ~/.ssh/known_hosts');
    expect(await world.exec('jumphost', `ssh ubuntu@${fip} true`)).toMatchObject({
      stderr: 'Host key verification failed.\n',
      exitCode: 255,
    });
    const accepted = await world.exec(
      'jumphost',
      `ssh -o StrictHostKeyChecking=accept-new ubuntu@${fip} echo in`,
    );
    expect(accepted).toMatchObject({
      stdout: 'in\n',
      stderr: `Warning: Permanently added '${fip}' (ED25519) to the list of known hosts.\n`,
    });
    expect(await world.exec('jumphost', `ssh ubuntu@${fip} true`)).toMatchObject({
      stderr: '',
      exitCode: 0,
    });
  });

  it('knows no name, and says so loudly of what it does not do', async () => {
    const world = await createWorld();
    expect((await world.exec('jumphost', 'ssh ... ubuntu@x true')).stderr).toBe(
      'ssh: Could not resolve hostname ...: Name or service not known\n',
    );
    expect((await world.exec('jumphost', `ssh ubuntu@${fip}`)).stderr).toContain('not known');
  });
});
