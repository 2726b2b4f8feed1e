import { readIndex, writeIndex, type IndexEntry } from './keyring-index.ts';
import { nameText, readName, type SecretName } from './keyring-names.ts';
import { KeyringError, type KeyringStore, type StoreKind } from './keyring-store.ts';
import type { Secret } from './secret.ts';

/** A keyring did not do it: one sentence with the way on. The walk goes on without. */
export interface KeyringFailed {
  readonly type: 'failed';
  readonly problem: string;
}

/** One remembered secret, as it may be shown. */
export interface RememberedName {
  readonly name: SecretName;
  /** As `nameText` writes it. */
  readonly text: string;
  readonly store: StoreKind;
  /** When it was remembered, ISO 8601; undefined when only the keyring knows of it. */
  readonly at: string | undefined;
  /** Of an unseal share: how many the vault was said to need, if that is known. */
  readonly needs: number | undefined;
  /** `unseen`: that keyring can not be asked now. */
  readonly state: 'there' | 'gone' | 'unseen';
}

/** Where handrail remembers what it was told to remember. Nothing here throws for what a keyring does. */
export interface Keyring {
  /** Where something would be remembered now. */
  readonly kind: StoreKind | 'none';
  /** What that means, or why there is none, for the operator. */
  readonly sentence: string;
  /** `needs`: of an unseal share, how many the vault needs. */
  remember(
    name: SecretName,
    secret: Secret,
    needs?: number,
  ): Promise<{ readonly type: 'done' } | KeyringFailed>;
  /** The secret is the caller's to wipe. */
  recall(
    name: SecretName,
  ): Promise<
    { readonly type: 'found'; readonly secret: Secret } | { readonly type: 'none' } | KeyringFailed
  >;
  /** Out of every keyring that has it. Takes a text, so that a name of another version can be forgotten, too. */
  forget(text: string): Promise<{ readonly type: 'done' | 'none' } | KeyringFailed>;
  list(): Promise<{
    readonly names: readonly RememberedName[];
    /** One sentence for each keyring that could not be asked. */
    readonly problems: readonly string[];
  }>;
}

export interface KeyringParts {
  /** The keyrings that answer, the one that is written to first. */
  readonly stores: readonly KeyringStore[];
  readonly sentence: string;
  /** The file with the names. */
  readonly index: string;
  /** Milliseconds since the epoch. */
  readonly now: () => number;
}

/** A keyring over the stores that there are, which may be none. */
export function keyringOver({ stores, sentence, index, now }: KeyringParts): Keyring {
  const first = stores[0];
  const answers = (kind: StoreKind) => stores.some((store) => store.kind === kind);
  return {
    kind: first?.kind ?? 'none',
    sentence,

    remember: (name, secret, needs) =>
      answered(async () => {
        if (first === undefined) return { type: 'failed', problem: sentence };
        const text = nameText(name);
        const before = readIndex(index);
        const at = new Date(now()).toISOString();
        // Before it is there: a name too many can be shown and forgotten, one that nobody knows can not.
        const others = before.filter((entry) => entry.name !== text || entry.store !== first.kind);
        keepIndex(index, [...others, { name: text, store: first.kind, at, needs }]);
        try {
          await first.set(text, secret);
        } catch (error) {
          keepIndex(index, before);
          throw error;
        }
        return { type: 'done' };
      }),

    recall: (name) =>
      answered(async () => {
        for (const store of stores) {
          const secret = await store.get(nameText(name));
          if (secret !== undefined) return { type: 'found', secret };
        }
        return { type: 'none' };
      }),

    forget: (text) =>
      answered(async () => {
        if (first === undefined) return { type: 'failed', problem: sentence };
        let isFound = false;
        for (const store of stores) if (await store.delete(text)) isFound = true;
        const before = readIndex(index);
        const known = before.filter(({ name }) => name === text);
        const unseen = known.find(({ store }) => !answers(store));
        if (known.length > 0)
          keepIndex(
            index,
            before.filter((entry) => entry.name !== text || !answers(entry.store)),
          );
        if (unseen !== undefined)
          return { type: 'failed', problem: unseenWords(text, unseen.store) };
        return { type: isFound || known.length > 0 ? 'done' : 'none' };
      }),

    async list() {
      const problems: string[] = [];
      const entries = readIndex(index);
      const names: RememberedName[] = [];
      for (const store of stores) {
        const asked = await namesIn(store, entries);
        if (asked.problem !== undefined) problems.push(asked.problem);
        names.push(...asked.names);
      }
      const unseen = entries.filter(({ store }) => !answers(store));
      names.push(
        ...unseen.flatMap((entry) => remembered(entry.name, entry, entry.store, 'unseen')),
      );
      return { names: names.sort((one, other) => compare(one.text, other.text)), problems };
    },
  };
}

/** What one keyring has: what it tells of itself, and what we know to have been put there. */
async function namesIn(
  store: KeyringStore,
  entries: readonly IndexEntry[],
): Promise<{ readonly names: readonly RememberedName[]; readonly problem: string | undefined }> {
  const ours = entries.filter((entry) => entry.store === store.kind);
  try {
    const told = new Set(await store.names());
    const texts = [...new Set([...told, ...ours.map(({ name }) => name)])];
    const names = texts.flatMap((text) => {
      const entry = ours.find(({ name }) => name === text);
      return remembered(text, entry, store.kind, told.has(text) ? 'there' : 'gone');
    });
    return { names, problem: undefined };
  } catch (error) {
    const names = ours.flatMap((entry) => remembered(entry.name, entry, store.kind, 'unseen'));
    return { names, problem: problemOf(error) };
  }
}

function remembered(
  text: string,
  entry: IndexEntry | undefined,
  store: StoreKind,
  state: RememberedName['state'],
): readonly RememberedName[] {
  const name = readName(text);
  return name === undefined
    ? []
    : [{ name, text, store, at: entry?.at, needs: entry?.needs, state }];
}

async function answered<Answer>(
  act: () => Promise<Answer | KeyringFailed>,
): Promise<Answer | KeyringFailed> {
  try {
    return await act();
  } catch (error) {
    return { type: 'failed', problem: problemOf(error) };
  }
}

function problemOf(error: unknown): string {
  if (error instanceof KeyringError) return error.message;
  throw error;
}

/** A list of names that can not be written keeps nobody from remembering: the keyring tells of them itself. */
function keepIndex(file: string, entries: readonly IndexEntry[]): void {
  try {
    writeIndex(file, entries);
  } catch {
    // Said above.
  }
}

function unseenWords(text: string, store: StoreKind): string {
  return store === 'kernel'
    ? `${text} was remembered in the kernel's keyring, which does not answer now; it forgets at reboot.`
    : `${text} was remembered in the Secret Service, which does not answer here; forget it from a login that has one.`;
}

function compare(one: string, other: string): number {
  return one < other ? -1 : one > other ? 1 : 0;
}
