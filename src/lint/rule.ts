import type { Block, Runbook, Step } from '../steps/model.ts';
import type { ShellCommand } from '../steps/shell-commands.ts';
import type { ParsedScript } from '../steps/shell-syntax.ts';
import type { Edit, Severity } from './finding.ts';
import type { JudgedSilence } from './silences.ts';

/** What a rule says about itself; docs/lint/<id>.md says the rest. */
export interface RuleFacts {
  /** Words joined by dashes, for good: documents silence it by this name. */
  readonly id: string;
  readonly part: 'understood' | 'risky';
  readonly severity: Severity;
  /** One sentence: why it matters. */
  readonly why: string;
  /** One sentence: what to do. */
  readonly todo: string;
}

/** A block with its shell read, for a rule to look at. */
export interface LintedBlock {
  readonly runbook: Runbook;
  readonly step: Step;
  readonly block: Block;
  /** Its text with each placeholder overwritten by letters of the same length, so that `<NAME>` is no redirection. */
  readonly text: string;
  /** Undefined where the shell is not understood; that is a finding of its own. */
  readonly script: ParsedScript | undefined;
  /** What bash would stumble over first. */
  readonly problem: { readonly reason: string; readonly at: number } | undefined;
  /** The simple commands of the script, in its order. */
  readonly commands: readonly ShellCommand[];
  /** Where it begins in the document, for a command that is no block of the runbook: one in a sentence or a comment. */
  readonly startsAt?: number;
  /** Not looked at by the rules of commands: the document has more of them than are looked at. */
  readonly unread?: boolean;
}

/** Something found in a block's text, by offsets into it. */
export interface FoundInBlock {
  readonly start: number;
  readonly end: number;
  /** A sentence about this place; without it the rule's `why` is said. */
  readonly message?: string;
  /** What to do here, when it is not the rule's own `todo`. */
  readonly todo?: string;
  /** Replacements in the block's text that are safe without asking. */
  readonly fix?: readonly { readonly start: number; readonly end: number; readonly text: string }[];
}

/** A rule that looks at one block at a time. Pure; never throws, whatever the block holds. */
export interface BlockRule extends RuleFacts {
  readonly looksAt: 'block';
  readonly find: (linted: LintedBlock) => Iterable<FoundInBlock>;
}

/** Something found in the document, by its lines. */
export interface FoundInDocument {
  /** 1-based. */
  readonly line: number;
  readonly block?: string;
  readonly message?: string;
  readonly todo?: string;
  /** Replacements in the document that are safe without asking. */
  readonly fix?: readonly Edit[];
}

/** What a rule of the whole document sees. */
export interface LintedDocument {
  readonly runbook: Runbook;
  /** The document's text. */
  readonly source: string;
  readonly blocks: readonly LintedBlock[];
  /** The runbooks that are walked as one with it, in their order; itself among them. */
  readonly walk: readonly Runbook[];
}

/** A rule that looks at the document as a whole, or compares its blocks with each other. */
export interface DocumentRule extends RuleFacts {
  readonly looksAt: 'document';
  readonly find: (
    linted: LintedDocument,
  ) => Iterable<FoundInDocument | (FoundInBlock & { readonly in: LintedBlock })>;
}

/** A rule about the comments by which a document silences other rules. */
export interface SilenceRule extends RuleFacts {
  readonly looksAt: 'silences';
  readonly find: (silences: readonly JudgedSilence[]) => Iterable<FoundInDocument>;
}

export type Rule = BlockRule | DocumentRule | SilenceRule;
