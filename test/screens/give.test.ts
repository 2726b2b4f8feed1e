import { describe, expect, it } from 'vitest';
import { give } from '../../src/screens/give.ts';
import { Secret } from '../../src/secrets/secret.ts';
import { fakeWalker } from '../support/fake-walker.ts';
import { secretSession } from './support/secret-walk.ts';

const secret = () => new Secret(Buffer.from('canary'));

describe('giving what was entered', () => {
  it.each([
    ['is taken', () => undefined],
    ['is not taken', () => 'Not this one.'],
  ])('hands it over when it %s', async (_what, onGive) => {
    const walker = fakeWalker({ session: secretSession(), onGive });
    expect(await give(walker, secret(), 'alice')).toBe(onGive());
    expect(walker.given).toEqual([{ shown: '[secret]', holder: 'alice' }]);
  });

  it('leaves it whole for the run that goes on with it', async () => {
    const entered = secret();
    const walker = {
      ...fakeWalker({ session: secretSession() }),
      give: () => Promise.resolve(undefined),
    };
    await give(walker, entered, undefined);
    expect(entered.isWiped).toBe(false);
  });

  it('wipes it when there is no walk, and when the walk breaks', async () => {
    const [first, second] = [secret(), secret()];
    expect(await give(undefined, first, undefined)).toBe('No walk is open.');
    const broken = {
      ...fakeWalker({ session: secretSession() }),
      give: () => Promise.reject(new Error('broken')),
    };
    await expect(give(broken, second, undefined)).rejects.toThrow('broken');
    expect([first.isWiped, second.isWiped]).toEqual([true, true]);
  });

  it('says that nothing was entered', async () => {
    const walker = fakeWalker({ session: secretSession() });
    expect(await give(walker, undefined, undefined)).toContain('Nothing was entered');
    expect(walker.given).toEqual([]);
  });
});
