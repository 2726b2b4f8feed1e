import { createHmac, randomBytes } from 'node:crypto';
import type { Secret } from './secret.ts';
import { shareBytes } from './vault-share.ts';

/** Remembers which secrets were taken, without keeping them. Lives in memory only. */
export interface SecretsSeen {
  has(secret: Secret): boolean;
  add(secret: Secret): void;
  /** Forgets all of them, and the key. */
  forget(): void;
}

/**
 * Makes a set that knows secrets again by a digest under a key of its own, so that its memory is of no use to
 * anybody. One vault share in hex and in base64 is the same share.
 */
export function createSecretsSeen(): SecretsSeen {
  let key = randomBytes(KEY_BYTES);
  const digests = new Set<string>();
  const digestOf = (secret: Secret): string =>
    secret.use((bytes) => {
      const share = shareBytes(bytes);
      const digest = createHmac('sha256', key)
        .update(share === undefined ? 'other' : 'share')
        .update(share ?? bytes)
        .digest('hex');
      share?.fill(0);
      return digest;
    });
  return {
    has: (secret) => digests.has(digestOf(secret)),
    add: (secret) => void digests.add(digestOf(secret)),
    forget() {
      digests.clear();
      key.fill(0);
      key = randomBytes(KEY_BYTES);
    },
  };
}

const KEY_BYTES = 32;
