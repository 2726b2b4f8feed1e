/** What the simulated vault holds, on its disk and in its memory. Plain data. */
export interface VaultModel {
  readonly version: string;
  /** What the last `operator init` made; undefined before the first. */
  init: VaultInit | undefined;
  /** The shares that the holders carry, where those are not of `init`. */
  otherShares: readonly string[] | undefined;
  sealed: boolean;
  /** Of the unsealing under way; empty when none is. */
  nonce: string;
  /** Shares taken since the last opening or reset, as hexadecimal digits. */
  given: string[];
  /** Main process whose memory this is: another one starts sealed. */
  pid: number;
  tokens: VaultToken[];
  charm: VaultCharm;
  /** How the walk began; undefined until it was said. Said once: a vault can not go back to before its init. */
  scenario: 'new' | 'sealed' | undefined;
}

export interface VaultInit {
  /** In the order they were printed, as hexadecimal digits; who holds which is that order as well. */
  readonly shares: readonly string[];
  readonly threshold: number;
  readonly rootToken: string;
  readonly clusterName: string;
  readonly clusterId: string;
}

export interface VaultToken {
  readonly id: string;
  readonly accessor: string;
  readonly displayName: string;
  readonly policies: readonly string[];
  /** The token that made it; undefined for one that nobody made. With it goes its child. */
  readonly parent: string | undefined;
  /** Virtual milliseconds. */
  readonly made: number;
  /** Undefined: it never ends. */
  readonly expires: number | undefined;
  readonly explicitMaxTtl: number;
  readonly renewable: boolean;
}

/** What the charm remembers beside the vault. */
export interface VaultCharm {
  authorized: boolean;
  paused: boolean;
  /** Certificate of the root CA, as PEM. */
  rootCa: string | undefined;
  /** Virtual milliseconds of its last update-status hook. */
  updatedAt: number;
}
