import type { SecretRound } from '../../../src/session/events.ts';
import type { Attempt, Session } from '../../../src/session/session.ts';
import type { Live, SecretAsked } from '../../../src/session/walker.ts';
import type { Block, SecretInput } from '../../../src/steps/model.ts';
import { fakeWalker, type FakeWalker } from '../../support/fake-walker.ts';
import {
  outputContains,
  passedAttempt,
  sampleBlock,
  sampleRunbook,
  sampleSession,
  sampleStep,
} from '../../support/sample-runbook.ts';

/** A block that wants three of five shares, each brought by somebody. */
export const unseal = 'tiny:2.4/1';

export const share: SecretInput = {
  line: 9,
  name: 'unseal share',
  count: 3,
  of: 5,
  shape: 'vault-share',
  way: { type: 'stdin', json: 'key' },
};

export const password: SecretInput = {
  line: 9,
  name: 'password',
  count: 1,
  of: 1,
  shape: 'line',
  way: { type: 'prompt', prompts: [{ type: 'text', text: 'Password: ' }] },
};

export function secretBlock(input: SecretInput = share, over: Partial<Block> = {}): Block {
  return sampleBlock({
    id: '2.4/1',
    kind: 'secret',
    location: 'vault/0',
    place: { type: 'unit', unit: 'vault/0' },
    stdin: input.way.type === 'stdin' ? 'secret' : 'tty',
    secrets: { inputs: [input], remember: 'never', refused: undefined },
    gates: [outputContains('open')],
    ...over,
  });
}

/** A walk of that one block. */
export function secretSession(block: Block = secretBlock(), over: Partial<Session> = {}): Session {
  const step = sampleStep({ id: '2.4', title: 'Unseal vault', blocks: [block] });
  const runbook = sampleRunbook({ steps: [step], literals: [], questions: [] });
  return sampleSession({ mode: 'real', runbooks: [runbook], ...over });
}

export function asked(over: Partial<SecretAsked> = {}): SecretAsked {
  return {
    block: unseal,
    input: share,
    index: 0,
    number: 1,
    attempt: undefined,
    state: 'asked',
    ...over,
  };
}

export function round(number: number, holder: string | undefined): SecretRound {
  return {
    number,
    holder,
    state: `progress ${number} of 3`,
    outcome: { type: 'exited', status: 0 },
  };
}

/** Under way, with as many runs behind it. */
export function unsealing(...rounds: readonly SecretRound[]): Attempt {
  return passedAttempt(unseal, 1, {
    outcome: undefined,
    verdicts: undefined,
    endedAt: undefined,
    rounds,
    command: { ...passedAttempt(unseal, 1).command, stdin: 'secret', feeds: [share] },
  });
}

export const unsealLive: Live = {
  attempt: 1,
  block: unseal,
  startedAt: 0,
  stopping: false,
  poll: undefined,
};

/** Waits for the second share. */
export function betweenRuns(): Parameters<typeof fakeWalker>[0]['session'] {
  return secretSession(secretBlock(), { attempts: [unsealing(round(1, 'alice'))], running: 1 });
}

/**
 * Does with secrets what the engine does: asks when the block is run, takes one for each run, and asks for the next
 * until three were taken. What was given goes to `took` as text, for a test to compare.
 */
export function vaultWalker(
  options: {
    readonly input?: SecretInput;
    readonly mode?: Session['mode'];
    readonly took?: (text: string, holder: string | undefined) => string | undefined | void;
    readonly standInSecret?: FakeWalker['standInSecret'];
  } = {},
): FakeWalker & { readonly goesOn: () => void; readonly first: SecretAsked } {
  const input = options.input ?? share;
  const rounds: SecretRound[] = [];
  const first = asked({ input });
  const walker = fakeWalker({
    session: secretSession(secretBlock(input), { mode: options.mode ?? 'real' }),
    ...(options.standInSecret === undefined ? {} : { standInSecret: options.standInSecret }),
    onSend(intent, at) {
      if (intent.type === 'run') at.change({ asked: first });
      const now = at.store.getState().asked;
      if (intent.type === 'leave-secret' && now?.attempt === undefined)
        at.change({ asked: undefined });
    },
    onGive(secret, at) {
      const holder = at.given.at(-1)?.holder;
      const text = secret.use((bytes) => Buffer.from(bytes).toString());
      const refused = options.took?.(text, holder);
      if (typeof refused === 'string') return refused;
      const now = at.store.getState().asked ?? first;
      at.changeSession({ attempts: [unsealing(...rounds)], running: 1 });
      at.change({ asked: { ...now, attempt: 1, state: 'given' }, live: unsealLive });
      return undefined;
    },
  });
  return Object.assign(walker, {
    first,
    /** The run with what was given ends. */
    goesOn() {
      rounds.push(round(rounds.length + 1, walker.given.at(-1)?.holder));
      const isOver = rounds.length >= input.count;
      const attempt = isOver
        ? passedAttempt(unseal, 1, { rounds: [...rounds] })
        : unsealing(...rounds);
      const running = isOver ? undefined : 1;
      walker.store.setState(({ session }) => ({
        session: { ...session, attempts: [attempt], running },
        live: undefined,
        asked: isOver ? undefined : asked({ input, number: rounds.length + 1, attempt: 1 }),
      }));
    },
  });
}
