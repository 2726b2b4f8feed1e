import { variableOf } from '../../steps/literal.ts';
import type { Block, Gate, Runbook, Step } from '../../steps/model.ts';
import { scopeOf } from '../../steps/scope.ts';
import { namesRead } from '../../steps/variables.ts';
import type {
  DocumentRule,
  FoundInBlock,
  FoundInDocument,
  LintedBlock,
  LintedDocument,
} from '../rule.ts';

/** A capture that is read before anything has set it. */
export const captureBeforeSet: DocumentRule = {
  id: 'capture-before-set',
  part: 'understood',
  severity: 'error',
  why: 'What reads a capture before it is set does not run.',
  todo: 'Move what reads it behind the block that captures it.',
  looksAt: 'document',
  *find(linted): Iterable<Found> {
    for (const { name, by, earlier, later, found } of readsOf(linted)) {
      const first = later[0]?.block.id;
      if (earlier.length > 0 || first === undefined) continue;
      const own = first === by.block?.id;
      const where = own ? 'this block itself' : `block ${first}, which comes later`;
      yield { ...found, message: `\`${name}\` is captured by ${where}.` };
    }
  },
};

/** A capture that is set on some ways through the document alone. */
export const captureMaybeUnset: DocumentRule = {
  id: 'capture-maybe-unset',
  part: 'understood',
  severity: 'warning',
  why: 'On one way through the document nothing sets the capture, and then what reads it does not run.',
  todo: 'Let the capture be set on each way on which it is read.',
  looksAt: 'document',
  *find(linted): Iterable<Found> {
    for (const { name, by, earlier, found } of readsOf(linted)) {
      if (earlier.length === 0 || by.block?.kind === 'rollback') continue;
      const way = wayWithout(by, earlier, linted.runbook);
      if (way !== undefined)
        yield { ...found, message: `\`${name}\` may have no value here: ${way}.` };
    }
  },
};

type Found = FoundInDocument | (FoundInBlock & { readonly in: LintedBlock });

interface Setter {
  readonly step: Step;
  readonly block: Block;
  /** Its place among the blocks of the document; a diagnosis is run where its poll stands. */
  readonly order: number;
}

/** Something reads a capture of this document. What runbooks before it in the walk capture is always set. */
interface Read {
  readonly name: string;
  /** Without a block it is a gate of the step: that is judged at the end, when all blocks have run. */
  readonly by: { readonly step: Step; readonly block: Block | undefined };
  /** The blocks that have captured it by then, and all others that do. */
  readonly earlier: readonly Setter[];
  readonly later: readonly Setter[];
  readonly found: Found;
}

function readsOf({ runbook, walk, blocks }: LintedDocument): readonly Read[] {
  const setters = settersIn(runbook);
  for (const { name } of runbook.literals) setters.delete(variableOf(name));
  for (const name of capturedBefore(runbook, walk)) setters.delete(name);
  if (setters.size === 0) return [];
  const order = orderOf(runbook);
  const names = new Set(setters.keys());
  const read = (name: string, by: Read['by'], found: Found, ownCounts: boolean): Read => {
    const all = setters.get(name) ?? [];
    const at = by.block === undefined ? Infinity : (order.get(by.block.id) ?? Infinity);
    // A rollback comes whenever it is wanted.
    const last = by.block?.kind === 'rollback' ? Infinity : ownCounts ? at : at - 1;
    const isEarlier = (setter: Setter): boolean => setter.order <= last;
    const later = all.filter((setter) => !isEarlier(setter));
    return { name, by, earlier: all.filter(isEarlier), later, found };
  };
  const inText = blocks.flatMap((one) => {
    const { block, step } = one;
    const begins = (scopeOf(block, runbook.scopes)?.lines ?? []).join('\n');
    return namesRead(`${begins}\n${block.text}`, names).map((name) => {
      const place = new RegExp(`\\$(?:\\{[#!]?)?${name}\\b`).exec(block.text);
      const start = place?.index ?? 0;
      const end = start + (place?.[0].length ?? 1);
      return read(name, { step, block }, { in: one, start, end }, false);
    });
  });
  const inGates = runbook.steps.flatMap((step) =>
    [undefined, ...step.blocks].flatMap((block) =>
      (block ?? step).gates.flatMap((gate) =>
        namesIn(gate)
          .filter((name) => names.has(name))
          .map((name) => read(name, { step, block }, { line: gate.line }, true)),
      ),
    ),
  );
  return [...inText, ...inGates];
}

/** The captures that a machine's gate looks at, each once. */
function namesIn(gate: Gate): readonly string[] {
  if (gate.type === 'attested') return [];
  const names = [...gate.conditions, ...(gate.noWhen ?? [])].flatMap((condition) => {
    if (condition.type !== 'subject') return [];
    const { subject, test } = condition;
    const compared = test.type === 'equals-capture' || test.type === 'differs-from-capture';
    return [
      ...(subject.type === 'capture' ? [subject.name] : []),
      ...(compared ? [test.name] : []),
    ];
  });
  return [...new Set(names)];
}

function orderOf({ steps }: Runbook): ReadonlyMap<string, number> {
  return new Map(steps.flatMap(({ blocks }) => blocks).map(({ id }, index) => [id, index]));
}

/** The blocks that capture, by the name. */
function settersIn(runbook: Runbook): Map<string, Setter[]> {
  const order = orderOf(runbook);
  const polls = runbook.steps
    .flatMap(({ blocks }) => blocks)
    .filter(({ poll }) => poll !== undefined);
  const pollOf = (id: string) => polls.find(({ poll }) => poll?.diagnose.includes(id));
  const setters = new Map<string, Setter[]>();
  for (const step of runbook.steps)
    for (const block of step.blocks)
      for (const { name } of block.captures) {
        const ran = block.diagnosis ? (pollOf(block.id) ?? block) : block;
        const setter = { step, block, order: order.get(ran.id) ?? 0 };
        setters.set(name, [...(setters.get(name) ?? []), setter]);
      }
  return setters;
}

function capturedBefore(runbook: Runbook, walk: readonly Runbook[]): readonly string[] {
  const own = walk.indexOf(runbook);
  return walk.slice(0, Math.max(0, own)).flatMap((one) => [...settersIn(one).keys()]);
}

/** A way through the document on which something is read that nothing has set, in words; undefined when there is none. */
function wayWithout(
  by: Read['by'],
  setters: readonly Setter[],
  { questions }: Runbook,
): string | undefined {
  if (by.block?.kind === 'fallback') return undefined;
  const usual = setters.filter(({ block }) => block.kind !== 'fallback' && !block.diagnosis);
  if (usual.length === 0) {
    const [one] = setters;
    return `only ${one?.block.id ?? 'a block'} sets it, and that is not on the usual way`;
  }
  const left = usual.map(({ step, block }) => skipsOf(step, block));
  const own = skipsOf(by.step, by.block);
  const answer = questions
    .flatMap(({ options }) => options)
    .find(({ text }) => !own.has(text) && left.every((skips) => skips.has(text)));
  return answer === undefined
    ? undefined
    : `on the answer "${answer.text}" what sets it is skipped, and this is not`;
}

/** The answers on which a block is not offered. */
function skipsOf(step: Step, block: Block | undefined): ReadonlySet<string> {
  const said = [step.routing?.skipWhen, block?.routing?.skipWhen];
  return new Set(said.filter((answer) => answer !== undefined));
}
