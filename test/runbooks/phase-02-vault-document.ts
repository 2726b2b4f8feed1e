import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { readRunbook } from '../../src/steps/read-runbook.ts';

/** The built-in runbook of phase 02, as it stands on disk. */
export const vaultFile = fileURLToPath(
  new URL('../../runbooks/phase-02-vault.md', import.meta.url),
);

export const vaultText = readFileSync(vaultFile, 'utf8');

export const vaultRunbook = readRunbook(vaultText, vaultFile);

export const vaultBlocks = vaultRunbook.steps.flatMap((step) => step.blocks);

/** A block by its id, `2.2/1`. */
export function vaultBlock(id: string) {
  const block = vaultBlocks.find((one) => one.id === id);
  if (block === undefined) throw new Error(`phase 02 has no block ${id}`);
  return block;
}
