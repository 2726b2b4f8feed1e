import { resolve } from 'node:path';
import { whyFileNotTrusted } from '../session/effects/trusted-folder.ts';
import { builtInIds } from './built-in-runbooks.ts';
import { writeNewFile } from './new-file.ts';
import { clean } from './plain/lines.ts';
import { openRunbook } from './runbook-files.ts';
import { shownPath, siteFileName } from './site-place.ts';
import { siteTemplate } from './site-template.ts';
import { UserError } from './user-error.ts';

/** `handrail init [FILE]`: writes a site file to begin with. Overwrites nothing. */
export function init(named: string | undefined): number {
  if (named === '') throw new UserError('init is given no file; name one, or leave it out.');
  const file = resolve(named ?? siteFileName);
  const text = siteTemplate(builtInIds().map((id) => openRunbook(id).runbook));
  writeNewFile(file, text, 'handrail init FILE');
  const shown = clean(shownPath(file));
  const isUsual = file === resolve(siteFileName);
  const lines = [
    `Wrote ${shown}. Nothing in it is in force yet: edit it, and take the # away from what you want.`,
    `Then: handrail walk${isUsual ? '' : ` --site ${shown}`}, or in training: handrail train${isUsual ? '' : ` --site ${shown}`}`,
  ];
  const why = whyFileNotTrusted(file);
  if (why !== undefined) lines.push(`It will not be taken where it lies: ${clean(why)}.`);
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
}
