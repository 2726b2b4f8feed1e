import type { StoreApi } from 'zustand/vanilla';
import { redact } from '../../secrets/redact.ts';
import type { Command } from '../../steps/command.ts';
import { loginWords, type LoginKind } from '../login.ts';
import { loginTroubleOf } from '../login-trouble.ts';
import { needsOf } from '../needs.ts';
import { previewOf } from '../preview.ts';
import {
  askLogin,
  askProject,
  askTarget,
  inPlaceOf,
  readProject,
  readTarget,
  sameTarget,
  type Answer,
} from '../probe.ts';
import { locatedBlocks, type Located } from '../refs.ts';
import type { Session } from '../session.ts';
import { targetName, targetWords, type Target } from '../target.ts';
import type { View } from '../walker.ts';
import type { Ask } from './ask.ts';

/** What a probe found. */
export type Seen =
  | {
      readonly type: 'clear';
      /** Never pinned until now. */
      readonly unpinned: readonly Target[];
      /** Logins that were seen to hold. */
      readonly held: readonly LoginKind[];
      readonly says: string;
    }
  | { readonly type: 'lost'; readonly kind: LoginKind; readonly said: string }
  | { readonly type: 'differs'; readonly pinned: Target; readonly live: Target }
  /** Nobody could tell; `refuses` when a block must not start on that. */
  | { readonly type: 'not-known'; readonly says: string; readonly refuses: boolean }
  | { readonly type: 'aborted' };

export interface Probes {
  target(located: Located, signal?: AbortSignal): Promise<Seen>;
  /** `strict`: without an answer a payload must not be sent. Without a block the first that goes through Juju stands for it. */
  login(located: Located | undefined, strict: boolean, signal?: AbortSignal): Promise<Seen>;
  project(located: Located, signal?: AbortSignal): Promise<Seen>;
  /** Whether any vault of the walk is sealed, asked where the block ran. */
  vault(signal?: AbortSignal): Promise<Seen>;
  /** The first block that goes through Juju; undefined when none does. */
  firstWithJuju(): Located | undefined;
  /** The first block of each scope that the runbooks define and that OpenStack is asked in. */
  firstOfScopes(): readonly Located[];
}

/**
 * The questions, each asked as the block would: in its scope, in the environment that is carried, or, for one that
 * is shipped, in handrail's own. What JUJU_MODEL says in one of them need not hold in another.
 */
