/** What the fake vault hands out. It makes none of these itself, so that a test knows all there is to be found. */
export interface VaultSecrets {
  /** Five: 33 bytes in base64 each. */
  readonly shares: readonly string[];
  readonly rootToken: string;
  /** Given out in order, one for each token that is created. */
  readonly childTokens: readonly string[];
}

/** What vault answers to a request. */
export interface VaultAnswer {
  readonly status: number;
  readonly body: unknown;
}

interface Token {
  readonly policies: readonly string[];
  /** Milliseconds since the epoch; undefined for the root token. */
  readonly endsAt: number | undefined;
}

const THRESHOLD = 3;

/** A vault as far as phase-02 meets it: shamir seal of five shares, tokens, nothing of storage. */
export class VaultModel {
  isInitialised = false;
  isSealed = true;
  readonly revoked: string[] = [];
  /** Every share that was sent, right or wrong, in order: its place among the five, or -1. */
  readonly sent: number[] = [];
  readonly secrets: VaultSecrets;
  readonly #tokens = new Map<string, Token>();
  #collected: string[] = [];
  #created = 0;

  constructor(secrets: VaultSecrets) {
    this.secrets = secrets;
  }

  get progress(): number {
    return this.#collected.length;
  }

  seal(): void {
    this.isSealed = true;
    this.#collected = [];
  }

  sealStatus(): VaultAnswer {
    const common = {
      type: 'shamir',
      initialized: this.isInitialised,
      sealed: this.isSealed,
      t: this.isInitialised ? THRESHOLD : 0,
      n: this.isInitialised ? this.secrets.shares.length : 0,
      progress: this.progress,
      nonce: this.progress === 0 ? '' : '4a14f89a-802c-ae87-6336-6e24033a87ee',
      version: '1.8.8',
      migration: false,
      recovery_seal: false,
      storage_type: 'mysql',
    };
    const open = { cluster_name: 'vault-cluster-1b2c3d4e', cluster_id: 'f0e1d2c3' };
    return { status: 200, body: this.isSealed ? common : { ...common, ...open } };
  }

  health(): VaultAnswer {
    const status = !this.isInitialised ? 501 : this.isSealed ? 503 : 200;
    const body = {
      initialized: this.isInitialised,
      sealed: this.isSealed,
      standby: this.isSealed,
      version: '1.8.8',
    };
    return { status, body };
  }

  init(): VaultAnswer {
    if (this.isInitialised) return failed(400, 'Vault is already initialized');
    this.isInitialised = true;
    this.#tokens.set(this.secrets.rootToken, { policies: ['root'], endsAt: undefined });
    const { shares } = this.secrets;
    const body = {
      keys: shares.map((share) => Buffer.from(share, 'base64').toString('hex')),
      keys_base64: shares,
      root_token: this.secrets.rootToken,
    };
    return { status: 200, body };
  }

  /** As vault does: a wrong share is taken like a right one, and the set of them found wrong at the third. */
  unseal({ key, reset }: { readonly key?: unknown; readonly reset?: unknown }): VaultAnswer {
    if (!this.isInitialised) return failed(400, 'Vault is not initialized');
    if (reset === true) {
      this.#collected = [];
      return this.sealStatus();
    }
    if (typeof key !== 'string' || key === '')
      return failed(400, "'key' must be specified in request body as JSON, or 'reset' set to true");
    const share = inBase64(key);
    if (share === undefined) return failed(400, "'key' must be a valid hex or base64 string");
    if (!this.isSealed) return this.sealStatus();
    this.sent.push(this.secrets.shares.indexOf(share));
    if (!this.#collected.includes(share)) this.#collected.push(share);
    if (this.progress < THRESHOLD) return this.sealStatus();
    const isRight = this.#collected.every((each) => this.secrets.shares.includes(each));
    this.#collected = [];
    if (!isRight) return failed(500, WRONG_SET);
    this.isSealed = false;
    return this.sealStatus();
  }

  createToken(by: string, ttlSeconds: number, policies: readonly string[]): VaultAnswer {
    const refused = this.#refusal(by);
    if (refused !== undefined) return refused;
    const token = this.secrets.childTokens[this.#created];
    if (token === undefined) return failed(500, 'this fake has no token left to give');
    this.#created += 1;
    this.#tokens.set(token, { policies, endsAt: Date.now() + ttlSeconds * 1000 });
    const auth = {
      client_token: token,
      accessor: `accessor-${this.#created}`,
      policies,
      token_policies: policies,
      lease_duration: ttlSeconds,
      renewable: true,
    };
    return { status: 200, body: { auth } };
  }

  lookUp(by: string): VaultAnswer {
    const refused = this.#refusal(by);
    if (refused !== undefined) return refused;
    const token = this.#tokens.get(by);
    const ttl = token?.endsAt === undefined ? 0 : Math.ceil((token.endsAt - Date.now()) / 1000);
    return { status: 200, body: { data: { policies: token?.policies, ttl, id: by } } };
  }

  revoke(by: string): VaultAnswer {
    const refused = this.#refusal(by);
    if (refused !== undefined) return refused;
    this.#tokens.delete(by);
    this.revoked.push(by);
    return { status: 204, body: undefined };
  }

  sealBy(by: string): VaultAnswer {
    const refused = this.#refusal(by);
    if (refused !== undefined) return refused;
    this.seal();
    return { status: 204, body: undefined };
  }

  /** Tokens that would still open something: the root token among them, once there is one. */
  living(): readonly string[] {
    return [...this.#tokens].filter(([, token]) => isAlive(token)).map(([name]) => name);
  }

  #refusal(by: string): VaultAnswer | undefined {
    if (this.isSealed) return failed(503, 'Vault is sealed');
    if (by === '') return failed(400, 'missing client token');
    const token = this.#tokens.get(by);
    return token !== undefined && isAlive(token) ? undefined : failed(403, 'permission denied');
  }
}

const WRONG_SET =
  'unable to retrieve stored keys: failed to decrypt keys from storage: cipher: message authentication failed';

function failed(status: number, ...errors: readonly string[]): VaultAnswer {
  return { status, body: { errors } };
}

function isAlive({ endsAt }: Token): boolean {
  return endsAt === undefined || Date.now() < endsAt;
}

/** A share comes in hex as well. What is no share at all is undefined. */
function inBase64(key: string): string | undefined {
  if (/^[0-9a-f]{32,}$/i.test(key)) return Buffer.from(key, 'hex').toString('base64');
  return /^[A-Za-z0-9+/]{22,}={0,2}$/.test(key) ? key : undefined;
}
