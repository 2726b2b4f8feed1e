import { describe, expect, it } from 'vitest';
import { bareWorld } from '../bare-world.ts';

interface StatusDocument {
  applications: Record<
    string,
    {
      relations: Record<string, unknown>;
      units: Record<
        string,
        {
          'workload-status': { current: string };
          'juju-status': { current: string };
          leader?: boolean;
        }
      >;
    }
  >;
}

describe('juju status', () => {
  it('gives every unit with workload and agent in JSON', async () => {
    const answer = await bareWorld().run('juju', 'status -m openstack --format=json');
    const { magnum } = (JSON.parse(answer.stdout) as StatusDocument).applications;
    expect(magnum?.units['magnum/0']).toMatchObject({
      'workload-status': { current: 'active' },
      'juju-status': { current: 'idle' },
      leader: true,
    });
    expect(Object.keys(magnum?.relations ?? {})).toContain('identity-service');
    expect(answer.stdout.trimEnd()).not.toContain('\n');
  });

  it('prints one line a unit in the short form', async () => {
    const answer = await bareWorld().run('juju', 'status magnum --format=short');
    expect(answer.stdout).toBe(
      '- magnum/0: 10.12.12.107 (agent:idle, workload:active)\n' +
        '  - magnum-mysql-router/0: 10.12.12.107 (agent:idle, workload:active)\n' +
        '  - magnum-hacluster/0: 10.12.12.107 (agent:idle, workload:active)\n',
    );
  });

  it('keeps subordinates within the units that they stand beside', async () => {
    const world = bareWorld();
    const chassis = world.model.juju.units.find((one) => one.name === 'ovn-chassis/1');
    if (chassis) chassis.workload = 'waiting';
    const answer = await world.run('juju', 'status --format=json');
    const { applications } = JSON.parse(answer.stdout) as StatusDocument;
    expect(applications['nova-compute']?.units['nova-compute/1']).toMatchObject({
      machine: '2',
      subordinates: { 'ovn-chassis/1': { 'workload-status': { current: 'waiting' } } },
    });
    expect(applications['ovn-chassis']).toMatchObject({ 'subordinate-to': ['nova-compute'] });
    expect(applications['ovn-chassis']).not.toHaveProperty('units');
    const table = await world.run('juju', 'status nova-compute/1');
    expect(table.stdout).toMatch(/^  ovn-chassis\/1 +waiting +idle +10\.12\.12\.12/m);
    expect(table.stdout).not.toContain('nova-compute/0');
  });

  it('follows the model: a blocked unit shows as blocked', async () => {
    const world = bareWorld();
    const unit = world.model.juju.units.find((one) => one.name === 'vault/0');
    if (unit) Object.assign(unit, { workload: 'blocked', workloadMessage: 'Unit is sealed' });
    const answer = await world.run('juju', 'status vault');
    expect(answer.stdout).toMatch(
      /^vault\/0\* +blocked +idle +0\/lxd\/4 +10\.12\.12\.113 +Unit is sealed$/m,
    );
  });

  it('has the four tables of the default form', async () => {
    const { stdout } = await bareWorld().run('juju', 'status');
    expect(stdout).toMatch(/^Model +Controller +Cloud\/Region +Version +SLA +Timestamp\n/);
    expect(stdout).toMatch(
      /\n\nApp +Version +Status +Scale +Charm +Channel +Rev +Exposed +Message\n/,
    );
    expect(stdout).toMatch(/\n\nUnit +Workload +Agent +Machine +Public address +Ports +Message\n/);
    expect(stdout).toMatch(/\n\nMachine +State +Address +Inst id +Base +AZ +Message\n/);
  });

  it('says on stderr that a filter matches nothing', async () => {
    expect(await bareWorld().run('juju', 'status nothing')).toEqual({
      stdout: '',
      stderr: 'Nothing matched specified filter.\n',
      exitCode: 0,
    });
  });
});
