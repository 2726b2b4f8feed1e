import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { whyUnknown } from '../../src/session/known-event.ts';
import { previewOf } from '../../src/session/preview.ts';
import { gateRef, locatedBlocks } from '../../src/session/refs.ts';
import { renaming } from '../../src/session/revise.ts';
import { newestAttempt, standingOf } from '../../src/session/standing.ts';
import { run, ToldWalk } from './support/told-walk.ts';

/** A document as data, so that edits of it can be drawn by lot. */
interface Written {
  readonly title: string;
  readonly blocks: readonly {
    readonly words: readonly string[];
    readonly gates: readonly string[];
  }[];
}

const words = ['install', 'driver', 'node', 'restart', 'look', 'juju', 'status', 'volume'];
const gates = [
  '**GATE:** output contains `active`.',
  '**GATE:** output contains `idle`.',
  '**GATE:** A person saw the lights.',
  '**GATE (hard):** A person saw the door.',
];
const word = fc.constantFrom(...words);
const block = fc.record({
  words: fc.array(word, { minLength: 1, maxLength: 6 }),
  gates: fc.uniqueArray(fc.constantFrom(...gates), { maxLength: 3 }),
});
const step = fc.record({ title: word, blocks: fc.array(block, { maxLength: 3 }) });

type Edit = (steps: readonly Written[]) => readonly Written[];

function inStep(at: number, change: (blocks: Written['blocks']) => Written['blocks']): Edit {
  return (steps) => {
    const index = at % Math.max(1, steps.length);
    const one = steps[index];
    return one === undefined ? steps : steps.with(index, { ...one, blocks: change(one.blocks) });
  };
}

function replaced<Item>(all: readonly Item[], at: number, ...items: readonly Item[]): Item[] {
  const index = at % Math.max(1, all.length);
  return [...all.slice(0, index), ...items, ...all.slice(index + 1)];
}

const place = fc.nat(6);
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(place, step).map(
    ([at, one]): Edit =>
      (steps) =>
        steps.toSpliced(at, 0, one),
  ),
  place.map(
    (at): Edit =>
      (steps) =>
        replaced(steps, at),
  ),
  fc.tuple(place, word).map(
    ([at, title]): Edit =>
      (steps) =>
        steps.map((one, index) => (index === at ? { ...one, title } : one)),
  ),
  fc
    .tuple(place, place, block)
    .map(([at, where, one]) => inStep(at, (blocks) => blocks.toSpliced(where, 0, one))),
  fc.tuple(place, place).map(([at, where]) => inStep(at, (blocks) => replaced(blocks, where))),
  fc
    .tuple(place, place, block)
    .map(([at, where, one]) => inStep(at, (blocks) => replaced(blocks, where, one))),
  fc.tuple(place, place, word).map(([at, where, one]) =>
    inStep(at, (blocks) => {
      const old = blocks[where % Math.max(1, blocks.length)];
      return old === undefined
        ? blocks
        : replaced(blocks, where, { ...old, words: [...old.words, one] });
    }),
  ),
  place.map((at) => inStep(at, (blocks) => blocks.toReversed())),
);

function textOf(steps: readonly Written[]): string {
  return [
    '# Book\n',
    ...steps.map(
      ({ title, blocks }, index) =>
        `## Step ${index + 1} -- ${title}\n\n${blocks
          .map((one) => run(one.words.join(' '), one.gates.map((gate) => `${gate}\n\n`).join('')))
          .join('\n')}`,
    ),
    '## Exit gate\n\n- **GATE:** The owner has signed.\n',
  ].join('\n');
}

type Deed =
  | { readonly type: 'run'; readonly at: number; readonly answer: 'yes' | 'no' }
  | { readonly type: 'start' | 'skip' | 'override' | 'note'; readonly at: number }
  | {
      readonly type: 'attest';
      readonly at: number;
      readonly gate: number;
      readonly answer: 'yes' | 'no';
    }
  | { readonly type: 'sign' }
  | { readonly type: 'edit'; readonly edits: readonly Edit[] };

