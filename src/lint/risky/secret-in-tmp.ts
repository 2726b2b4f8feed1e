import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';

/** Everybody may look into /tmp, and its names can be guessed. */
export const secretInTmp: BlockRule = {
  id: 'secret-in-tmp',
  part: 'risky',
  severity: 'error',
  why: "A secret under a name in /tmp that everybody can guess is everybody's to read, and to put there first.",
  todo: 'Pipe it straight into a file that was made with `umask 077` in a folder of its owner, or use `mktemp`.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      for (const redirect of call.redirects)
        if (
          redirect.type === 'Redirect' &&
          redirect.operator.startsWith('>') &&
          isSecretPath(redirect.target?.text)
        )
          yield shell.placeOf(redirect);
      const at = writtenAt(call);
      const node = at === undefined ? undefined : call.argNodes[at];
      if (node !== undefined) yield shell.placeOf(node);
      const home = call.command.words.findIndex(
        (word) => word !== undefined && /^HOME=\/(?:var\/)?tmp\/?$/.test(word),
      );
      const assigned = call.command.node.prefix.find(
        (part) =>
          part.type === 'Assignment' && /^HOME=["']?\/(?:var\/)?tmp\/?["']?$/.test(part.text),
      );
      if (home > 0 || assigned !== undefined)
        yield {
          ...placeOf(shell, call),
          message: `\`${call.name}\` leaves its configuration and cache in /tmp, where everybody can put such files first.`,
          todo: 'Give it a folder of its own: `HOME=$(mktemp -d)`.',
        };
    }
  },
};

const TMP = /^["']?(?:[^\s:]+:)?\/(?:var\/)?tmp\//;
const SECRET =
  /kubeconfig|\btoken|secret|passw|credential|openrc|unseal|clouds\.ya?ml|\bid_(?:rsa|ed25519|ecdsa)\b(?!\.pub)|\.(?:pem|key|p12|pfx|keytab)\b|vault[-_]?init|(?:^|[-_.])keys?(?:[-_.]|$)/i;

function isSecretPath(text: string | undefined): boolean {
  if (text === undefined || !TMP.test(text)) return false;
  const name = text.replace(TMP, '').replace(/["']$/, '');
  // What mktemp made is known to nobody.
  return SECRET.test(name) && !/XXX|\$\{?\w*tmp|\.pub\b/i.test(name);
}

/** The argument that names a file that is written. */
function writtenAt({ name, args, argNodes }: Call): number | undefined {
  const texts = args.map((arg, index) => arg ?? argNodes[index]?.text ?? '');
  const operands = texts.flatMap((text, index) => (text.startsWith('-') ? [] : [index]));
  const last = operands.at(-1);
  switch (name) {
    case 'tee':
      return operands.find((index) => isSecretPath(texts[index]));
    case 'juju':
      if (texts[0] !== 'scp') return undefined;
      break;
    case 'cp':
    case 'mv':
    case 'scp':
    case 'rsync':
    case 'install':
      break;
    case 'curl':
    case 'wget':
    case 'openssl':
    case 'ssh-keygen': {
      const at = texts.findIndex(
        (text, index) =>
          /^(?:-o|-O|-out|--output|-f)$/.test(texts[index - 1] ?? '') && isSecretPath(text),
      );
      return at < 0 ? undefined : at;
    }
    default:
      return undefined;
  }
  if (last === undefined || operands.length < 2) return undefined;
  const target = texts[last] ?? '';
  if (isSecretPath(target)) return last;
  // `/tmp/` and `/tmp/x` are told by what is put there.
  const source = texts[operands.at(-2) ?? 0] ?? '';
  const intoTmp = TMP.test(target) || /^["']?(?:[^\s:]+:)?\/(?:var\/)?tmp["']?$/.test(target);
  return intoTmp &&
    SECRET.test(source.slice(source.lastIndexOf('/') + 1)) &&
    !/\.pub\b/.test(source)
    ? last
    : undefined;
}
