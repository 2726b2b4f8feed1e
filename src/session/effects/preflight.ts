import type { StoreApi } from 'zustand/vanilla';
import type { BlockRef } from '../events.ts';
import { loginWords, type LoginKind } from '../login.ts';
import { needsOf, type Needs } from '../needs.ts';
import { previewOf } from '../preview.ts';
import { locate, type Located } from '../refs.ts';
import type { Clock } from '../runner.ts';
import { targetName, targetWords } from '../target.ts';
import type { TargetCheck, View } from '../walker.ts';
import type { Ask } from './ask.ts';
import { pause } from './pause.ts';
import type { Recorder } from './record.ts';
import { askWhetherBack, createProbes, type Probes, type Seen } from './probes.ts';

export interface PreflightParts {
  readonly store: StoreApi<View>;
  readonly recorder: Recorder;
  readonly ask: Ask;
  readonly clock: Clock;
}

/** What is asked before a block starts: whether the login holds, and whether it would meet what was pinned. */
export interface Preflight {
  /** Pins what the walk would change, when it would change anything through Juju. In the background. */
  pin(): void;
  /** Asks while the preview is read. In the background. */
  prepare(ref: BlockRef): void;
  /** Undefined when the block may start, else the sentence that says why not. `now`: no older answer counts. */
  ready(located: Located, asked?: 'now'): Promise<string | undefined>;
  /**
   * The same before a look of a poll that is under way, which may be beside what the operator does: it takes no
   * answer that was got for another block, and shows none. Given up with the signal, and with the walk.
   */
  readyForLook(located: Located, signal: AbortSignal): Promise<string | undefined>;
  /** Asks whether the lost login is back and journals that it is; else the sentence. */
  checkLogin(): Promise<string | undefined>;
  /** Pins the live target that differs, when `typed` is its name; else the sentence. */
  pinLive(typed: string): string | undefined;
  /** Gives up what is being asked before a block; false when nothing is. */
  abort(): boolean;
  idle(): Promise<void>;
  /** Gives up whatever is being asked; resolves when that has ended, or soon. */
  letGo(): Promise<void>;
}

/** An answer this old is asked for again, milliseconds of session time. */
const freshFor = 30_000;

/** A program that does not stop when told to is not waited for any longer than this, milliseconds. */
const soon = 1000;