export function createProbes(ask: Ask, store: StoreApi<View>): Probes {
  const put = (located: Located, text: string, signal?: AbortSignal): Promise<Answer> =>
    ask(asTheBlock(store.getState().session, located, text), signal);
  const pinnedAs = (target: Target): Target | undefined =>
    store.getState().session.targets[targetName(target)];

  const compare = (live: Target, held: readonly LoginKind[]): Seen => {
    const pinned = pinnedAs(live);
    if (pinned !== undefined && !sameTarget(pinned, live)) return { type: 'differs', pinned, live };
    return {
      type: 'clear',
      unpinned: pinned === undefined ? [live] : [],
      held,
      says: targetWords(live),
    };
  };

  const firstWithJuju = (): Located | undefined => {
    const { session } = store.getState();
    return locatedBlocks(session).find((located) => needsOf(previewOf(session, located)).juju);
  };

  return {
    firstWithJuju,
    firstOfScopes() {
      const { session } = store.getState();
      const first = new Map<string, Located>();
      for (const located of locatedBlocks(session)) {
        const { scope } = located.block;
        if (scope === undefined || first.has(scope)) continue;
        const command = previewOf(session, located);
        if (command.environment === 'clean' && needsOf(command).openstack)
          first.set(scope, located);
      }
      return [...first.values()];
    },
    async target(located, signal) {
      const answer = await put(located, askTarget, signal);
      const live = readTarget(answer);
      if (live !== undefined) return compare(live, []);
      const lost = lostIn(answer);
      if (lost !== undefined) return lost;
      const pinned = store.getState().session.targets['juju'];
      // What was never pinned holds nothing back: the block itself says what is wrong.
      if (pinned === undefined) return nothingSaid;
      return {
        type: 'not-known',
        says: `juju does not say which controller it would meet (${inShort(answer)}); pinned is ${targetWords(pinned)}.`,
        refuses: true,
      };
    },
    async login(asking, strict, signal) {
      const located = asking ?? firstWithJuju();
      if (located === undefined) return nothingSaid;
      const answer = await put(located, askLogin, signal);
      if (answer.status === 0) return { ...nothingSaid, held: ['juju'] };
      const lost = lostIn(answer);
      if (lost !== undefined) return lost;
      // juju that is not there, no model in focus: nothing that a password could be asked for.
      if (answer.status !== undefined && loginTroubleOf(answer.stderr) === undefined)
        return nothingSaid;
      const down = answer.status !== undefined;
      return {
        type: 'not-known',
        says: down
          ? `the Juju controller can not be reached, which is not the login: ${inShort(answer)}.`
          : 'whether the Juju login holds could not be asked in 30 seconds; its payload must not meet a password prompt.',
        refuses: strict && !down,
      };
    },
    async project(located, signal) {
      const scope = located.block.scope ?? '';
      const answer = await put(located, askProject, signal);
      const project = readProject(answer);
      if (project !== undefined)
        return compare({ type: 'openstack', scope, project }, ['openstack']);
      const lost = lostIn(answer);
      if (lost !== undefined) return lost;
      const pinned = store.getState().session.targets[`openstack:${scope}`];
      if (pinned === undefined) return nothingSaid;
      return {
        type: 'not-known',
        says: `OpenStack does not say which project this is (${inShort(answer)}); pinned is ${targetWords(pinned)}.`,
        refuses: true,
      };
    },
    async vault(signal) {
      const first = firstWithJuju();
      if (first === undefined) return nothingSaid;
      const text = 'VAULT_ADDR=http://127.0.0.1:8220 vault status';
      const place = { type: 'unit', unit: 'vault/leader' } as const;
      const inside = inPlaceOf(first, text);
      const on = { ...inside, block: { ...inside.block, scope: undefined, place } };
      const answer = await ask(previewOf(store.getState().session, on), signal);
      if (answer.status === 0) return { ...nothingSaid, held: ['vault'] };
      return (
        lostIn(answer) ?? {
          type: 'not-known',
          says:
            answer.status === 2
              ? loginWords('vault').gone
              : `vault/leader does not say whether it is sealed: ${inShort(answer)}.`,
          refuses: true,
        }
      );
    },
  };
}

/** Asks once more for a login that was lost: undefined when it is back, else the sentence. */
export async function askWhetherBack(
  probes: Probes,
  kind: LoginKind,
  located: Located | undefined,
  signal?: AbortSignal,
): Promise<string | undefined> {
  const seen = await askFor(probes, kind, located, signal);
  switch (seen.type) {
    case 'clear':
      return seen.held.includes(kind) ? undefined : loginWords(kind).untold;
    case 'lost':
      return loginWords(seen.kind).still;
    case 'differs':
      return `Logged in, and to another target: pinned is ${targetWords(seen.pinned)}, now it would meet ${targetWords(seen.live)}.`;
    case 'not-known':
      return seen.says;
    case 'aborted':
      return 'Given up.';
  }
}

function askFor(
  probes: Probes,
  kind: LoginKind,
  located: Located | undefined,
  signal: AbortSignal | undefined,
): Promise<Seen> {
  switch (kind) {
    case 'juju':
      return probes.login(located, false, signal);
    case 'openstack':
      return located === undefined
        ? Promise.resolve({ type: 'not-known', says: loginWords(kind).untold, refuses: true })
        : probes.project(located, signal);
    case 'vault':
      return probes.vault(signal);
  }
}

/** A question as the command of the block in whose place it is asked. */
function asTheBlock(session: Session, located: Located, text: string): Command {
  const isShipped = located.block.place.type === 'unit';
  const { environment, ...command } = previewOf(session, inPlaceOf(located, text));
  return isShipped || environment === undefined ? command : { ...command, environment };
}

const nothingSaid = { type: 'clear', unpinned: [], held: [], says: '' } as const;

function lostIn({ stdout, stderr }: Answer): Seen | undefined {
  const trouble = loginTroubleOf(stderr) ?? loginTroubleOf(stdout);
  if (trouble?.type !== 'lost') return undefined;
  return { type: 'lost', kind: trouble.kind, said: redact(trouble.said) };
}

/** The last line it said, or how it ended: short enough for a sentence. */
function inShort({ status, stderr }: Answer): string {
  const line = stderr.trim().split('\n').at(-1)?.trim() ?? '';
  if (line !== '') return redact(line).slice(0, 160);
  return status === undefined ? 'no answer' : `exit status ${status}`;
}
