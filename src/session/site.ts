import type { DeadValue } from '../steps/model.ts';

/** What a site file says to a walk: a site's own values, and what is dead there. */
export interface Site {
  /** The file, as it was found. */
  readonly path: string;
  /** What the site is called; undefined when the file does not say. */
  readonly name: string | undefined;
  /** By the name of the literal. */
  readonly literals: Readonly<Record<string, SiteValue>>;
  readonly dead: readonly DeadValue[];
}

export interface SiteValue {
  readonly value: string;
  /** Where it stands, 1-based. */
  readonly line: number;
  readonly column: number;
}
