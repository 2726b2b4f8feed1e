import type { DocumentRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import { writtenBy } from '../writes.ts';

/** One block adds a line to a file, a later one writes the file anew: the line is gone. */
export const appendedFileReplaced: DocumentRule = {
  id: 'appended-file-replaced',
  part: 'risky',
  severity: 'error',
  why: 'A block ahead of this one adds to this file; here the file is written anew, and that is lost.',
  todo: 'Append here too (`>>`, `tee -a`), once, or write the whole file in one place.',
  looksAt: 'document',
  *find({ blocks }) {
    const appended = new Map<string, string>();
    for (const linted of blocks)
      for (const shell of shellsOf(linted))
        for (const call of shell.calls)
          for (const { path, how, node } of writtenBy(call)) {
            // The same name in another place is another file.
            const key = `${linted.block.location} ${shell.where} ${path}`;
            const by = appended.get(key);
            if (how === 'appends') appended.set(key, linted.block.id);
            else if (by !== undefined && by !== linted.block.id && !/^\$|\$\(/.test(path))
              yield {
                ...shell.placeOf(node),
                in: linted,
                message: `Block ${by} adds to \`${path}\`; here the file is written anew, and what it added is lost.`,
              };
          }
  },
};
