import { randomBytes } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { shareBytes } from '../../src/secrets/vault-share.ts';

describe('a vault share', () => {
  it('is the same 33 bytes however it is written', () => {
    for (let round = 0; round < 50; round += 1) {
      const bytes = randomBytes(33);
      const hex = bytes.toString('hex');
      for (const text of [bytes.toString('base64'), hex, hex.toUpperCase()])
        expect(Buffer.from(shareBytes(Buffer.from(text)) ?? [])).toEqual(bytes);
    }
  });

  it('is nothing else', () => {
    const hex = randomBytes(33).toString('hex');
    for (const text of ['', hex.slice(2), `${hex.slice(1)}z`, 'A'.repeat(43), `${'A'.repeat(43)}=`])
      expect(shareBytes(Buffer.from(text))).toBeUndefined();
  });
});
