import { buildCommand } from '../steps/command.ts';
import type { Block, Gate, Runbook } from '../steps/model.ts';

export { outlineText } from './outline-text.ts';

/**
 * How a document was read, as a program reads it. `text` is a code block byte for byte without its
 * last newline; `script` is what would run with the values that the document itself gives its literals.
 */
export function outlineJson(runbook: Runbook): OutlineJson {
  const { id, title, file, sha256, literals, questions, scopes, replaces, other, problems } =
    runbook;
  const steps = runbook.steps.map((step) => ({
    id: step.id,
    title: step.title,
    line: step.line,
    role: step.role,
    routing: step.routing ?? null,
    gates: step.gates,
    prose: step.prose,
    blocks: step.blocks.map((block) => blockJson(runbook, block)),
  }));
  return { id, title, file, sha256, literals, questions, scopes, replaces, steps, other, problems };
}

/** A runbook as `handrail outline --json` prints it. */
export interface OutlineJson extends Pick<
  Runbook,
  | 'id'
  | 'title'
  | 'file'
  | 'sha256'
  | 'literals'
  | 'questions'
  | 'scopes'
  | 'replaces'
  | 'other'
  | 'problems'
> {
  readonly steps: readonly {
    readonly id: string;
    readonly title: string;
    readonly line: number;
    readonly role: string;
    readonly routing: unknown;
    readonly gates: readonly Gate[];
    readonly prose: readonly string[];
    readonly blocks: readonly BlockJson[];
  }[];
}

type BlockJson = Omit<Block, 'scope' | 'poll' | 'routing' | 'transfer'> & {
  readonly transfer: Block['transfer'] | null;
  readonly scope: Block['scope'] | null;
  readonly poll: Block['poll'] | null;
  readonly routing: Block['routing'] | null;
  readonly script: string;
  readonly missing: readonly string[];
};

function blockJson(runbook: Runbook, block: Block): BlockJson {
  const literals = Object.fromEntries(runbook.literals.map(({ name, value }) => [name, value]));
  const { script, missing } = buildCommand(runbook, block, { literals, captures: {} });
  const { scope, poll, routing, transfer } = block;
  // A key that says null is easier to rely on than one that is not there.
  return {
    ...block,
    scope: scope ?? null,
    poll: poll ?? null,
    routing: routing ?? null,
    transfer: transfer ?? null,
    script,
    missing,
  };
}
