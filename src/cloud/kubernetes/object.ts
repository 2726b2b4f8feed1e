/** What every object of a Kubernetes API has, and what one kind of object is to kubectl. */
import type { WorkloadView } from '../workload/view.ts';
import type { World } from '../world.ts';

export interface KubeObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Metadata;
  readonly [part: string]: unknown;
}

export interface Metadata {
  readonly name: string;
  readonly namespace?: string;
  readonly uid?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  /** As the API writes time: `2026-07-02T09:00:00Z`. */
  readonly creationTimestamp?: string;
  readonly deletionTimestamp?: string;
  readonly finalizers?: readonly string[];
  readonly ownerReferences?: readonly { readonly kind: string; readonly name: string }[];
}

/** The API server that a client is connected to, at this instant of virtual time. */
export interface KubeApi {
  readonly world: World;
  /** Virtual milliseconds. */
  readonly now: number;
  /** The workload cluster that it is of; undefined for the management cluster. */
  readonly workload: WorkloadView | undefined;
}

/** One kind of object: under which names kubectl knows it, what its tables show. */
export interface Resource {
  readonly names: readonly string[];
  /** As errors and `-o name` call it: `deployments.apps`, `deployment.apps`. */
  readonly plural: string;
  readonly single: string;
  readonly namespaced: boolean;
  readonly columns: readonly string[];
  /** Shown with `-o wide` only. */
  readonly wide: readonly string[];
  /** Every object that there is; undefined when this cluster does not serve the kind. */
  list(api: KubeApi): readonly KubeObject[] | undefined;
  /** The cells of `columns` and then of `wide`, read off the object as the API server reads it. */
  row(object: KubeObject, now: number): readonly string[];
}

/** The value at a path of keys and places; undefined where there is none. */
export function dig(value: unknown, ...path: readonly (string | number)[]): unknown {
  let at = value;
  for (const key of path) {
    if (typeof at !== 'object' || at === null) return undefined;
    at = (at as Record<string | number, unknown>)[key];
  }
  return at;
}

/** The same as text, empty where there is none. */
export function digText(value: unknown, ...path: readonly (string | number)[]): string {
  const found = dig(value, ...path);
  return typeof found === 'string' || typeof found === 'number' ? String(found) : '';
}

/** The same as a list, empty where there is none. */
export function digList(value: unknown, ...path: readonly (string | number)[]): readonly unknown[] {
  const found = dig(value, ...path);
  return Array.isArray(found) ? (found as unknown[]) : [];
}

/** The status of a condition, `True`, `False` or `Unknown`; empty when the object has none of the type. */
export function conditionOf(object: unknown, type: string): string {
  const found = digList(object, 'status', 'conditions').find((one) => dig(one, 'type') === type);
  return digText(found, 'status');
}
