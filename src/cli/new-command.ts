import { basename, resolve } from 'node:path';
import { writeNewFile } from './new-file.ts';
import { clean } from './plain/lines.ts';
import { runbookTemplate } from './runbook-template.ts';
import { shownPath } from './site-place.ts';
import { UserError } from './user-error.ts';

/** What the runbook is called where no file is named. */
const usualName = 'runbook.md';

/** `handrail new [FILE]`: writes a small runbook to start from, which walks as it stands. Overwrites nothing. */
export function writeRunbook(named: string | undefined): number {
  if (named?.trim() === '') throw new UserError('new is given no file; name one, or leave it out.');
  const file = resolve(named ?? usualName);
  const shown = shownPath(file);
  if (named?.endsWith('/') === true)
    throw new UserError(`${named} is a folder; name a file in it, as ${named}${usualName}.`);
  if (!/.\.md$/i.test(basename(file)))
    throw new UserError(`${shown} is no name for a runbook; it ends in .md, as ${usualName} does.`);
  writeNewFile(file, runbookTemplate(titleOf(file)), 'handrail new FILE.md');
  const words = shellWord(clean(shown));
  process.stdout.write(
    [
      `Wrote ${clean(shown)}: a small runbook that walks as it stands. Edit it; docs/runbook-format.md has every form.`,
      `  handrail outline ${words}   how it is read, line by line`,
      `  handrail lint ${words}      what is not understood in it, and what is dangerous`,
      `  handrail train ${words}     walk it on a simulated cloud`,
      `  handrail walk ${words}      walk it on this machine`,
      '',
    ].join('\n'),
  );
  return 0;
}

/** `restart-the-api.md` is "Restart the api": plain words, as a title in Markdown has to stand for itself. */
function titleOf(file: string): string {
  const words = basename(file)
    .replace(/\.md$/i, '')
    .replace(/[^\p{L}\p{N}.]+/gu, ' ')
    .trim();
  return words === '' ? 'Runbook' : `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
}

function shellWord(path: string): string {
  return /^[\w./@+-]+$/.test(path) ? path : `'${path.replaceAll("'", String.raw`'\''`)}'`;
}
