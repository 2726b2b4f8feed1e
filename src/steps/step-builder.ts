import { ACCEPTANCE_FORM } from './acceptance.ts';
import type { WrittenCaution } from './caution.ts';
import { finishBlock, nothingSaid } from './draft.ts';
import type { DraftBlock, Said } from './draft.ts';
import { finishSaid } from './finish-said.ts';
import type { FlowCode } from './flow.ts';
import type { ReadHeading } from './heading.ts';
import { labelInside } from './label.ts';
import { fenceAttributes, heeded } from './fence-attributes.ts';
import { madeOfCode } from './made-of-code.ts';
import type { Label } from './label.ts';
import type {
  Acceptance,
  Gate,
  OtherBlock,
  Problem,
  ProblemTopic,
  Routing,
  Step,
} from './model.ts';
import { joinRouting } from './routing.ts';
import { offerOf } from './shell.ts';
import { TRANSFER_FORM, readTransfer, transferText } from './transfer-form.ts';

/** Where a thing stands among list items; a label inside an item holds inside that item only. */
type Items = readonly number[];

interface Pending {
  readonly label: Label;
  readonly line: number;
  readonly items: Items;
  readonly said: Said;
}

/** Of the document that the step stands in. */
interface Into {
  readonly problems: Problem[];
  readonly other: OtherBlock[];
  /** The folder that its front matter wants its blocks to run in. */
  readonly cwd: string | undefined;
}

/** Collects what stands below one heading and decides which block each sentence belongs to. */
export class StepBuilder {
  readonly heading: ReadHeading;
  readonly line: number;
  readonly depth: number;
  readonly gates: Gate[] = [];
  readonly #prose: string[] = [];
  readonly #blocks: DraftBlock[] = [];
  /** The block that a sentence speaks of. */
  #last: DraftBlock | undefined;
  /** The list item whose commands have become blocks, and the block that sentences below it speak of again. */
  #item:
    { readonly innermost: number | undefined; readonly before: DraftBlock | undefined } | undefined;
  /** Gates that hold when blocks of this step have passed. */
  readonly #resting = new Map<Gate, readonly DraftBlock[]>();
  readonly #problems: Problem[];
  readonly #other: OtherBlock[];
  readonly #cwd: string | undefined;
  #routing: Routing | undefined;
  #acceptance: Acceptance | undefined;
  #pending: Pending | undefined;
  #sticky: { readonly label: Label; readonly items: Items } | undefined;
  #proseForNext: string[] = [];
  /** What stands directly above, heading included. */
  #above: string;
  /** For the next block of the step: cautions, and routing of older documents. */
  #cautions: WrittenCaution[] = [];
  #nextRouting: Routing | undefined;

  constructor(
    heading: ReadHeading,
    at: { readonly line: number; readonly depth: number },
    into: Into,
  ) {
    this.heading = heading;
    this.#above = heading.title;
    this.line = at.line;
    this.depth = at.depth;
    this.#problems = into.problems;
    this.#other = into.other;
    this.#cwd = into.cwd;
  }

  get hasBlocks(): boolean {
    return this.#blocks.length > 0;
  }

  /** Prose as a person reads it. A sentence is shown with its block and is not repeated above the next. */
  addProse(text: string, standsAbove: 'next-block' | 'nothing'): void {
    if (text === '') return;
    this.#above = text;
    this.#prose.push(text);
    if (standsAbove === 'next-block') this.#proseForNext.push(text);
  }

  addProseAbove(text: string): void {
    if (text !== '') this.#proseForNext.push(text);
  }

  addLabel(label: Label, line: number, items: Items): void {
    this.#dropPending();
    this.#pending = { label, line, items, said: nothingSaid() };
    const scope = this.#sticky?.items.at(-1);
    if (label.holds === 'step') this.#sticky = { label, items };
    // Up to the next label, whatever its form; one inside a list item speaks of that item alone.
    else if (items.at(-1) === scope) this.#sticky = undefined;
  }

  addCaution(caution: WrittenCaution): void {
    this.#cautions.push(caution);
  }

  /** Routing of the whole step, or of the block that a label or a fence above has named. */
  addRouting(routing: Routing, reach: 'here' | 'step' | 'next-block'): void {
    const said = reach === 'here' ? this.#target() : undefined;
    if (said !== undefined) said.routing = joinRouting(said.routing, routing);
    else if (reach === 'next-block') this.#nextRouting = joinRouting(this.#nextRouting, routing);
    else this.#routing = joinRouting(this.#routing, routing);
  }

