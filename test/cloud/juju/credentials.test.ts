import { describe, expect, it } from 'vitest';
import { bareWorld, type BareWorld } from '../bare-world.ts';

const prompt = 'please enter password for admin on ctl: \n';
const eof = 'ERROR cannot get discharge from "https://10.12.8.30:17070/auth": EOF\n';

function expired(): BareWorld {
  const world = bareWorld();
  world.model.juju.macaroonUntil = world.clock.now();
  return world;
}

describe('an expired Juju login', () => {
  it('asks, and at the end of standard input gives up', async () => {
    const world = expired();
    expect(await world.run('juju', 'ssh magnum/0 true')).toEqual({
      stdout: '',
      stderr: prompt + eof,
      exitCode: 1,
    });
    expect(world.ran).toEqual([]);
  });

  it('asks four times for a status, which tries the controller again', async () => {
    const answer = await expired().run('juju', 'status --format=json');
    expect(answer).toEqual({ stdout: '', stderr: prompt.repeat(4) + eof, exitCode: 1 });
  });

  it('eats the first line of a payload as the password and runs nothing', async () => {
    const world = expired();
    const answer = await world.run('juju', 'ssh magnum/0 sudo bash -s', {
      stdin: 'set -e\nrm x\n',
    });
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toContain(
      'cannot submit form: Post https://10.12.8.30:17070/auth/form: ',
    );
    expect(answer.stderr).toMatch(/invalid entity name or password\n$/);
    expect(world.ran).toEqual([]);
  });

  it('hands over the rest when the first line happens to be the password', async () => {
    const world = expired();
    await world.run('juju', 'ssh magnum/0 cat', { stdin: 'training\nrest\n' });
    expect(world.ran[0]?.options.stdin).toBe('rest\n');
  });

  it('does not show in whoami, which reads a local file', async () => {
    expect(await expired().run('juju', 'whoami')).toEqual({
      stdout: 'Controller:  ctl\nModel:       openstack\nUser:        admin\n',
      stderr: '',
      exitCode: 0,
    });
  });

  it('comes a day after the last login', async () => {
    const world = bareWorld();
    expect((await world.run('juju', 'models')).exitCode).toBe(0);
    await world.clock.sleep(24 * 3_600_000);
    expect((await world.run('juju', 'models')).exitCode).toBe(1);
  });
});

describe('juju login', () => {
  it('prints nothing but its prompt for the same user, and opens the controller again', async () => {
    const world = expired();
    const answer = await world.run('juju', 'login -u admin', { stdin: 'training\n' });
    expect(answer).toEqual({ stdout: '', stderr: prompt, exitCode: 0 });
    expect((await world.run('juju', 'status --format=json')).exitCode).toBe(0);
  });

  it('refuses a wrong password', async () => {
    const answer = await expired().run('juju', 'login -u admin', { stdin: 'guess\n' });
    expect(answer.exitCode).toBe(1);
    expect(answer.stderr).toBe(
      `${prompt}ERROR cannot log into controller "ctl": invalid entity name or password\n`,
    );
  });

  it('welcomes after a logout, until which every command is refused', async () => {
    const world = bareWorld();
    expect((await world.run('juju', 'logout')).stderr).toBe(
      'Logged out. You are no longer logged into any controllers.\n',
    );
    expect((await world.run('juju', 'status')).stderr).toBe('ERROR controller "ctl": not logged\n');
    const answer = await world.run('juju', 'login -u admin', { stdin: 'training\n' });
    expect(answer.stderr).toContain('Welcome, admin. You are now logged into "ctl".');
  });

  it('names a controller that does not exist', async () => {
    expect((await bareWorld().run('juju', 'login -c x')).stderr).toBe(
      'ERROR controller "x" does not exist\n',
    );
  });
});
