/**
 * The administrator's kubeconfig of the management cluster: how it is written, and what a client finds
 * in a file that may be empty, cut short or another cluster's.
 */
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { hexId, longHex } from './identifiers.ts';
import type { CloudModel } from './model.ts';

/** The text of the file that phase-06 leaves on the jumphost. About 5.6 kB, its last line the client key. */
export function kubeconfigText(model: CloudModel): string {
  const name = 'capi-mgmt';
  return [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${blob(model.seed, 'mgmt-ca', 1100)}`,
    `    server: https://${model.mgmt.fip}:6443`,
    `  name: ${name}`,
    'contexts:',
    '- context:',
    `    cluster: ${name}`,
    '    user: admin',
    `  name: ${name}`,
    `current-context: ${name}`,
    'kind: Config',
    'preferences: {}',
    'users:',
    '- name: admin',
    '  user:',
    `    client-certificate-data: ${blob(model.seed, 'mgmt-client', 1140)}`,
    `    client-key-data: ${clientKey(model.seed)}`,
    '',
  ].join('\n');
}

/** The sha256 of the client key that the API server of this seed accepts. */
export function acceptedKey(seed: number): string {
  return keyDigest(clientKey(seed));
}

/** What a client reads out of a kubeconfig. */
export type Kubeconfig =
  | { readonly type: 'cluster'; readonly server: string; readonly keySha256: string }
  /** No cluster in it: clients fall back to localhost:8080. */
  | { readonly type: 'empty' }
  | { readonly type: 'malformed'; readonly reason: string };

/** Reads a kubeconfig; never throws. */
export function readKubeconfig(text: string): Kubeconfig {
  let document: unknown;
  try {
    document = parse(text);
  } catch (error) {
    const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    return { type: 'malformed', reason };
  }
  const server = find(document, 'clusters', 'cluster', 'server');
  if (server === undefined) return { type: 'empty' };
  const key = find(document, 'users', 'user', 'client-key-data') ?? '';
  return { type: 'cluster', server, keySha256: keyDigest(key) };
}

function find(document: unknown, list: string, entry: string, key: string): string | undefined {
  const items = property(document, list);
  const first: unknown = Array.isArray(items) ? items[0] : undefined;
  const value = property(property(first, entry), key);
  return typeof value === 'string' ? value : undefined;
}

function property(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null) return undefined;
  return (value as Record<string, unknown>)[key];
}

function clientKey(seed: number): string {
  return blob(seed, `mgmt-key/${hexId(seed, 'mgmt-key')}`, 1270);
}

function keyDigest(key: string): string {
  return createHash('sha256').update(key).digest('hex');
}

/** Bytes that mean nothing, as base64: no certificate and no key of this cloud is one outside it. */
function blob(seed: number, label: string, bytes: number): string {
  return Buffer.from(longHex(seed, label, bytes * 2), 'hex').toString('base64');
}
