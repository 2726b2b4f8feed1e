import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** The built-in runbook of phase 07, as it stands on disk. */
export const phase07File = fileURLToPath(new URL('../../runbooks/phase-07.md', import.meta.url));

export function phase07Text(): string {
  return readFileSync(phase07File, 'utf8');
}

/** The documents that the runbooks took their facts from; they stand beside the checkout, or nowhere. */
export const sourcesFolder = fileURLToPath(new URL('../../../shared/sources', import.meta.url));
export const sourcesAreHere = existsSync(sourcesFolder);

if (!sourcesAreHere) {
  console.warn(
    'the source documents are not beside this checkout: what compares with them is left out',
  );
}

/** Every run of `length` words of a text, in small letters and without punctuation. */
export function wordRuns(text: string, length: number): ReadonlySet<string> {
  const words = (text.toLowerCase().match(/[a-z0-9][a-z0-9_./-]*/g) ?? []).map((word) =>
    word.replace(/[./-]+$/, ''),
  );
  const runs = new Set<string>();
  for (let start = 0; start + length <= words.length; start += 1) {
    runs.add(words.slice(start, start + length).join(' '));
  }
  return runs;
}

/**
 * The shell blocks of phase 07 by id (`7.2/1`), cut out by hand: a second opinion beside the reader, and
 * enough to run one of them. A transfer by FROM and TO is counted and is not among them.
 */
export function phase07Blocks(): ReadonlyMap<string, string> {
  const blocks = new Map<string, string>();
  for (const section of phase07Text().split(/^## /m).slice(1)) {
    const heading = section.slice(0, section.indexOf('\n'));
    const id = /^Step (\S+)/.exec(heading)?.[1] ?? heading.toLowerCase().replaceAll(' ', '-');
    const fences = [...section.matchAll(/^```bash\n([\s\S]*?)\n```$|^\*\*FROM:\*\*/gm)];
    fences.forEach(([, text], index) => {
      if (text !== undefined) blocks.set(`${id}/${index + 1}`, text);
    });
  }
  return blocks;
}
