/**
 * The administrators' kubeconfigs of the management cluster and of the workload clusters: how they are
 * written, and what a client finds in a file that may be empty, cut short or another cluster's.
 */
import { createHash } from 'node:crypto';
import { parse } from 'yaml';
import { hexId, longHex } from './identifiers.ts';
import type { CloudModel, Cluster } from './model.ts';

/** The text of the file that phase-06 leaves on the jumphost. About 5.6 kB, its last line the client key. */
export function kubeconfigText({ seed, mgmt }: CloudModel): string {
  return fileText({
    cluster: 'capi-mgmt',
    context: 'capi-mgmt',
    user: 'admin',
    server: `https://${mgmt.fip}:6443`,
    authority: blob(seed, 'mgmt-ca', 1100),
    certificate: blob(seed, 'mgmt-client', 1140),
    key: clientKey(seed),
  });
}

/** What magnum's client writes for a workload cluster: names by the cluster's, a certificate of its own. */
export function workloadKubeconfig(seed: number, cluster: Cluster, server: string): string {
  return fileText({
    cluster: cluster.name,
    context: 'default',
    user: 'admin',
    server,
    authority: blob(seed, `ca/${cluster.uuid}`, 800),
    certificate: blob(seed, `certificate/${cluster.uuid}`, 800),
    key: workloadKey(seed, cluster),
  });
}

/** What Cluster API keeps for it in a secret: names by the stack id. */
export function secretKubeconfig(seed: number, cluster: Cluster, server: string): string {
  const name = cluster.stackId;
  return fileText({
    cluster: name,
    context: `${name}-admin@${name}`,
    user: `${name}-admin`,
    server,
    authority: blob(seed, `ca/${cluster.uuid}`, 800),
    certificate: blob(seed, `certificate/${cluster.uuid}`, 800),
    key: workloadKey(seed, cluster),
  });
}

interface FileParts {
  readonly cluster: string;
  readonly context: string;
  readonly user: string;
  readonly server: string;
  readonly authority: string;
  readonly certificate: string;
  readonly key: string;
}

function fileText(parts: FileParts): string {
  return [
    'apiVersion: v1',
    'clusters:',
    '- cluster:',
    `    certificate-authority-data: ${parts.authority}`,
    `    server: ${parts.server}`,
    `  name: ${parts.cluster}`,
    'contexts:',
    '- context:',
    `    cluster: ${parts.cluster}`,
    `    user: ${parts.user}`,
    `  name: ${parts.context}`,
    `current-context: ${parts.context}`,
    'kind: Config',
    'preferences: {}',
    'users:',
    `- name: ${parts.user}`,
    '  user:',
    `    client-certificate-data: ${parts.certificate}`,
    `    client-key-data: ${parts.key}`,
    '',
  ].join('\n');
}

/** The sha256 of the client key that the API server of this seed's management cluster accepts. */
export function acceptedKey(seed: number): string {
  return keyDigest(clientKey(seed));
}

/** The sha256 of the client key that the API server of a workload cluster accepts. */
export function acceptedWorkloadKey(seed: number, cluster: Cluster): string {
  return keyDigest(workloadKey(seed, cluster));
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

function workloadKey(seed: number, { uuid }: Cluster): string {
  return blob(seed, `key/${uuid}`, 800);
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
