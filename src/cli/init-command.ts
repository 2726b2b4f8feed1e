import { closeSync, fsyncSync, openSync, rmSync, writeSync } from 'node:fs';
import { resolve } from 'node:path';
import { fileErrorInWords } from '../session/effects/file-errors.ts';
import { whyFileNotTrusted } from '../session/effects/trusted-folder.ts';
import { builtInIds } from './built-in-runbooks.ts';
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
  writeNew(file, text);
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

function writeNew(file: string, text: string): void {
  let descriptor: number;
  try {
    descriptor = openSync(file, 'wx', 0o644);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST')
      throw new UserError(
        `${file} is there already, and was left as it is; edit it, or write another: handrail init FILE`,
      );
    throw new UserError(`${file} can not be written: ${fileErrorInWords(error)}.`);
  }
  try {
    const bytes = Buffer.from(text);
    if (writeSync(descriptor, bytes) !== bytes.length)
      throw Object.assign(new Error('short write'), { code: 'ENOSPC' });
    fsyncSync(descriptor);
  } catch (error) {
    rmSync(file, { force: true });
    throw new UserError(`${file} can not be written: ${fileErrorInWords(error)}.`);
  } finally {
    closeSync(descriptor);
  }
}
