import type { FlowCode } from './flow.ts';

/** Whether a code block is offered as a command; when not, the reason as a person reads it. */
export type Offer =
  { readonly type: 'command' } | { readonly type: 'other'; readonly reason: string };

/**
 * Decides from the fence's language, and without one from its first words. Sample output is never a
 * command; a label above says that the author means one.
 */
export function offerOf(code: FlowCode, labelled: boolean): Offer {
  const { form, lang, text } = code;
  if (form === 'too-deep') return other('quotes or lists are nested too deeply around it');
  if (form === 'unclosed') return other('the fence never closes');
  const lines = text.split(/\r\n|\n|\r/).map((line) => line.trim());
  const said = lines.filter((line) => line !== '');
  if (said.length === 0) return other('it is empty');
  const first = said.find((line) => !line.startsWith('#')) ?? '';
  const mayBeShell = SHELLS.has(lang) || lang === '';
  if (mayBeShell && PROMPT.test(first)) return other(BEHIND_PROMPTS);
  if (SHELLS.has(lang)) return { type: 'command' };
  if (TRANSCRIPTS.has(lang)) {
    return said.some((line) => /^[$#>%] /.test(line))
      ? other(BEHIND_PROMPTS)
      : other(`language ${lang} is a transcript`);
  }
  if (lang !== '') return other(`language ${lang} is no shell`);
  if (said.every((line) => line.startsWith('#'))) return other('every line is a comment');
  if (labelled) return { type: 'command' };
  if (form === 'indented') return other('indented text without a label');
  return beginsWithCommand(first)
    ? { type: 'command' }
    : other('no language, and it does not begin with a command');
}

const SHELLS = new Set([
  'bash',
  'sh',
  'shell',
  'zsh',
  'ksh',
  'dash',
  'shell-script',
  'bash-script',
]);
const TRANSCRIPTS = new Set(['console', 'shell-session', 'shellsession', 'terminal', 'sh-session']);

const BEHIND_PROMPTS = 'a transcript: commands stand behind prompts, among their output';

/** `$ juju status`, `ubuntu@jump:~$ juju status`, `[root@jump ~]# ls`: no shell runs what begins so. */
const PROMPT = /^(?:[$%] |\[?[\w.-]+@[\w.-]+[: ][^\s$#]*[$#] )/;

const COMMANDS = new Set(
  (
    'apt apt-get awk base64 bash cat cd chmod chown clusterctl cp curl cut date df dig do docker echo egrep env eval ' +
    'exec export find for free getent git grep head helm hostname if install ip jq juju k8s kill kubectl less ln ls ' +
    'lxc lxd maas mkdir mktemp mv nc nslookup openssl openstack ping pip pip3 podman printf ps python python3 read ' +
    'rm rsync scp sed set sh sha256sum sha512sum sleep snap sort source ssh stat sudo systemctl tail tar tee test ' +
    'timeout touch umask unset uname unzip until vault virsh wc wget while xargs xxd'
  ).split(' '),
);

/** `FOO=1 juju status`, `( { set -u`, `sudo -u x`: the first word that is no bracket or assignment. */
function beginsWithCommand(line: string): boolean {
  const bare = line.replace(/^(?:[({!]\s*)*(?:[A-Za-z_]\w*=(?:"[^"]*"|'[^']*'|[^\s"'=]*)\s+)*/, '');
  const word = /^[A-Za-z_][\w.-]*(?=\s|$)/.exec(bare)?.[0];
  if (word === undefined || !COMMANDS.has(word)) return false;
  // `install = ...` or `set: ...` is configuration, not a command.
  return !/^[A-Za-z_][\w.-]*\s*(?:=|:(?:\s|$))/.test(bare);
}

function other(reason: string): Offer {
  return { type: 'other', reason };
}