export function createPreflight(parts: PreflightParts): Preflight {
  const { store, recorder, clock } = parts;
  const probes = createProbes(parts.ask, store);
  let background: Promise<unknown> = Promise.resolve();
  let prepared: { ref: BlockRef; at: number; seen: Promise<Seen> } | undefined;
  const asking = new Set<AbortController>();
  const left = new AbortController();

  const behind = (work: Promise<unknown>): void => {
    background = Promise.all([background, work.catch(() => undefined)]);
  };

  const show = (check: TargetCheck | undefined): void => store.setState({ check });

  const pinUnpinned = (seen: Seen): void => {
    if (seen.type !== 'clear') return;
    for (const target of seen.unpinned) {
      // Two questions may have been under way at once.
      if (store.getState().session.targets[targetName(target)] !== undefined) continue;
      recorder.announce({ type: 'target-pinned', target, reason: undefined });
    }
  };

  /** Asks so that it can be given up; an answer that was given up is none. */
  const askOrAbort = (question: (signal: AbortSignal) => Promise<Seen>): Promise<Seen> => {
    const abort = new AbortController();
    asking.add(abort);
    const answer = question(abort.signal).then((seen): Seen => {
      asking.delete(abort);
      return abort.signal.aborted ? { type: 'aborted' } : seen;
    });
    behind(answer);
    return answer;
  };

  /** Asks what the block needs, pins what was never pinned, and shows what came. */
  const look = async (located: Located, needs: Needs): Promise<Seen> => {
    show({
      block: located.ref,
      state: 'asking',
      says: 'asking whether it would meet what is pinned',
    });
    const seen = await askOrAbort((signal) => asked(probes, located, needs, signal));
    pinUnpinned(seen);
    show(checkOf(located.ref, seen));
    return seen;
  };

  /** What was asked while the preview was read counts for as long as it is fresh. */
  const lookOrPrepared = async (located: Located, needs: Needs): Promise<Seen> => {
    const known = prepared;
    prepared = undefined;
    const isFresh = known?.ref === located.ref && Math.abs(clock.now() - known.at) <= freshFor;
    if (!isFresh) return look(located, needs);
    const seen = await known.seen;
    // Given up while this waited for it: what is given up before that is not prepared any more.
    if (seen.type === 'aborted') return seen;
    if (seen.type !== 'clear') return look(located, needs);
    if (!needs.juju) return seen;
    // The local file costs nothing, and another pane may have switched since.
    const again = await askOrAbort((signal) => probes.target(located, signal));
    if (again.type === 'clear') return seen;
    show(checkOf(located.ref, again));
    return again;
  };

  /** Journals what was seen of a login; the sentence that says why the block does not start on that. */
  const sentenceOn = (seen: Seen, located: Located, isKnown = false): string | undefined => {
    const { id } = located.block;
    switch (seen.type) {
      case 'clear': {
        const lost = store.getState().session.login;
        if (lost !== undefined && seen.held.includes(lost.kind))
          recorder.announce({ type: 'login-restored', login: lost.kind });
        return undefined;
      }
      case 'lost':
        // As it was told first: somebody may go on with the block that met it.
        if (!isKnown)
          recorder.note({
            type: 'login-lost',
            login: seen.kind,
            said: seen.said,
            block: located.ref,
            attempt: undefined,
          });
        return `${loginWords(seen.kind).gone} ${id} was not started.`;
      case 'differs':
        return `${id} was not started: pinned is ${targetWords(seen.pinned)}, and now it would meet ${targetWords(seen.live)}.`;
      case 'aborted':
        return `Given up; ${id} was not started.`;
      case 'not-known':
        return seen.refuses ? `${id} was not started: ${seen.says}` : undefined;
    }
  };

  return {
    pin() {
      const { targets } = store.getState().session;
      const juju = targets['juju'] === undefined ? probes.firstWithJuju() : undefined;
      if (juju !== undefined) behind(probes.target(juju, left.signal).then(pinUnpinned));
      for (const located of probes.firstOfScopes())
        if (targets[`openstack:${located.block.scope ?? ''}`] === undefined)
          behind(probes.project(located, left.signal).then(pinUnpinned));
    },
    prepare(ref) {
      const located = locate(store.getState().session, ref);
      if (located === undefined || store.getState().session.running !== undefined) return;
      const needs = neededFor(store.getState(), located);
      if (needs === undefined) return show(undefined);
      const seen = look(located, needs);
      prepared = { ref, at: clock.now(), seen };
      behind(seen);
    },
    async ready(located, isAsked) {
      const needs = neededFor(store.getState(), located);
      if (needs === undefined) return undefined;
      if (isAsked === 'now') prepared = undefined;
      return sentenceOn(await lookOrPrepared(located, needs), located);
    },
    async readyForLook(located, signal) {
      const needs = neededFor(store.getState(), located);
      if (needs === undefined) return undefined;
      const stop = AbortSignal.any([signal, left.signal]);
      const answer = await asked(probes, located, needs, stop);
      const seen: Seen = stop.aborted ? { type: 'aborted' } : answer;
      pinUnpinned(seen);
      const isWaitedFor = store.getState().live?.block === located.ref;
      // Enter leads to it from there.
      if (isWaitedFor && seen.type === 'differs') show(checkOf(located.ref, seen));
      const isKnown = seen.type === 'lost' && store.getState().session.login?.kind === seen.kind;
      return sentenceOn(seen, located, isKnown);
    },
    async checkLogin() {
      const lost = store.getState().session.login;
      if (lost === undefined) return 'No login is missing.';
      const located =
        lost.block === undefined ? undefined : locate(store.getState().session, lost.block);
      const answer = await askWhetherBack(probes, lost.kind, located, left.signal);
      if (answer !== undefined) return answer;
      return recorder.announce({ type: 'login-restored', login: lost.kind });
    },
    pinLive(typed) {
      const { check } = store.getState();
      if (check?.state !== 'differs' || check.live === undefined)
        return 'Nothing differs from what is pinned.';
      const name = targetWords(check.live);
      if (typed.trim() !== name) return `Type ${name} exactly, or leave it with Esc.`;
      const reason = `typed by the operator before ${check.block.slice(check.block.indexOf(':') + 1)}`;
      const refused = recorder.announce({ type: 'target-pinned', target: check.live, reason });
      if (refused === undefined) show(undefined);
      return refused;
    },
    abort() {
      prepared = undefined;
      for (const each of asking) each.abort();
      return asking.size > 0;
    },
    async idle() {
      await background;
    },
    async letGo() {
      this.abort();
      left.abort();
      await Promise.race([background, pause(soon)]);
    },
  };
}

/** Undefined when nothing has to be asked before this block. */
function neededFor(view: View, located: Located): Needs | undefined {
  const needs = needsOf(previewOf(view.session, located));
  const { mutates } = located.block;
  const lost: LoginKind | undefined = view.session.login?.kind;
  const juju = needs.juju && (mutates || needs.payload || lost === 'juju');
  const openstack = needs.openstack && (mutates || lost === 'openstack');
  return juju || openstack ? { juju, openstack, payload: needs.payload } : undefined;
}

async function asked(
  probes: Probes,
  located: Located,
  needs: Needs,
  signal: AbortSignal,
): Promise<Seen> {
  const jobs = [
    ...(needs.juju
      ? [probes.target(located, signal), probes.login(located, needs.payload, signal)]
      : []),
    ...(needs.openstack ? [probes.project(located, signal)] : []),
  ];
  const seen = await Promise.all(jobs);
  for (const urgent of ['lost', 'differs', 'not-known'] as const) {
    const found = seen.find(({ type }) => type === urgent);
    if (found !== undefined) return found;
  }
  const clear = seen.filter((one) => one.type === 'clear');
  return {
    type: 'clear',
    unpinned: clear.flatMap(({ unpinned }) => unpinned),
    held: clear.flatMap(({ held }) => held),
    says: clear
      .map(({ says }) => says)
      .filter(Boolean)
      .join(', '),
  };
}

function checkOf(block: BlockRef, seen: Seen): TargetCheck | undefined {
  switch (seen.type) {
    case 'clear':
      return { block, state: 'same', says: seen.says };
    case 'differs':
      return {
        block,
        state: 'differs',
        stops: true,
        says: `pinned is ${targetWords(seen.pinned)}, now it would meet ${targetWords(seen.live)}`,
        pinned: seen.pinned,
        live: seen.live,
      };
    case 'lost':
      return {
        block,
        state: 'not-known',
        says: `${loginWords(seen.kind).gone} Enter leads to it; the block does not start.`,
        stops: true,
      };
    case 'not-known':
      return { block, state: 'not-known', says: seen.says, stops: seen.refuses };
    case 'aborted':
      return undefined;
  }
}
