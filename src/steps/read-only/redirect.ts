import type { Redirection } from '../shell-syntax.ts';
import { argumentOfWord } from './argument.ts';
import { shown } from './rule.ts';
import type { Reason } from './rule.ts';

/** Why a redirection is not known to only read: it writes a file, or only running says which it opens. */
export function judgeRedirect(redirect: Redirection): Reason {
  if (redirect.descriptor?.type === 'FileDescriptorVariable') return WRITES;
  if (redirect.type !== 'Redirect') return undefined;
  const { operator, target } = redirect;
  if (target === undefined) return WRITES;
  const { literal, prefix, one } = argumentOfWord(target);
  if ((operator === '>&' || operator === '<&') && /^(?:\d+-?|-)$/.test(literal ?? ''))
    return undefined;
  if (operator === '<')
    return one && prefix !== '' && !NO_INPUT.test(prefix)
      ? undefined
      : `it reads \`${shown(target.text)}\`, which is decided only when it runs or is no file`;
  if (operator !== '<>' && operator !== '<&') {
    if (literal !== undefined && NOWHERE.test(literal)) return undefined;
    // What stands in `>(...)` is judged on its own.
    if (target.parts?.length === 1 && target.parts[0]?.type === 'ProcessSubstitution')
      return undefined;
  }
  return literal === undefined ? WRITES : `it writes to \`${shown(literal)}\``;
}

const WRITES = 'it writes to a file';
const NOWHERE = /^\/dev\/(?:null|stdout|stderr|tty|fd\/[12])$/;
/** A connection, or a device that reading alone may change. */
const NO_INPUT = /^\/dev\/(?!(?:null|zero|urandom|random|stdin|tty|fd\/\d*|shm\/.*)$)/;
