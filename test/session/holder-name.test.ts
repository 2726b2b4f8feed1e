import { describe, expect, it } from 'vitest';
import { whyNoName } from '../../src/session/holder-name.ts';

describe('the name of who brings a secret', () => {
  it.each([
    '',
    'alice',
    'Ada Lovelace, night shift',
    'Ada Lovelace of 2nd line',
    'élise',
    'x'.repeat(16),
  ])('is a name, or too long for one: %s', (text) => {
    const why = whyNoName(text);
    if ([...text].length > 24) expect(why).toMatch(/^A name has at most 24 characters/);
    else expect(why).toBeUndefined();
  });

  it.each(['q3Xc7nAqb1Zk9sPw0', 'hvs.CAESIJ4Yq0Zkk1', 'gJm6/Ki1', 'a+b', 'fKi1xNc=', 'a = b'])(
    'is nothing that may be part of a share or token: %s',
    (text) => {
      expect(whyNoName(text)).toMatch(/^That looks like part of a share or token, and is not kept/);
    },
  );
});
