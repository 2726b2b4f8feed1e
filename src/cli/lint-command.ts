import { readFileSync } from 'node:fs';
import { lintRunbook } from '../lint/lint-runbook.ts';
import { lintedBlocks } from '../lint/linted-blocks.ts';
import { fixFile } from './lint/fix-file.ts';
import { lintGithub, lintJson } from './lint/formats.ts';
import { givenNames } from './lint/given-names.ts';
import { statusOf } from './lint/linted-file.ts';
import type { LintReport, LintedFile, UnreadFile } from './lint/linted-file.ts';
import { shellCheck } from './lint/shellcheck.ts';
import { lintText } from './lint/text.ts';
import { stateWritten } from './check/write-out.ts';
import { matchBuiltIn } from './built-in-runbooks.ts';
import { clean } from './plain/lines.ts';
import { readDocument } from './read-document.ts';
import { checkedBytes, openRunbook, type OpenedRunbook } from './runbook-files.ts';
import { UserError } from './user-error.ts';

export interface LintCommandOptions {
  readonly json?: boolean;
  readonly format?: 'text' | 'json' | 'github';
  readonly fix?: boolean;
  /** `false` with `--no-shellcheck`. */
  readonly shellcheck?: boolean;
}

/**
 * `handrail lint FILE...`: how documents were read, what was not, and what in them is risky. Nothing is run. Several are
 * one walk. Answers with the exit status: 0 without an error, 1 with one, 2 when a file could not be read or mended.
 */
export async function lint(names: readonly string[], options: LintCommandOptions): Promise<number> {
  if (options.fix === true) refuseFix(names);
  const unread: UnreadFile[] = [];
  const opened = names.flatMap((name) => {
    try {
      return [openNamed(name, options.fix === true)];
    } catch (error) {
      if (!(error instanceof UserError)) throw error;
      unread.push({ name, why: error.message });
      return [];
    }
  });
  const walk = opened.map(({ runbook }) => runbook);
  const documents = opened.map((one) => ({ ...one, blocks: lintedBlocks(one.runbook) }));
  const { run, found } = await askShellCheck(
    documents.map(({ blocks }) => ({ blocks, names: givenNames(walk, blocks) })),
    options,
  );
  const files = documents.map((one, index): LintedFile => {
    const { name, runbook, bytes, blocks, fixed, notFixed } = one;
    const findings = lintRunbook(bytes, runbook, { walk, blocks, also: found[index] ?? [] });
    return { name, runbook, findings, fixed, notFixed };
  });
  const report: LintReport = { files, unread, shellcheck: run };
  for (const { why } of unread) process.stderr.write(`handrail: ${clean(why)}\n`);
  for (const { notFixed } of files)
    if (notFixed !== undefined) process.stderr.write(`handrail: ${clean(notFixed)}\n`);
  const text = printed(report, options);
  const out = stateWritten();
  if (text !== '') out.write([text]);
  // What could not be written has been said; nobody has the report.
  return (await out.statusAfter(statusOf(report))) === 3 ? 2 : statusOf(report);
}

function printed(report: LintReport, { json, format }: LintCommandOptions): string {
  switch (json === true ? 'json' : (format ?? 'text')) {
    case 'json':
      return lintJson(report);
    case 'github':
      return lintGithub(report);
    case 'text':
      return report.files.length === 0 ? '' : lintText(report, process.stdout.columns ?? 100);
  }
}

interface OpenedFile extends OpenedRunbook, Pick<LintedFile, 'name' | 'fixed' | 'notFixed'> {}

/** A document, mended where that is asked for. Throws a UserError that says why it can not be read. */
function openNamed(name: string, fix: boolean): OpenedFile {
  const nothing = { name, fixed: [], notFixed: undefined };
  if (name === '-') return { ...openStandardInput(), ...nothing };
  const opened = openRunbook(name);
  if (!fix) return { ...opened, ...nothing };
  const result = fixFile(opened.runbook.file, opened.bytes);
  if (result.type === 'not-fixed') return { ...opened, ...nothing, notFixed: result.why };
  const { bytes, fixed } = result;
  const runbook = fixed.length === 0 ? opened.runbook : readDocument(bytes, opened.runbook.file);
  return { runbook, bytes, name, fixed, notFixed: undefined };
}

function openStandardInput(): OpenedRunbook {
  let bytes: Buffer;
  try {
    bytes = readFileSync(0);
  } catch {
    throw new UserError('Standard input can not be read; give it a document, or name a file.');
  }
  return {
    bytes,
    runbook: readDocument(checkedBytes(bytes, 'Standard input'), 'standard-input.md'),
  };
}

function refuseFix(names: readonly string[]): void {
  if (names.includes('-'))
    throw new UserError('--fix mends files, and - is standard input; name a file.');
  const ours = names.find((name) => matchBuiltIn(name).type === 'one');
  if (ours !== undefined)
    throw new UserError(`--fix mends your own documents, and ${ours} is built in; name a file.`);
}

async function askShellCheck(
  documents: Parameters<typeof shellCheck>[0],
  { shellcheck }: LintCommandOptions,
): ReturnType<typeof shellCheck> {
  if (shellcheck === false) return { run: { type: 'not-needed' }, found: documents.map(() => []) };
  return shellCheck(documents, { env: process.env, patience: PATIENCE });
}

/** Milliseconds that ShellCheck may take for all of it. */
const PATIENCE = 120_000;
