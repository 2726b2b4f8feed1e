/** `juju ssh` and `juju scp`: the other host really runs the words, its files really change. */
import { fails, notKnown, refuse, says } from '../answers.ts';
import type { Answer, Call } from '../world.ts';
import {
  findUnit,
  jujuArguments,
  requireModel,
  type JujuCommand,
  type JujuHandler,
} from './command.ts';
import { requireLogin } from './credentials.ts';

/**
 * Flags come before the target; every word after it is the remote side's. The words are joined by
 * blanks and read again by the login shell there. Its exit status is ours.
 */
export const ssh: JujuHandler = async (command) => {
  const read = jujuArguments(command, {
    values: { '-i': 'identity', '--container': 'container' },
    flags: { '--pty': 'pty', '--proxy': 'proxy', '--no-host-key-checks': 'no-host-key-checks' },
    interspersed: false,
  });
  const [target, ...words] = read.words;
  if (target === undefined) return fails('ERROR no target name specified', 2);
  requireLogin(command);
  requireModel(command, read);
  const host = hostOf(command, target);
  if (host === undefined) return notKnown('juju', command.call);
  const script = (words[0] === '--' ? words.slice(1) : words).join(' ');
  if (script === '') return notKnown('juju', command.call);
  const merged = read.options.get('pty') === 'true';
  await command.call.world.clock.sleep(connectMs);
  const answer = await command.call.world.exec(host, script, {
    stdin: arriving(command),
    ...(merged ? { terminal: true } : {}),
  });
  return {
    stdout: merged ? `${answer.stdout}${answer.stderr}`.replaceAll('\n', '\r\n') : answer.stdout,
    stderr: command.stderr + (merged ? '' : answer.stderr),
    exitCode: answer.exitCode,
  };
};

/** Copies one file, as the login user of the unit. Silent when it works. */
export const scp: JujuHandler = async (command) => {
  const read = jujuArguments(command, {
    flags: { '--proxy': 'proxy', '--no-host-key-checks': 'no-host-key-checks' },
  });
  const [from, to, ...more] = read.words;
  if (from === undefined || to === undefined) {
    return fails('ERROR at least two arguments required', 2);
  }
  if (more.length > 0) return notKnown('juju', command.call);
  requireLogin(command);
  requireModel(command, read);
  const { call } = command;
  const source = place(command, from);
  const target = place(command, to);
  const got = await on(call, source.host, `cat ${quoted(source.path)}`);
  if (got.exitCode !== 0) return copyFailed(source.path, got);
  const into = `d=${quoted(target.path)}; if [ -d "$d" ]; then d="$d/"${quoted(baseName(source.path))}; fi; cat > "$d"`;
  const put = await on(call, target.host, into, got.stdout);
  return put.exitCode === 0 ? says('', command.stderr) : copyFailed(target.path, put);
};

/** What of standard input reaches the unit: as text when it is plain, byte for byte otherwise. */
function arriving({ call, stdin }: JujuCommand): string | Uint8Array {
  const bytes = Buffer.from(stdin, 'latin1').subarray(0, call.world.model.juju.stdinLimit);
  return bytes.every((byte) => byte < 0x80) ? bytes.toString() : new Uint8Array(bytes);
}

function hostOf({ call }: JujuCommand, target: string): string | undefined {
  const { units } = call.world.model.juju;
  const name = target.includes('@') ? (target.split('@')[1] ?? '') : target;
  const unit = findUnit(units, name) ?? units.find((one) => one.machine === name);
  if (!unit) {
    refuse(
      name.includes('/') ? `ERROR unit "${name}" not found` : `ERROR machine ${name} not found`,
    );
  }
  return unit.host;
}

function place(command: JujuCommand, text: string): { host: string | undefined; path: string } {
  const match = /^([^:/]+\/[^:]+):(.*)$/.exec(text);
  if (!match) return { host: undefined, path: text };
  const host = hostOf(command, match[1] ?? '');
  if (host === undefined) refuse(`simulated cloud: not known: juju scp with ${text}`, 2);
  return { host, path: match[2] === '' ? '.' : (match[2] ?? '.') };
}

function on(call: Call, host: string | undefined, script: string, stdin = ''): Promise<Answer> {
  return host === undefined
    ? call.shell(script, { stdin, cwd: call.cwd })
    : call.world.exec(host, script, { stdin });
}

function copyFailed(path: string, answer: Answer): Answer {
  const reason = answer.stderr.includes('ermission denied')
    ? 'Permission denied'
    : 'No such file or directory';
  return fails(`ERROR exit status 1 (scp: ${path}: ${reason})`);
}

function quoted(path: string): string {
  return `'${path.replaceAll("'", "'\\''")}'`;
}

function baseName(path: string): string {
  return path.slice(path.lastIndexOf('/') + 1);
}

const connectMs = 600;
