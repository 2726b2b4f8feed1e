import { describe, expect, it } from 'vitest';
import { bareWorld, openrc } from '../bare-world.ts';

const project = 'project show capi-mgmt --domain capi';

async function ask(args: string) {
  const world = bareWorld();
  return { world, answer: await world.run('openstack', args, { env: openrc(world) }) };
}

describe('what the openstack client prints', () => {
  it('is the bare value for -f value -c', async () => {
    const { answer, world } = await ask(`${project} -f value -c id`);
    const id = world.model.keystone.projects.find((one) => one.name === 'capi-mgmt')?.id;
    expect(answer).toEqual({ stdout: `${id}\n`, stderr: '', exitCode: 0 });
    expect(id).toMatch(/^[0-9a-f]{32}$/);
  });

  it('keeps the order of the command, whatever the order of the flags', async () => {
    const { answer } = await ask(`${project} -f value -c name -c enabled -c id`);
    expect(answer.stdout).toMatch(/^True\n[0-9a-f]{32}\ncapi-mgmt\n$/);
  });

  it('drops a column it does not know among those it knows', async () => {
    const { answer } = await ask(`${project} -f value -c Protocol -c name`);
    expect(answer).toEqual({ stdout: 'capi-mgmt\n', stderr: '', exitCode: 0 });
  });

  it('fails when it knows none of the columns', async () => {
    const { answer } = await ask('role list -c x');
    expect(answer).toMatchObject({ stdout: '', exitCode: 1 });
    expect(answer.stderr).toBe(
      "No recognized column names in ['x']. Recognized columns are ['ID', 'Name'].\n",
    );
  });

  it('is a table with a line around it otherwise', async () => {
    const { answer } = await ask('token issue -c user_id');
    expect(answer.stdout).toMatch(
      /^\+-+\+-+\+\n\| Field +\| Value +\|\n\+-+\+-+\+\n\| user_id +\| [0-9a-f]{32} \|\n\+-+\+-+\+\n$/,
    );
  });

  it('is JSON with the real types', async () => {
    const { answer } = await ask(`${project} -f json`);
    expect(JSON.parse(answer.stdout)).toMatchObject({ enabled: true, options: {}, tags: [] });
  });

  it('joins the columns of a list by blanks', async () => {
    const { answer } = await ask('role list -f value');
    expect(answer.stdout).toMatch(/^([0-9a-f]{32} \S+\n){4}$/);
  });

  it('is an error with status 2 for what is no command', async () => {
    const { answer } = await ask('image stage x');
    expect(answer.exitCode).toBe(2);
    expect(answer.stderr).toBe(
      "openstack: 'image stage x' is not an openstack command. See 'openstack --help'.\n" +
        'simulated cloud: not known: openstack image stage x\n',
    );
  });

  it('is a usage error with status 2 for an option that the command does not have', async () => {
    const { answer } = await ask('token issue --frobnicate');
    expect(answer.exitCode).toBe(2);
    expect(answer.stderr).toContain('error: unrecognized arguments: --frobnicate');
  });
});
