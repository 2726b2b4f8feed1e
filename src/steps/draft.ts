import { placeCaution } from './caution.ts';
import type { WrittenCaution } from './caution.ts';
import type { Label } from './label.ts';
import type {
  Block,
  BlockKind,
  BlockOrigin,
  Capture,
  Gate,
  Meanwhile,
  Poll,
  Routing,
  SecretInput,
  SecretInputs,
  StdinMode,
  StepRole,
  Transfer,
} from './model.ts';
import { effectOf } from './effect.ts';
import { joinInputs } from './secret-input.ts';
import { placeOf, placeOfTransfer } from './place.ts';
import { findPlaceholders } from './placeholder-find.ts';
import { transferGate } from './transfer.ts';
import type { WrittenTransfer } from './transfer-form.ts';

/** What sentences say about a block, before or after its fence has come. */
export interface Said {
  gates: Gate[];
  captures: Capture[];
  expect: string[];
  cautions: WrittenCaution[];
  routing: Routing | undefined;
  poll: Poll | undefined;
  fallbackWhen: 'failed' | 'no' | undefined;
  idempotent: boolean;
  terminal: boolean;
  inputs: SecretInput[];
  /** Why an INPUT was not understood: then the block must not run without it. */
  inputRefused: string | undefined;
  remember: 'asked' | 'never';
  sensitive: boolean;
  meanwhile: Meanwhile | undefined;
  diagnose: readonly string[];
  /** Until its block is made. */
  transfer: WrittenTransfer | undefined;
}

/** A block while its step is being read. */
export interface DraftBlock {
  readonly line: number;
  readonly origin: BlockOrigin;
  readonly written: string | undefined;
  /** What its fence calls it. */
  readonly name?: string | undefined;
  /** What a transcript's prompts and output say beside its commands. */
  readonly sample?: string | undefined;
  /** The machine on which it is to run, when no label says where. */
  readonly host?: string | undefined;
  readonly lang: string;
  readonly text: string;
  readonly items: readonly number[];
  readonly label: Label | undefined;
  readonly prose: readonly string[];
  readonly said: Said;
  readonly transfer: Transfer | undefined;
}

/** Nothing said yet. */
export function nothingSaid(): Said {
  return {
    gates: [],
    captures: [],
    expect: [],
    cautions: [],
    routing: undefined,
    poll: undefined,
    fallbackWhen: undefined,
    idempotent: false,
    terminal: false,
    inputs: [],
    inputRefused: undefined,
    remember: 'asked',
    sensitive: false,
    meanwhile: undefined,
    diagnose: [],
    transfer: undefined,
  };
}

/** Makes the block that others see. */
export function finishBlock(
  draft: DraftBlock,
  step: {
    readonly id: string;
    readonly role: StepRole;
    readonly danger: WrittenCaution | undefined;
  },
  number: number,
): Block {
  const { label, said, text, transfer } = draft;
  const placeholders = transfer === undefined ? findPlaceholders(text) : [];
  const kind = kindOf(draft, step);
  const location = label?.location ?? draft.host ?? 'jumphost';
  const mutates = changes(kind);
  const secrets = secretsOf(draft, kind);
  const cautions = [
    ...(mutates && step.danger !== undefined ? [step.danger] : []),
    ...said.cautions,
  ];
  return {
    id: `${step.id}/${number}`,
    origin: draft.origin,
    name: draft.name,
    line: draft.line,
    lang: draft.lang,
    kind,
    // What a label in its list item says of the place holds for it as well.
    labelled: label !== undefined && draft.origin !== 'inline',
    location,
    place: kind === 'transfer' ? placeOfTransfer(location) : placeOf(location),
    scope: label?.scope,
    text,
    written: draft.written,
    placeholders,
    transfer,
    secrets,
    sensitive: said.sensitive,
    stdin: stdinOf(kind, said, secrets),
    expect: said.expect,
    sample: draft.sample,
    cautions: cautions.map((caution) => placeCaution(caution, location, step.id)),
    gates: transfer === undefined ? said.gates : [transferGate(draft.line), ...said.gates],
    captures: said.captures,
    poll: kind === 'poll' ? pollOf(said) : undefined,
    // Known when the whole document is: see poll-refs.ts.
    diagnosis: false,
    routing: said.routing,
    fallbackWhen: said.fallbackWhen ?? 'failed',
    // The target is replaced by a rename alone, so a transfer can always be run again.
    idempotent: said.idempotent || transfer !== undefined,
    mutates,
    prose: draft.prose,
  };
}

function pollOf({ poll, meanwhile, diagnose }: Said): Poll | undefined {
  return poll === undefined ? undefined : { ...poll, meanwhile, diagnose };
}

/** What a SECRET block is given; of any other block INPUT says nothing. */
export function secretsOf({ said }: DraftBlock, kind: BlockKind): SecretInputs | undefined {
  if (kind !== 'secret') return undefined;
  const { secrets } = joinInputs(said.inputs, said.remember);
  if (said.inputRefused === undefined) return secrets;
  return { inputs: said.inputs, remember: said.remember, refused: said.inputRefused };
}

function stdinOf(kind: BlockKind, said: Said, secrets: SecretInputs | undefined): StdinMode {
  if (secrets?.inputs[0]?.way.type === 'stdin') return 'secret';
  return kind === 'secret' || said.terminal ? 'tty' : 'null';
}

/** Whether a block of this kind may change anything. */
export function changes(kind: BlockKind): boolean {
  return kind !== 'check' && kind !== 'poll';
}

/** What its heading says of a step. */
export interface StepSays {
  readonly role: StepRole;
  /** Any value: the heading warns. */
  readonly danger: unknown;
}

/** The kind that label, first comment, place in the document and, without a label, the commands themselves make together. */
export function kindOf(draft: DraftBlock, step: StepSays): BlockKind {
  const { label, said, origin } = draft;
  // Whatever its label says: nothing but what only reads is made of it.
  if (origin === 'inline') return 'check';
  const written = label?.kind ?? kindOfUnlabelled(draft, step);
  if (step.role === 'rollback' && written === 'run') return 'rollback';
  if (written === 'check' && said.poll !== undefined) return 'poll';
  return written;
}

/** Where the document warns, or offers a block as a way back, it is not for its commands to say that they are harmless. */
function kindOfUnlabelled(draft: DraftBlock, { role, danger }: StepSays): BlockKind {
  if (/^\s*#\s*FALLBACK ONLY\b/.test(draft.written ?? draft.text)) return 'fallback';
  const warned = danger !== undefined || draft.said.cautions.length > 0;
  return role !== 'rollback' && !warned && readsOnly(draft) ? 'check' : 'run';
}

/** Asked twice for each block, and each answer reads its shell. */
const judged = new WeakMap<DraftBlock, boolean>();

function readsOnly(draft: DraftBlock): boolean {
  const known = judged.get(draft);
  if (known !== undefined) return known;
  const spans = findPlaceholders(draft.text).flatMap((placeholder) => placeholder.spans);
  const reads = effectOf(draft.text, spans).type === 'reads';
  judged.set(draft, reads);
  return reads;
}
