import { createStore } from 'zustand/vanilla';
import type { Secret } from '../../src/secrets/secret.ts';
import type { Intent } from '../../src/session/intents.ts';
import type { BlockTerminal } from '../../src/session/runner.ts';
import type { Session } from '../../src/session/session.ts';
import type { Live, View, Walker } from '../../src/session/walker.ts';

export interface FakeWalker extends Walker {
  /** Everything that was sent, in order, but for what was only asked ahead. */
  readonly intents: Intent[];
  /** Blocks that were asked about while their preview was read: that starts and settles nothing. */
  readonly prepared: string[];
  /** What was given unseen: what a secret shows of itself, and who brought it. */
  readonly given: readonly { readonly shown: string; readonly holder: string | undefined }[];
  readonly closed: () => boolean;
  /** Publishes a changed view. */
  change(change: Partial<View>): void;
  changeSession(change: Partial<Session>): void;
}

/** A walker without an engine: it records what is asked and answers as the test says. */
export function fakeWalker(options: {
  readonly session: Session;
  readonly live?: View['live'];
  readonly trouble?: string;
  readonly unwritten?: readonly string[];
  readonly now?: () => number;
  /** Lines of output by attempt number. */
  readonly outputs?: Readonly<Record<number, readonly string[]>>;
  readonly background?: readonly Live[];
  /** The sentence that refuses an intent. */
  readonly refuses?: (intent: Intent) => string | undefined;
  /** What an accepted intent makes of the walk. */
  readonly onSend?: (intent: Intent, walker: FakeWalker) => void;
  readonly exported?: string;
  /** What becomes of a secret that was given; a sentence when it is not taken. It is wiped afterwards. */
  readonly onGive?: (secret: Secret, walker: FakeWalker) => string | undefined;
  readonly standInSecret?: Walker['standInSecret'];
  readonly terminal?: () => BlockTerminal | undefined;
}): FakeWalker {
  const store = createStore<View>(() => ({
    session: options.session,
    live: options.live,
    background: options.background ?? [],
    trouble: options.trouble,
    unwritten: options.unwritten ?? [],
  }));
  const intents: Intent[] = [];
  const prepared: string[] = [];
  const given: { shown: string; holder: string | undefined }[] = [];
  let closed = false;
  const walker: FakeWalker = {
    store,
    intents,
    prepared,
    given,
    closed: () => closed,
    change: (change) => store.setState(change),
    changeSession: (change) =>
      store.setState(({ session }) => ({ session: { ...session, ...change } })),
    async send(intent) {
      if (intent.type === 'prepare') prepared.push(intent.block);
      else intents.push(intent);
      const refused = options.refuses?.(intent);
      if (refused === undefined) options.onSend?.(intent, walker);
      return refused;
    },
    async give(secret, holder) {
      given.push({ shown: String(secret), holder });
      const refused = options.onGive?.(secret, walker);
      secret.wipe();
      return refused;
    },
    terminal: options.terminal ?? (() => undefined),
    ...(options.standInSecret === undefined ? {} : { standInSecret: options.standInSecret }),
    now: options.now ?? (() => 0),
    output(attempt, { rows, columns, offset }) {
      const all = options.outputs?.[attempt] ?? [];
      const end = Math.max(0, all.length - offset);
      const start = Math.max(0, end - rows);
      return {
        lines: all.slice(start, end).map((line) => line.slice(0, columns)),
        bytes: all.join('\n').length,
        more: start > 0,
      };
    },
    exportOutput: () => options.exported ?? '',
    idle: async () => undefined,
    close: async () => {
      closed = true;
    },
  };
  return walker;
}
