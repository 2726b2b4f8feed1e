import { describe, expect, it } from 'vitest';
import { newestAttempt } from '../../../src/session/standing.ts';
import { jujuWalk } from './support/juju-walk.ts';

const one = 'a1b2c3d4e5f60718';
const other = 'ffffeeeeddddcccc';

const block = (label: string, script: string) => `**${label}**\n\`\`\`bash\n${script}\n\`\`\`\n\n`;

const scoped = () =>
  [
    '# Book\n\n**SCOPE:** `capi` begins with `source ~/capi-openrc`.\n\n## Step 1 -- all\n',
    block('RUN -- jumphost (capi scope)', 'openstack server create one'),
    block('CHECK (read-only) -- jumphost (capi scope)', 'openstack server list'),
  ].join('\n');

const carried = () =>
  [
    '# Book\n\n## Step 1 -- all\n',
    block('RUN -- jumphost', 'source ~/capi-openrc'),
    block('RUN -- jumphost', 'openstack server create one'),
    block('RUN -- jumphost', 'openstack server create two'),
  ].join('\n');

describe('the project of an OpenStack scope', () => {
  it('is pinned when the walk begins, and compared before each block that changes something', async () => {
    const w = await jujuWalk(scoped);
    w.juju.openrc('capi-openrc', one);
    await w.walker.send({ type: 'confirm-literals', values: {} });
    await w.walker.idle();
    expect(w.view().session.targets).toEqual({
      'openstack:capi': { type: 'openstack', scope: 'capi', project: one },
    });
    w.juju.openrc('capi-openrc', other);
    expect(await w.run('1/1')).toBe(
      `1/1 was not started: pinned is project ${one} (capi scope), and now it would meet project ${other} (capi scope).`,
    );
    w.juju.openrc('capi-openrc', one);
    expect(await w.run('1/1')).toBeUndefined();
    expect(w.standing('1/1')).toBe('passed');
  });

  it('whose credentials are refused starts nothing, and is no other login', async () => {
    const w = await jujuWalk(scoped);
    w.juju.openrc('capi-openrc', one);
    await w.walker.send({ type: 'confirm-literals', values: {} });
    await w.walker.idle();
    w.juju.openstackPassword('changed');
    expect(await w.run('1/1')).toBe(
      'OpenStack refuses the credentials (HTTP 401). 1/1 was not started.',
    );
    expect(w.view().session.login).toMatchObject({ kind: 'openstack', block: 'book:1/1' });
    expect(await w.walker.send({ type: 'check-login' })).toBe(
      'OpenStack still refuses the credentials (HTTP 401).',
    );
    w.juju.openstackPassword('training');
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    await w.walker.idle();
    expect(newestAttempt(w.view().session, 'book:1/1')).toBeUndefined();
    expect(await w.run('1/1')).toBeUndefined();
  });

  it('a check that meets 401 is run again once the credentials are right', async () => {
    const w = await jujuWalk(scoped);
    w.juju.openrc('capi-openrc', one, 'wrong');
    await w.run('1/2');
    expect(w.view().session.login).toMatchObject({ kind: 'openstack', block: 'book:1/2' });
    w.juju.openrc('capi-openrc', one);
    expect(await w.walker.send({ type: 'check-login' })).toBeUndefined();
    await w.walker.idle();
    expect(w.standing('1/2')).toBe('passed');
  });
});

describe('the project of the carried environment', () => {
  it('is pinned at its first change, and seen when a block has sourced another one', async () => {
    const w = await jujuWalk(carried);
    w.juju.openrc('capi-openrc', one);
    await w.run('1/1');
    expect(await w.run('1/2')).toBeUndefined();
    expect(w.view().session.targets).toMatchObject({
      'openstack:': { type: 'openstack', scope: '', project: one },
    });
    w.juju.openrc('capi-openrc', other);
    await w.run('1/1');
    expect(await w.run('1/3')).toMatch(new RegExp(`pinned is project ${one}, .* project ${other}`));
  });
});
