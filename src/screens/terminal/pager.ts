import { accessSync, constants } from 'node:fs';
import { delimiter, join } from 'node:path';
import type { ForegroundProgram } from './hand-over.ts';

/**
 * The program that shows a file page by page: `$PAGER` as the shell would read it, else `less -R`, else
 * `more`. A sentence when there is none.
 */
export function pagerFor(
  env: Readonly<Record<string, string | undefined>>,
  file: string,
): ForegroundProgram | string {
  const wanted = env.PAGER?.trim() ?? '';
  if (wanted !== '')
    return { command: '/bin/sh', arguments: ['-c', `${wanted} "$1"`, 'pager', file] };
  if (isOnPath(env, 'less')) return { command: 'less', arguments: ['-R', file] };
  if (isOnPath(env, 'more')) return { command: 'more', arguments: [file] };
  return `No pager here: set PAGER, or read ${file}`;
}

function isOnPath(env: Readonly<Record<string, string | undefined>>, program: string): boolean {
  return (env.PATH ?? '').split(delimiter).some((folder) => {
    if (folder === '') return false;
    try {
      accessSync(join(folder, program), constants.X_OK);
      return true;
    } catch {
      return false;
    }
  });
}
