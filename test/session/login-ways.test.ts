import { describe, expect, it } from 'vitest';
import type { LostLogin } from '../../src/session/login.ts';
import { loginAdvice, loginWays } from '../../src/session/login-ways.ts';
import { emptyEnvironment } from '../../src/session/environment.ts';
import { emptySession } from '../../src/session/session.ts';

const lost = (kind: LostLogin['kind']): LostLogin => ({
  kind,
  said: 'x',
  block: 'b:1/1',
  attempt: 1,
  at: 'then',
});

const juju = {
  type: 'juju',
  controller: 'ctl',
  model: 'openstack',
  user: 'admin',
  version: '2.9.52',
} as const;

describe('the ways back to a login', () => {
  it('lead to the pinned controller as the pinned user', () => {
    const session = { ...emptySession([]), targets: { juju } };
    expect(loginWays(session, lost('juju'))).toMatchObject([
      { type: 'hand-over', program: ['juju', 'login', '-c', 'ctl', '-u', 'admin'] },
      { type: 'look' },
    ]);
    expect(loginAdvice(session, lost('juju'))).toContain('juju 2.9.52');
  });

  it('leave the choice to juju where nothing is pinned', () => {
    expect(loginWays(emptySession([]), lost('juju'))[0]).toMatchObject({
      program: ['juju', 'login'],
    });
  });

  it('lead to the blocks that set the credentials', () => {
    const names = { OS_AUTH_URL: 'b:1/2', OS_PASSWORD: 'b:1/2', OTHER: 'b:1/3' };
    const session = { ...emptySession([]), environment: { ...emptyEnvironment, names } };
    expect(loginWays(session, lost('openstack'))).toMatchObject([
      {
        type: 'go',
        block: 'b:1/2',
        says: 'go to 1/2, which set OS_AUTH_URL, OS_PASSWORD, and run it again',
      },
      { type: 'look' },
    ]);
  });

  it('of a sealed vault are a look once it was unsealed elsewhere', () => {
    expect(loginWays(emptySession([]), lost('vault'))).toMatchObject([{ type: 'look' }]);
    expect(loginAdvice(emptySession([]), lost('vault'))).toContain('vault operator unseal');
  });
});
