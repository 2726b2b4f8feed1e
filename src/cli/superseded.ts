import { readFileSync } from 'node:fs';
import { replacedIn } from '../steps/replaces.ts';
import { builtInFile, builtInIds } from './built-in-runbooks.ts';
import { readDocument } from './read-document.ts';
import type { OpenedRunbook } from './runbook-files.ts';

/** A document that one of the built-in runbooks stands for. */
export interface Superseded {
  /** The document, as it calls itself. */
  readonly title: string;
  readonly by: { readonly id: string; readonly title: string };
  /** As the runbook says it: `it installs a retired driver`. */
  readonly why: string;
}

/** Whether a built-in runbook says that it replaces this document. One that is built in itself is never replaced. */
export function supersededBy({ runbook, bytes }: OpenedRunbook): Superseded | undefined {
  const text = new TextDecoder().decode(bytes);
  for (const id of builtInIds()) {
    const found = builtIn(id);
    if (found === undefined) continue;
    if (found.sha256 === runbook.sha256) return undefined;
    const replaced = replacedIn(found, runbook, text);
    // A copy of the runbook that replaces it, changed or not, holds the same sentence.
    const isCopy = runbook.replaces.some(({ name }) => name === replaced?.name);
    if (replaced !== undefined && !isCopy)
      return { title: runbook.title, by: { id, title: found.title }, why: replaced.why };
  }
  return undefined;
}

/** What has to be known before such a document is walked, in two sentences. */
export function supersededWords({ title, by, why }: Superseded): string {
  return `${title} is superseded by ${by.id}, because ${why}. To walk that one: handrail walk ${by.id}`;
}

/** The sentences about those of the documents that are superseded. */
export function supersededAmong(opened: readonly OpenedRunbook[]): readonly string[] {
  return opened.flatMap((one) => {
    const superseded = supersededBy(one);
    return superseded === undefined ? [] : [supersededWords(superseded)];
  });
}

/** Only those that replace anything are read as documents: most replace nothing. */
function builtIn(id: string) {
  const file = builtInFile(id);
  if (file === undefined) return undefined;
  try {
    const bytes = readFileSync(file);
    return bytes.includes('**REPLACES:**') ? readDocument(bytes, file) : undefined;
  } catch {
    // A runbook of ours that is gone replaces nothing.
    return undefined;
  }
}
