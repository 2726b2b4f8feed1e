import { printLine } from './plain/session.ts';
import { UserError } from './user-error.ts';

/** Checks the names; `--fault list` prints them all. */
export async function knownFaults(names: readonly string[]): Promise<readonly string[] | 'listed'> {
  if (names.length === 0) return [];
  const { faultNames } = await import('../cloud/index.ts');
  if (names.includes('list')) {
    for (const { name, says } of faultNames) printLine(`${name.padEnd(24)} ${says}`);
    return 'listed';
  }
  const unknown = names.find((name) => !faultNames.some((fault) => fault.name === name));
  if (unknown !== undefined)
    throw new UserError(`No fault named ${unknown}; handrail train --fault list names them all.`);
  return [...new Set(names)];
}
