import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** The arguments of a process are everybody's to read, and the history keeps them. */
export const secretOnArgv: BlockRule = {
  id: 'secret-on-argv',
  part: 'risky',
  severity: 'error',
  why: 'A secret among the arguments is seen by everybody who lists the processes, and stays in the history.',
  todo: 'Let the program ask for it, or give it on standard input or in a file of mode 0600.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      if (QUIET.has(call.name)) continue;
      const at = secretAt(call);
      if (at === undefined) continue;
      const node = call.argNodes[at];
      yield node === undefined ? placeOf(shell, call) : shell.placeOf(node);
    }
  },
};

/** They run in the shell itself, or only show their arguments. */
const QUIET = new Set([
  'echo',
  'printf',
  'read',
  'export',
  'set',
  'grep',
  'egrep',
  'sed',
  'awk',
  'test',
  '[',
  'local',
  'declare',
  'unset',
  'jq',
]);

const NAMES =
  '(?:password|passwd|passphrase|token|secret(?:[-_]?key|[-_]?id)?|api[-_]?key|access[-_]?key|private[-_]?key|unseal[-_]?key|client[-_]?secret|root[-_]?token)';
const OPTION = new RegExp(`^--?(?:[a-z]+[-_])*?${NAMES}$`, 'i');
const WITH_VALUE = new RegExp(`^(?:--?(?:[a-z]+[-_])*?|(?:[a-z]+[-_.])*?)${NAMES}=(.*)$`, 'is');
/** The token of etcd's bootstrap only tells clusters apart. */
const NO_SECRET = /^--?initial-cluster-token(?:=|$)/;
const HEADER =
  /^['"]?(?:X-(?:Vault|Auth|Subject|Api)-(?:Token|Key)|Authorization|X-API-Key)\s*:\s*\S/i;

function secretAt(call: Call): number | undefined {
  const texts = call.args.map((arg, index) => arg ?? call.argNodes[index]?.text ?? '');
  const special = specialSecretAt(call, texts);
  if (special !== undefined) return special;
  for (const [index, text] of texts.entries()) {
    if (NO_SECRET.test(text)) continue;
    if (OPTION.test(text) && isValue(texts[index + 1])) return index + 1;
    const value = (WITH_VALUE.exec(text) ??
      WITH_VALUE.exec(text.replace(/^--(?:set|set-string|from-literal|env|build-arg)=/, '')))?.[1];
    if (value !== undefined && isValue(value)) return index;
  }
  return undefined;
}

function specialSecretAt({ name, args }: Call, texts: readonly string[]): number | undefined {
  switch (name) {
    case 'sshpass': {
      const at = texts.findIndex((text) => /^-p/.test(text));
      return at < 0 ? undefined : texts[at] === '-p' ? at + 1 : at;
    }
    case 'mysql':
    case 'mysqldump':
    case 'mariadb': {
      const at = texts.findIndex((text) => /^-p./.test(text));
      return at < 0 ? undefined : at;
    }
    case 'vault': {
      const words = args.flatMap((arg, index) => (arg?.startsWith('-') === true ? [] : [index]));
      const said = words.map((index) => texts[index] ?? '');
      if (said[0] === 'operator' && said[1] === 'unseal' && isValue(said[2])) return words[2];
      if (said[0] === 'login' && isValue(said[1]) && !/[=]/.test(said[1] ?? '')) return words[1];
      return undefined;
    }
    case 'curl':
    case 'wget': {
      const at = texts.findIndex(
        (text, index) => /^(?:-H|--header)$/.test(texts[index - 1] ?? '') && HEADER.test(text),
      );
      if (at >= 0) return at;
      const user = texts.findIndex(
        (text, index) =>
          /^(?:-u|--user)$/.test(texts[index - 1] ?? '') && /^['"]?[^:]+:./.test(text),
      );
      return user < 0 ? undefined : user;
    }
    default:
      return undefined;
  }
}

/** Not empty, no other option, and not the name of a file or a way to be asked. */
function isValue(text: string | undefined): boolean {
  return (
    text !== undefined &&
    !/^(?:["']{0,2}|-.*|@.*|["']?file:.*|\/dev\/.*|<\(.*|"?\/[\w./-]+"?|true|false)$/s.test(text)
  );
}
