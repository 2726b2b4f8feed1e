import type { AppliedFix } from '../../lint/fix.ts';
import type { Finding } from '../../lint/finding.ts';
import { rules } from '../../lint/rules.ts';
import type { Runbook } from '../../steps/model.ts';

/** A document and what lint has to say about it. */
export interface LintedFile {
  /** As it was named on the command line; `-` for standard input. */
  readonly name: string;
  readonly runbook: Runbook;
  /** In the document's order; what it silences is among them. */
  readonly findings: readonly Finding[];
  /** What `--fix` has changed, in the document's order. */
  readonly fixed: readonly AppliedFix[];
  /** Why `--fix` changed nothing, as a sentence. */
  readonly notFixed: string | undefined;
}

/** A file that could not be linted. */
export interface UnreadFile {
  readonly name: string;
  /** One sentence. */
  readonly why: string;
}

/** What came of ShellCheck, for the end of the report. */
export type ShellCheckRun =
  | { readonly type: 'ran' }
  | { readonly type: 'absent' }
  /** It was there, and what it found is not, or not all of it. */
  | { readonly type: 'failed'; readonly why: string }
  /** There was nothing to give it. */
  | { readonly type: 'not-needed' };

export interface LintReport {
  readonly files: readonly LintedFile[];
  readonly unread: readonly UnreadFile[];
  readonly shellcheck: ShellCheckRun;
}

export interface Counts {
  readonly errors: number;
  readonly warnings: number;
  readonly notes: number;
  readonly silenced: number;
}

/** How many there are; what is silenced counts apart and nowhere else. */
export function countFindings(findings: readonly Finding[]): Counts {
  const open = findings.filter(({ silenced }) => silenced === undefined);
  const of = (wanted: Finding['severity']): number =>
    open.filter(({ severity }) => severity === wanted).length;
  return {
    errors: of('error'),
    warnings: of('warning'),
    notes: of('note'),
    silenced: findings.length - open.length,
  };
}

/** 2 when a file could not be read or mended, else 1 when there is an error, else 0. */
export function statusOf({ files, unread }: LintReport): number {
  if (unread.length > 0 || files.some(({ notFixed }) => notFixed !== undefined)) return 2;
  return files.some(({ findings }) => countFindings(findings).errors > 0) ? 1 : 0;
}

const parts: ReadonlyMap<string, 'understood' | 'risky'> = new Map(
  rules.map(({ id, part }) => [id, part]),
);

/** What other programs find is risky: they look at commands. */
export function partOf({ rule }: Finding): 'understood' | 'risky' {
  return parts.get(rule) ?? 'risky';
}

/** The page that says more, relative to the project. */
export function pageOf({ rule }: Finding): string {
  return `docs/lint/${rule.startsWith('shellcheck-') ? 'shellcheck' : rule}.md`;
}
