import { buildCommand } from '../steps/command.ts';
import type { CodeBlock } from '../steps/code-block.ts';
import type { Block, Gate, Runbook } from '../steps/model.ts';

export { outlineText } from './outline-text.ts';

/**
 * How a document was read, as a program reads it. `code` is every code block of it as CommonMark has it. `text` is a code block byte for byte without its
 * last newline; `script` is what would run with the values that the document itself gives its literals.
 */
export function outlineJson(runbook: Runbook): OutlineJson {
  const { id, title, file, sha256, headings, literals, questions, scopes, replaces } = runbook;
  const { other, problems } = runbook;
  const code = runbook.code.map((one) => ({ ...one, reason: one.reason ?? null }));
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
  const said = { literals, questions, scopes, replaces, steps, other, problems };
  return { id, title, file, sha256, headings, code, ...said };
}

/** A runbook as `handrail outline --json` prints it. */
export interface OutlineJson extends Pick<
  Runbook,
  | 'id'
  | 'title'
  | 'file'
  | 'sha256'
  | 'headings'
  | 'literals'
  | 'questions'
  | 'scopes'
  | 'replaces'
  | 'other'
  | 'problems'
> {
  readonly code: readonly CodeJson[];
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

type CodeJson = Omit<CodeBlock, 'reason'> & { readonly reason: string | null };

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
