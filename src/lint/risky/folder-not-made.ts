import { isCommand, optionOf } from '../calls.ts';
import type { Call } from '../calls.ts';
import { isFresh } from '../fresh-folder.ts';
import { placeOf } from '../programs.ts';
import type { DocumentRule } from '../rule.ts';
import { shellsOf } from '../shells.ts';
import type { Shell } from '../shells.ts';
import { pipelineOf } from '../surroundings.ts';
import { writtenBy } from '../writes.ts';

/** Programs whose result is lost when the folder for it is not there. */
export const folderNotMade: DocumentRule = {
  id: 'folder-not-made',
  part: 'risky',
  severity: 'warning',
  why: 'Nothing ahead of it makes this folder, and without it the result is lost.',
  todo: 'Make it first, for its owner only: `mkdir -p -m 700 DIR`.',
  looksAt: 'document',
  *find({ blocks }) {
    const made = new Set<string>();
    for (const linted of blocks)
      for (const shell of shellsOf(linted))
        for (const call of shell.calls) {
          if (call.name === 'mkdir' || call.name === 'install')
            for (const { text } of call.argNodes) addWithParents(made, bare(text));
          const folder = folderOf(shell, call);
          if (
            folder === undefined ||
            folder === '.' ||
            isMade(folder, made) ||
            isFresh(shell, call)
          )
            continue;
          yield {
            ...placeOf(shell, call),
            in: linted,
            message: `Nothing ahead of it makes \`${folder}\`, and without that folder the result is lost.`,
          };
        }
  },
};

function folderOf(shell: Shell, call: Call): string | undefined {
  if (call.name === 'openstack' && isCommand(call, 'coe', 'cluster', 'config')) {
    const given = optionOf(call, '--dir');
    const at = call.args.indexOf('--dir');
    return given === undefined
      ? undefined
      : bare(given === true ? (call.argNodes[at + 1]?.text ?? '') : given);
  }
  if (call.name !== 'vault' || !isCommand(call, 'operator', 'init')) return undefined;
  const last = shell.callAt(pipelineOf(call)?.pipeline.commands.at(-1)) ?? call;
  const path = writtenBy(last)[0]?.path;
  return path?.includes('/') === true ? path.slice(0, path.lastIndexOf('/')) : undefined;
}

function isMade(folder: string, made: ReadonlySet<string>): boolean {
  return (
    /^(?:~|\$\{?HOME\}?|\/tmp|\/root|)$/.test(folder) || /mktemp/.test(folder) || made.has(folder)
  );
}

function bare(text: string): string {
  return text.replace(/["']/g, '').replace(/\/$/, '');
}

/** `mkdir -p a/b/c` makes `a` and `a/b` too. */
function addWithParents(made: Set<string>, path: string): void {
  for (let at = path.length; at > 0 && path.length < 1000; at = path.lastIndexOf('/', at - 1))
    made.add(path.slice(0, at));
}
