import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto';

/**
 * A root certificate as PEM, a true one that any openssl reads: self-signed with a key that comes from the
 * seed, valid for ten years from `from` (milliseconds), with the name that the charm gives its CA.
 */
export function rootCertificate(seed: number, from: number): string {
  const key = keyOf(seed);
  const publicKey = createPublicKey(key).export({ type: 'spki', format: 'der' });
  const serial = digest(`${seed}/vault-ca/serial/${from}`).subarray(0, 19);
  const name = sequence(
    set(sequence(commonName, utf8('Vault Root Certificate Authority (charm-pki-local)'))),
  );
  const identifier = digest(publicKey).subarray(0, 20);
  const extensions = tagged(
    0xa3,
    sequence(
      // Key usage: signs certificates and lists of revoked ones.
      extension('551d0f', Buffer.from('03020106', 'hex'), true),
      extension('551d13', sequence(Buffer.from('0101ff', 'hex')), true),
      extension('551d0e', tagged(0x04, identifier), false),
    ),
  );
  const body = sequence(
    tagged(0xa0, Buffer.from('020102', 'hex')),
    tagged(0x02, Buffer.concat([Buffer.from([0x2a]), serial])),
    ed25519,
    name,
    sequence(time(from), time(from + tenYears)),
    name,
    publicKey,
    extensions,
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign(null, body, key)]));
  const lines = sequence(body, ed25519, signature)
    .toString('base64')
    .match(/.{1,64}/g);
  return ['-----BEGIN CERTIFICATE-----', ...(lines ?? []), '-----END CERTIFICATE-----', ''].join(
    '\n',
  );
}

const tenYears = 3_650 * 24 * 3_600_000;
const ed25519 = sequence(Buffer.from('06032b6570', 'hex'));
const commonName = Buffer.from('0603550403', 'hex');

function keyOf(seed: number): KeyObject {
  const der = Buffer.concat([
    Buffer.from('302e020100300506032b657004220420', 'hex'),
    digest(`${seed}/vault-ca/key`),
  ]);
  return createPrivateKey({ key: der, format: 'der', type: 'pkcs8' });
}

function digest(of: string | Uint8Array): Buffer {
  return createHash('sha256').update(of).digest();
}

function extension(id: string, value: Buffer, critical: boolean): Buffer {
  return sequence(
    tagged(0x06, Buffer.from(id, 'hex')),
    ...(critical ? [Buffer.from('0101ff', 'hex')] : []),
    tagged(0x04, value),
  );
}

/** UTCTime, which X.509 wants before 2050. */
function time(ms: number): Buffer {
  const digits = new Date(ms).toISOString().replace(/\D/g, '');
  return tagged(0x17, Buffer.from(`${digits.slice(2, 14)}Z`));
}

function utf8(text: string): Buffer {
  return tagged(0x0c, Buffer.from(text));
}

function sequence(...parts: Uint8Array[]): Buffer {
  return tagged(0x30, Buffer.concat(parts));
}

function set(...parts: Uint8Array[]): Buffer {
  return tagged(0x31, Buffer.concat(parts));
}

/** One value of DER: its tag, its length, itself. */
function tagged(tag: number, content: Uint8Array): Buffer {
  const { length } = content;
  const head =
    length < 0x80
      ? [tag, length]
      : length < 0x100
        ? [tag, 0x81, length]
        : [tag, 0x82, length >> 8, length & 0xff];
  return Buffer.concat([Buffer.from(head), content]);
}
