import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRunbook } from '../../src/steps/read-runbook.ts';
import type { Block } from '../../src/steps/model.ts';

/** The built-in runbook of phase 08, as it stands on disk. */
export const phase08File = fileURLToPath(new URL('../../runbooks/phase-08.md', import.meta.url));

export function phase08Text(): string {
  return readFileSync(phase08File, 'utf8');
}

export const phase08 = readRunbook(phase08Text(), phase08File);

export const phase08Blocks = phase08.steps.flatMap((step) => step.blocks);

/** A block of phase 08 by its id; an id that is not there is a mistake of the test. */
export function blockOf(id: string): Block {
  const block = phase08Blocks.find((one) => one.id === id);
  if (block === undefined) throw new Error(`phase 08 has no block ${id}`);
  return block;
}

/** The shell fences by id, cut out by hand: a second opinion beside the reader. */
export function phase08Fences(): ReadonlyMap<string, string> {
  const fences = new Map<string, string>();
  for (const section of phase08Text().split(/^## /m).slice(1)) {
    const heading = section.slice(0, section.indexOf('\n'));
    const id = /^Step (\S+)/.exec(heading)?.[1] ?? heading.toLowerCase().replaceAll(' ', '-');
    [...section.matchAll(/^```bash\n([\s\S]*?)\n```$/gm)].forEach(([, text = ''], index) => {
      fences.set(`${id}/${index + 1}`, text);
    });
  }
  return fences;
}
