import { baseName, unwrap } from './shell-wrappers.ts';

type Words = readonly (string | undefined)[];

/**
 * Whether a command leads into a shell or a program that asks for commands itself: `ssh compute1`, `sudo -i`,
 * `docker exec -it x bash`. What stands below it in a transcript was typed there.
 */
export function opensShell(words: Words): boolean {
  if (
    words[0] === 'sudo' &&
    words.slice(1).some((word) => /^(?:-i|-s|--login|--shell)$/.test(word ?? ''))
  )
    return words.at(-1)?.startsWith('-') === true;
  const { words: bare } = unwrap(words);
  const [name, ...rest] = bare ?? [];
  if (name === undefined) return false;
  const said = rest.filter((word) => !(word ?? '').startsWith('-'));
  switch (baseName(name)) {
    case 'su':
      return !rest.some((word) => word === '-c' || word === '--command');
    case 'ssh':
      return !rest.some((word) => /^-[NfLDQVG]/.test(word ?? '')) && valuesOf(rest).length === 1;
    case 'juju':
    case 'vagrant':
    case 'multipass':
    case 'lxc':
    case 'machinectl':
      return opensMachine(rest);
    case 'docker':
    case 'podman':
    case 'nerdctl':
    case 'kubectl':
    case 'oc':
    case 'crictl':
      return (
        rest.some((word) => /^(?:exec|run|attach|debug)$/.test(word ?? '')) &&
        rest.some((word) => /^(?:-it|-ti|-i|--interactive|--stdin)$/.test(word ?? '')) &&
        isShell(rest.at(-1))
      );
    case 'mysql':
    case 'mariadb':
    case 'psql':
    case 'mongo':
    case 'mongosh':
      return !rest.some((word) =>
        /^-[A-Za-z]*[ecf]$|^--(?:execute|command|file|eval|version)/.test(word ?? ''),
      );
    case 'chroot':
    case 'nsenter':
    case 'unshare':
    case 'newgrp':
    case 'screen':
      return true;
    case 'bash':
    case 'sh':
    case 'zsh':
    case 'dash':
    case 'ksh':
    case 'python':
    case 'python3':
    case 'ipython':
    case 'irb':
    case 'node':
    case 'virsh':
    case 'sqlite3':
    case 'redis-cli':
    case 'openstack':
    case 'cephadm':
    case 'ovs':
    case 'tmux':
      return said.length === 0 || (baseName(name) === 'cephadm' && said.join() === 'shell');
    default:
      return false;
  }
}

/** `juju ssh -m openstack vault/0`, `lxc shell x`, `lxc exec x bash`. */
function opensMachine(rest: Words): boolean {
  const [verb, ...said] = valuesOf(rest);
  if (verb === 'ssh' || verb === 'shell' || verb === 'debug-hooks') return said.length <= 1;
  return verb === 'exec' && isShell(rest.at(-1));
}

/** Arguments without options and the words that their options take. */
function valuesOf(rest: Words): Words {
  const values: (string | undefined)[] = [];
  for (let at = 0; at < rest.length; at += 1) {
    const word = rest[at];
    if (word === undefined || !word.startsWith('-')) values.push(word);
    else if (/^-[bcDEeFIiJLlmoOpQRSWw]$|^--model$/.test(word)) at += 1;
  }
  return values;
}

function isShell(word: string | undefined): boolean {
  return /^(?:\/(?:usr\/)?bin\/)?(?:ba|da|z|k|a)?sh$/.test(word ?? '');
}
