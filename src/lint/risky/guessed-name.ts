import { callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { holdsPlaceholder } from './unquoted-placeholder.ts';

/** What is deleted or patched must be the one that was looked at. */
export const guessedName: BlockRule = {
  id: 'guessed-name',
  part: 'risky',
  severity: 'error',
  why: 'The name of what is changed is guessed, so another object may be hit, or none.',
  todo: 'List first, and give the exact name that was found.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (!CLIENTS.has(call.name) || !call.args.some((arg) => CHANGES.test(arg ?? ''))) continue;
      for (const [index, node] of call.argNodes.entries()) {
        if (
          index === 0 ||
          call.args[index - 1]?.startsWith('-') === true ||
          node.text.startsWith('-')
        )
          continue;
        const place = shell.placeOf(node);
        if (
          isComposed(linted.block.text.slice(place.start, place.end)) &&
          holdsPlaceholder(linted, place.start, place.end)
        )
          yield {
            ...place,
            message:
              'This name is put together from a guess, so another object may be hit, or none.',
          };
        else if (PICKED.test(node.text))
          yield { ...place, message: 'Whatever is listed first is hit here, whichever that is.' };
      }
    }
  },
};

const CLIENTS = new Set(['kubectl', 'openstack', 'helm', 'virsh', 'rbd']);
const CHANGES =
  /^(?:patch|delete|edit|annotate|label|replace|scale|drain|cordon|rollout|uninstall|destroy|undefine|rm|failover)$/;
/** `<cluster>-<suffix>`, `x-<suffix>`; a lone `<name>` is asked for. */
function isComposed(text: string): boolean {
  const rest = text.replace(/<[^<>\n]{1,80}>/g, '\0');
  return /\0[\w.*-]*\0|^[\w.]+-\0$|^\0-[\w*]+$/.test(rest);
}
/** The output of a listing cut down to one line, in the place of a name. */
const PICKED =
  /\$\([^()]*\b(?:get|list)\b[^()]*\|\s*(?:head\s+-(?:n\s*)?1\b|tail\s+-(?:n\s*)?1\b|grep\b[^()]*)\)/;