  addGate(gate: Gate): void {
    (this.#target()?.gates ?? this.gates).push(gate);
  }

  /** What the step accepts. */
  accept(acceptance: Acceptance): void {
    if (this.#acceptance !== undefined)
      this.#report(
        'sentence-out-of-place',
        acceptance.line,
        'ACCEPTANCE stands in this step twice',
        ACCEPTANCE_FORM,
      );
    this.#acceptance ??= acceptance;
  }

  /** Lets a sentence speak about its block; false when there is none. */
  say(speak: (said: Said) => void): boolean {
    const said = this.#target();
    if (said !== undefined) speak(said);
    return said !== undefined;
  }

  /** FROM and TO of the transfer that a label has announced; false when none has. */
  sayTransfer(head: 'from' | 'to', body: string, line: number): boolean {
    if (this.#pending?.label.kind !== 'transfer') return false;
    const { said } = this.#pending;
    said.transfer ??= { from: undefined, to: undefined, line };
    if (said.transfer[head] !== undefined)
      this.#report(
        'transfer-not-understood',
        line,
        `TRANSFER says ${head.toUpperCase()} twice`,
        TRANSFER_FORM,
      );
    said.transfer[head] ??= body;
    return true;
  }

  /** Makes the block of a transfer whose sentences have come. */
  endTransfer(): void {
    const pending = this.#pending;
    const written = pending?.said.transfer;
    if (pending === undefined || written === undefined) return;
    const { label, line, items, said } = pending;
    const { transfer, problems } = readTransfer(written, label.location);
    this.#problems.push(...problems);
    this.#pending = undefined;
    const made = { lang: '', text: transferText(written), written: undefined };
    this.#addBlock({ line, origin: 'sentences', ...made, items, label, said, transfer });
  }

  /** Whether a block stands above in the same list item, or at all outside of lists. */
  hasBlockFor(items: Items): boolean {
    if (this.#pending?.label.holds === 'next') return true;
    const innermost = items.at(-1);
    const last = this.#last;
    return last !== undefined && (innermost === undefined || last.items.includes(innermost));
  }

  /** What comes next stands in these list items: behind an item, sentences speak of what they spoke of before it. */
  enter(items: Items): void {
    const { innermost, before } = this.#item ?? {};
    if (this.#item === undefined || (innermost !== undefined && items.includes(innermost))) return;
    this.#dropPending();
    this.#last = before;
    this.#item = undefined;
  }

  /** Whether a label is waiting for its fence. */
  get awaitsCode(): boolean {
    return this.#pending?.label.holds === 'next';
  }

  addOther(other: OtherBlock): void {
    this.#other.push(other);
  }

  /** Commands of a list item or a table row, each a check of its own; its gate and its sentences speak of the last. */
  addInline(
    commands: readonly { readonly text: string; readonly line: number }[],
    item: { readonly items: Items; readonly prose: string; readonly gate: Gate },
  ): readonly DraftBlock[] {
    const { items, prose, gate } = item;
    const label = this.#pending?.label ?? this.#held(items);
    const said = this.#pending?.said ?? nothingSaid();
    said.gates.push(gate);
    this.#pending = undefined;
    const drafts = commands.map(({ text, line }, index): DraftBlock => {
      const isLast = index === commands.length - 1;
      const made = { origin: 'inline', lang: '', written: undefined, transfer: undefined } as const;
      const own = isLast ? said : nothingSaid();
      return { ...made, line, text, items, label, said: own, prose: [prose] };
    });
    this.#blocks.push(...drafts);
    this.#item ??= { innermost: items.at(-1), before: this.#last };
    this.#last = drafts.at(-1);
    return drafts;
  }

  /** A gate of the step that asks nobody again: it holds when these blocks have passed. */
  addResting(gate: Gate, blocks: readonly DraftBlock[]): void {
    this.gates.push(gate);
    this.#resting.set(gate, blocks);
  }

  #settled(gate: Gate, id: string): Gate {
    const blocks = this.#resting.get(gate);
    if (blocks === undefined) return gate;
    const refs = blocks.map((block) => `${id}/${this.#blocks.indexOf(block) + 1}`);
    const text = `${refs.length === 1 ? 'block' : 'blocks'} ${refs.join(' and ')} passed`;
    const { line, text: about, hard, onlyWhen } = gate;
    const conditions = [{ type: 'passed', text, refs }] as const;
    const rests = { conditions, noWhen: undefined, stableFor: 1 };
    return { type: 'machine', line, text, about, hard, onlyWhen, ...rests };
  }

  /** The label at the head of the step, or of a list item around. */
  #held(items: Items): Label | undefined {
    const sticky = this.#sticky;
    return sticky !== undefined && within(items, sticky.items) ? sticky.label : undefined;
  }

  addCode(code: FlowCode): void {
    if (this.#pending !== undefined && !within(code.items, this.#pending.items))
      this.#dropPending();
    if (this.#pending?.said.transfer !== undefined) {
      this.endTransfer();
      if (labelInside(code.text) === undefined && offerOf(code, 'not').type === 'command') {
        const { line, lang, text } = code;
        this.#other.push({ origin: 'code', line, lang, text, reason: BY_HAND });
        return;
      }
    }
    const held = this.#held(code.items);
    const direct = this.#pending?.label ?? labelInside(code.text);
    const label = direct ?? held;
    const labelled = direct === undefined ? (held === undefined ? 'not' : 'by-step') : 'directly';
    const attributes = fenceAttributes(code, this.#cwd);
    const offer = this.heading.isLegend
      ? ({ type: 'other', reason: 'an example that explains the labels' } as const)
      : heeded(attributes, offerOf(code, labelled, this.#above), code.line, this.#problems);
    this.#above = '';
    if (offer.type === 'other') {
      const { line, lang, text } = code;
      this.#other.push({ origin: 'code', line, lang, text, reason: offer.reason });
      if (code.form === 'unclosed') this.#report('unclosed-fence', line, offer.reason, '```');
      if (this.#pending?.label.holds === 'next') this.#dropPending();
      return;
    }
    const said = this.#pending?.said ?? nothingSaid();
    this.#pending = undefined;
    const { prose, expect, ...made } = madeOfCode(code, offer);
    said.expect.push(...expect);
    this.#proseForNext.push(...prose);
    if (attributes.interactive === true) said.terminal = true;
    this.#addBlock({ ...made, name: attributes.name, label, said });
  }

  /** What was said for the next block is said of this one. */
  #addBlock(draft: Omit<DraftBlock, 'prose'>): void {
    const { said } = draft;
    said.cautions.push(...this.#cautions);
    if (this.#nextRouting !== undefined)
      said.routing = joinRouting(said.routing, this.#nextRouting);
    this.#last = { ...draft, prose: this.#proseForNext };
    this.#item = undefined;
    this.#blocks.push(this.#last);
    this.#proseForNext = [];
    this.#cautions = [];
    this.#nextRouting = undefined;
  }

  /** A heading inside the step: what was pending does not reach over it. */
  breakOff(): void {
    this.#dropPending();
  }

  /** Everything below the heading has been seen. */
  finish(id: string): Step {
    this.enter([]);
    this.#dropPending();
    const last = this.#last;
    last?.said.cautions.push(...this.#cautions);
    if (last !== undefined && this.#nextRouting !== undefined) {
      last.said.routing = joinRouting(last.said.routing, this.#nextRouting);
    }
    const { title, role, danger } = this.heading;
    for (const block of this.#blocks) this.#problems.push(...finishSaid(block, this.heading));
    const caution =
      danger === undefined ? undefined : { line: this.line, text: danger, named: undefined };
    const blocks = this.#blocks.map((draft, index) => {
      return finishBlock(draft, { id, role, danger: caution }, index + 1);
    });
    const { line } = this;
    const gates = this.gates.map((gate) => this.#settled(gate, id));
    const said = { prose: this.#prose, routing: this.#routing, acceptance: this.#acceptance };
    return { id, title, line, role, blocks, gates, ...said };
  }

  /** The block above, or the one that a label has announced. */
  #target(): Said | undefined {
    return this.#pending?.said ?? this.#last?.said;
  }

  #dropPending(): void {
    this.endTransfer();
    const pending = this.#pending;
    this.#pending = undefined;
    if (pending === undefined) return;
    const { said, label, line } = pending;
    if (label.holds === 'next') {
      this.#report('label-without-block', line, 'the label stands above no command', '```bash');
    }
    // Nothing that was said may get lost: it speaks of the block above, or of the step.
    const above = this.#last?.said;
    if (above === undefined) this.gates.push(...said.gates);
    else above.gates.push(...said.gates);
    above?.captures.push(...said.captures);
    above?.expect.push(...said.expect);
  }

  #report(topic: ProblemTopic, line: number, message: string, nearest: string): void {
    this.#problems.push({ topic, line, message, nearest });
  }
}

const BY_HAND = 'how it is done by hand: handrail builds the transfer from FROM and TO';

function within(items: Items, scope: Items): boolean {
  const innermost = scope.at(-1);
  return innermost === undefined || items.includes(innermost);
}
