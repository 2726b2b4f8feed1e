import { describe, expect, it } from 'vitest';
import { needsOf } from '../../src/session/needs.ts';
import { transferCommand } from '../../src/steps/transfer.ts';

const command = (runs: string, via: 'bash' | 'juju-ssh' = 'bash') =>
  ({ script: runs, runs, via, stdin: 'null', changes: true, uses: [], missing: [] }) as const;

describe('what a block needs before it starts', () => {
  it.each([
    'juju status',
    'x=1 juju run magnum/0 domain-setup',
    'sudo juju ssh magnum/0 true </dev/null',
    'out=$(juju status --format=json)',
    'true && juju exec --unit magnum/0 -- id',
  ])('a Juju login: %s', (runs) => {
    expect(needsOf(command(runs)).juju).toBe(true);
  });

  it.each([
    'echo juju',
    '# juju status',
    'juju version',
    'juju whoami',
    'juju login -u admin',
    'ls ~/.juju',
  ])('none: %s', (runs) => {
    expect(needsOf(command(runs)).juju).toBe(false);
  });

  it('a Juju login for what handrail ships, which has no payload', () => {
    expect(needsOf(command("juju ssh --pty=false magnum/0 'x' </dev/null", 'juju-ssh'))).toEqual({
      juju: true,
      openstack: false,
      payload: false,
    });
  });

  it.each([
    'cat file | juju ssh magnum/0 "cat > x"',
    'base64 f | timeout 20 juju ssh magnum/0 "base64 -d > x"',
    'juju ssh magnum/0 "cat > x" < file',
    'juju ssh magnum/0 "bash -s" <<EOF\nid\nEOF',
    'while read u; do juju ssh "$u" id; done < units',
  ])('a probe before a payload: %s', (runs) => {
    expect(needsOf(command(runs)).payload).toBe(true);
  });

  it.each([
    'juju ssh magnum/0 id </dev/null',
    'juju ssh magnum/0 id < /dev/null 2>&1 | grep uid',
    'juju status --format=json </dev/null | jq .',
  ])('no payload: %s', (runs) => {
    expect(needsOf(command(runs))).toMatchObject({ juju: true, payload: false });
  });

  it('the project of its environment, unless it sets its own', () => {
    expect(needsOf(command('openstack server list')).openstack).toBe(true);
    expect(needsOf(command('source ~/admin-openrc; openstack server list')).openstack).toBe(false);
    expect(needsOf(command('OS_PROJECT_ID=x openstack server list')).openstack).toBe(false);
  });

  it('a Juju login for the payload of a transfer', () => {
    const transfer = { source: '/a', unit: 'b/0', target: '/c', owner: 'd:d', mode: '0600' };
    expect(needsOf(transferCommand({ ...transfer, refused: undefined }, 'openstack'))).toEqual({
      juju: true,
      openstack: false,
      payload: true,
    });
  });
});
