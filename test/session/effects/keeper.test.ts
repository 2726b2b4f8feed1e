import { describe, expect, it } from 'vitest';
import type { Session } from '../../../src/session/session.ts';
import { canary, held, keeping, lost, none, secretOf, until } from './support/keeping.ts';

describe('a juju login that is gone', () => {
  it('can be brought back by a password that is typed, which is asked about once', async () => {
    const typed: string[] = [];
    const { keeper, view } = keeping({ session: lost, typed });
    expect(view().password).toMatchObject({ account: { controller: 'ctl', user: 'admin' } });
    expect(keeper.give(secretOf('x'))).toBeUndefined();
    expect(await keeper.send({ type: 'ask-password' })).toBeUndefined();
    expect(view().password?.state).toBe('asked');
    expect(await keeper.give(secretOf(canary))).toBeUndefined();
    expect(typed).toEqual([`${canary}\r`]);
    await until(() => view().remember !== undefined);
    expect(view().remember).toEqual({
      what: 'the Juju password of admin on ctl',
      where: 'The keyring is the kernel of the test.',
      note: undefined,
      isTaking: false,
    });
    expect(JSON.stringify(view())).not.toContain(canary);
    expect(held.held.size).toBe(0);
    expect(await keeper.send({ type: 'remember', answer: 'yes' })).toBeUndefined();
    expect(view().remember).toBeUndefined();
    expect([...held.held.keys()]).toEqual(['juju password/ctl/admin']);
  });

  it('is not given to juju twice when it is noted as gone once more meanwhile', async () => {
    const typed: string[] = [];
    const { keeper, view, store } = keeping({ session: lost, typed });
    await keeper.send({ type: 'ask-password' });
    const first = keeper.give(secretOf(canary));
    const login = { ...lost.login, at: '2026-01-01T00:00:09Z' } as Session['login'];
    store.setState({ session: { ...view().session, login } });
    expect(view().password?.state).toBe('given');
    expect(await keeper.send({ type: 'ask-password' })).toContain('being logged in to already');
    store.setState({ session: { ...view().session, login: undefined } });
    store.setState({ session: { ...view().session, ...lost } });
    expect(view().password?.state).toBe('given');
    expect(await first).toBeUndefined();
    expect(typed).toEqual([`${canary}\r`]);
  });

  it('is wiped when juju takes it after the walk was left', async () => {
    const { keeper, view } = keeping({ session: lost });
    await keeper.send({ type: 'ask-password' });
    const secret = secretOf(canary);
    const given = keeper.give(secret);
    keeper.letGo();
    await given;
    await until(() => secret.isWiped);
    expect(view().remember).toBeUndefined();
  });

  it('is not remembered without a yes', async () => {
    const { keeper, view } = keeping({ session: lost });
    await keeper.send({ type: 'ask-password' });
    const secret = secretOf(canary);
    await keeper.give(secret);
    await until(() => view().remember !== undefined);
    expect(await keeper.send({ type: 'remember', answer: 'no' })).toBeUndefined();
    expect(secret.isWiped).toBe(true);
    expect(held.held.size).toBe(0);
  });

  it('stays gone with a wrong password, which is wiped and may be typed again', async () => {
    const { keeper, view } = keeping({ session: lost });
    await keeper.send({ type: 'ask-password' });
    const secret = secretOf('wrong');
    expect(await keeper.give(secret)).toBe('juju says that this is not the password.');
    expect(secret.isWiped).toBe(true);
    expect(view().password?.state).toBe('asked');
    expect(view().remember).toBeUndefined();
    expect(keeper.leave()).toBe(true);
    expect(view().password?.state).toBe('offered');
    expect(keeper.leave()).toBe(false);
  });

  it('can be brought back by the remembered one, which is not asked about', async () => {
    held.held.set('juju password/ctl/admin', Buffer.from(canary));
    const { keeper, view } = keeping({ session: lost });
    await until(() => view().password?.remembered === 'yes');
    expect(await keeper.send({ type: 'log-in-remembered' })).toBeUndefined();
    expect(view().remember).toBeUndefined();
  });

  it('says how to forget a remembered one that is wrong, and that one is gone', async () => {
    held.held.set('juju password/ctl/admin', Buffer.from('old'));
    const { keeper, view } = keeping({ session: lost });
    expect(await keeper.send({ type: 'log-in-remembered' })).toBe(
      "juju says that this is not the password. It came from the keyring; forget it with: handrail secrets forget 'juju password/ctl/admin'",
    );
    held.held.clear();
    expect(await keeper.send({ type: 'log-in-remembered' })).toBe(
      'The keyring has no password for this login any more.',
    );
    expect(view().password?.remembered).toBe('no');
  });

  it('goes on without a keyring, and asks about nothing then', async () => {
    const { keeper, view } = keeping({ session: lost, keyring: none() });
    await until(() => view().password?.remembered === 'no');
    await keeper.send({ type: 'ask-password' });
    const secret = secretOf(canary);
    expect(await keeper.give(secret)).toBeUndefined();
    await until(() => secret.isWiped);
    expect(view().remember).toBeUndefined();
  });

  it('is said when the keyring fails in the middle, and the walk goes on', async () => {
    const { keeper, view } = keeping({ session: lost });
    await keeper.send({ type: 'ask-password' });
    const secret = secretOf(canary);
    await keeper.give(secret);
    await until(() => view().remember !== undefined);
    held.refuse('The keyring is locked.');
    expect(await keeper.send({ type: 'remember', answer: 'yes' })).toBe(
      'Not remembered. The keyring is locked.',
    );
    expect(secret.isWiped).toBe(true);
    expect(view().remember).toBeUndefined();
  });

  it.each([
    ['in training', { ...lost, mode: 'training' as const }],
    ['without an account that was pinned', { ...lost, targets: {} }],
    [
      'when it is the login of another program',
      { login: { ...lost.login, kind: 'vault' } as Session['login'] },
    ],
    ['when none is gone', {}],
  ])('is offered no password %s', async (_when, session) => {
    const { keeper, view } = keeping({ session });
    expect(view().password).toBeUndefined();
    expect(await keeper.send({ type: 'ask-password' })).toBe('No password is asked for now.');
    expect(await keeper.send({ type: 'log-in-remembered' })).toBe('No password is asked for now.');
  });

  it('is offered and taken back as the walk goes', async () => {
    const { store, view } = keeping();
    store.setState({ session: { ...view().session, ...lost } });
    expect(view().password?.state).toBe('offered');
    store.setState({ session: { ...view().session, login: undefined } });
    expect(view().password).toBeUndefined();
  });
});