const answer = fc.constantFrom('yes' as const, 'no' as const);
const deed: fc.Arbitrary<Deed> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({ type: fc.constant('run' as const), at: fc.nat(12), answer }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constantFrom(
        'start' as const,
        'skip' as const,
        'override' as const,
        'note' as const,
      ),
      at: fc.nat(12),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('attest' as const),
      at: fc.nat(12),
      gate: fc.nat(2),
      answer,
    }),
  },
  fc.constant({ type: 'sign' as const }),
  {
    weight: 3,
    arbitrary: fc.record({
      type: fc.constant('edit' as const),
      edits: fc.array(edit, { minLength: 1, maxLength: 3 }),
    }),
  },
);

const good = new Set(['passed', 'overridden', 'skipped', 'deferred']);

function act(walk: ToldWalk, steps: readonly Written[], one: Deed): readonly Written[] {
  if (one.type === 'sign') {
    walk.tell({ type: 'gate-attested', gate: 'book:exit-gate#0', answer: 'yes', by: 'operator' });
    return steps;
  }
  if (one.type === 'edit') {
    const now = one.edits.reduce<readonly Written[]>((text, change) => change(text), steps);
    revised(walk, textOf(now));
    return now;
  }
  const blocks = locatedBlocks(walk.session);
  const located = blocks[one.at % Math.max(1, blocks.length)];
  if (located === undefined) return steps;
  const { ref } = located;
  const reason = `because of ${walk.events.length}`;
  switch (one.type) {
    case 'run':
      walk.run(ref, one.answer);
      break;
    case 'start': {
      const attempt = walk.session.attempts.length + 1;
      const command = previewOf(walk.session, located);
      walk.tell({ type: 'block-started', block: ref, attempt, command });
      walk.tell({ type: 'block-ended', attempt, outcome: { type: 'unknown', reason } });
      break;
    }
    case 'skip':
      walk.tell({ type: 'block-skipped', block: ref, reason });
      break;
    case 'override':
      if (newestAttempt(walk.session, ref)?.verdicts !== undefined)
        walk.tell({ type: 'gate-overridden', owner: ref, reason });
      break;
    case 'note':
      walk.tell({ type: 'note-added', text: reason, block: ref });
      break;
    case 'attest':
      if (newestAttempt(walk.session, ref)?.verdicts !== undefined)
        walk.tell({
          type: 'gate-attested',
          gate: gateRef(ref, one.gate),
          answer: one.answer,
          by: 'operator',
        });
  }
  return steps;
}

/** Takes up a text, and holds the walk to its promises. */
function revised(walk: ToldWalk, text: string): void {
  const before = walk.session;
  const nameOf = renaming(walk.revise(text));
  const { session } = walk;
  expect(session.attempts.map(({ number, block: ref }) => [number, ref])).toEqual(
    before.attempts.map(({ number, block: ref }) => [number, nameOf(ref)]),
  );
  expect(session.notes.map(({ text: note }) => note)).toEqual(
    before.notes.map(({ text: note }) => note),
  );
  for (const kind of ['attested', 'overrides', 'skips'] as const)
    expect(Object.keys(session[kind]).length).toBe(Object.keys(before[kind]).length);
  const stood = new Map(
    locatedBlocks(before).map((located) => [nameOf(located.ref), standingOf(before, located)]),
  );
  for (const located of locatedBlocks(session)) {
    const standing = standingOf(session, located);
    if (good.has(standing))
      expect([located.ref, stood.get(located.ref)]).toEqual([located.ref, standing]);
    // What every run was made of is still known.
    const attempt = newestAttempt(session, located.ref);
    if (attempt?.was !== undefined)
      expect(attempt.command.script).toContain(attempt.was.block.text);
    else if (attempt !== undefined) expect(attempt.command.script).toContain(located.block.text);
  }
  const gone = session.attempts.filter(({ block: ref }) => ref.includes('~'));
  for (const { was } of gone) expect(was).toBeDefined();
}

describe('random edits at random points of a random walk', () => {
  it('lose nothing, pass nothing, and fold from the journal to what the walk was', () => {
    fc.assert(
      fc.property(
        fc.array(step, { minLength: 1, maxLength: 3 }),
        fc.array(deed, { minLength: 1, maxLength: 25 }),
        (begun, deeds) => {
          const walk = new ToldWalk(textOf(begun));
          let steps: readonly Written[] = begun;
          for (const one of deeds) steps = act(walk, steps, one);
          expect(walk.events.map(({ event }) => whyUnknown(event)).filter(Boolean)).toEqual([]);
          expect(walk.refolded()).toEqual(walk.session);
        },
      ),
      { numRuns: 120 },
    );
  }, 60_000);
});
