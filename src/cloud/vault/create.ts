import { firstInstant } from '../first-instant.ts';
import { longHex, suffix, uuid } from '../identifiers.ts';
import type { CloudModel } from '../model.ts';
import { rootCertificate } from './certificate.ts';
import type { VaultInit, VaultModel, VaultToken } from './model.ts';

/** A vault as it stands in a cloud at work: initialised, open, its charm authorized, its CA made. */
export function vaultAtWork(seed: number): VaultModel {
  const init = newInit(seed, 'vault/first', 5, 3);
  return {
    version: '1.8.8',
    init,
    otherShares: undefined,
    sealed: false,
    nonce: '',
    given: [],
    pid: 0,
    tokens: [rootTokenOf(seed, init, firstInstant)],
    charm: {
      authorized: true,
      paused: false,
      rootCa: rootCertificate(seed, firstInstant - 30 * 24 * 3_600_000),
      updatedAt: firstInstant,
    },
    scenario: undefined,
  };
}

/** Key shares and a root token nobody has seen before, from the cloud's own counter. */
export function nextInit(model: CloudModel, shares: number, threshold: number): VaultInit {
  return newInit(model.seed, `vault/init/${model.nextId++}`, shares, threshold);
}

/** Shares of 33 bytes, the last of which tells them apart as Shamir's x does; a sole one has 32. */
export function newInit(seed: number, label: string, shares: number, threshold: number): VaultInit {
  const one = (place: number) =>
    shares === 1
      ? longHex(seed, `${label}/share`, 64)
      : longHex(seed, `${label}/share/${place}`, 64) +
        (((place * 37 + 11) % 255) + 1).toString(16).padStart(2, '0');
  return {
    shares: Array.from({ length: shares }, (_, place) => one(place)),
    threshold,
    rootToken: newTokenId(seed, `${label}/root-token`),
    clusterName: `vault-cluster-${suffix(seed, `${label}/cluster`, 8)}`,
    clusterId: uuid(seed, `${label}/cluster`),
  };
}

export function rootTokenOf(seed: number, init: VaultInit, now: number): VaultToken {
  return {
    id: init.rootToken,
    accessor: letters(seed, `${init.clusterId}/root-accessor`),
    displayName: 'root',
    policies: ['root'],
    parent: undefined,
    made: now,
    expires: undefined,
    explicitMaxTtl: 0,
    renewable: false,
  };
}

/** `s.` and 24 letters and digits, as vault made them before 1.10. */
export function newTokenId(seed: number, label: string): string {
  return `s.${letters(seed, label)}`;
}

/** 24 letters and digits. */
export function letters(seed: number, label: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789';
  const hex = longHex(seed, label, 96);
  return Array.from(
    { length: 24 },
    (_, at) => alphabet[parseInt(hex.slice(at * 4, at * 4 + 4), 16) % alphabet.length],
  ).join('');
}

/** A share as vault prints it. */
export function shareText(share: string): string {
  return Buffer.from(share, 'hex').toString('base64');
}
