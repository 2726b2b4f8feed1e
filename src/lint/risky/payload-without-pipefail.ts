import type { Call } from '../calls.ts';
import { callsOf } from '../programs.ts';
import type { BlockRule } from '../rule.ts';
import { optionIsSet, pipelineOf } from '../surroundings.ts';

/** A pipeline ends as its last command does, and that one is content with nothing. */
export const payloadWithoutPipefail: BlockRule = {
  id: 'payload-without-pipefail',
  part: 'risky',
  severity: 'error',
  why: 'When the first command fails, the last one takes what little came for the whole and ends with 0.',
  todo: 'Set `set -o pipefail` ahead of it, and look at what arrived.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const piped = pipelineOf(call);
      const last = piped?.pipeline.commands.at(-1);
      if (piped === undefined || last !== call.command.node || !keeps(call)) continue;
      const { pipeline } = piped;
      const first = shell.callAt(pipeline.commands[0]);
      if (first === undefined || !mayFail(first)) continue;
      if (optionIsSet(shell, 'pipefail', pipeline.pos)) continue;
      yield {
        ...shell.placeOf(pipeline),
        message: `When \`${first.name}\` fails, \`${call.name}\` takes what little came for the whole and ends with 0.`,
      };
    }
  },
};

/** Whether the last command of a pipeline acts on what comes, or keeps it. */
function keeps({ name, args, redirects, command }: Call): boolean {
  const verb = args.find((arg) => arg?.startsWith('-') === false);
  switch (name) {
    case 'tee':
      return args.some(
        (arg) => arg?.startsWith('-') !== true && arg !== '/dev/null' && arg !== '/dev/stderr',
      );
    case 'bash':
    case 'sh':
    case 'zsh':
    case 'python':
    case 'python3':
    case 'perl':
      return args.every(
        (arg) => arg === '-' || arg === '-s' || arg === '--' || /^-[a-z]*[ex]$/.test(arg ?? ''),
      );
    case 'ssh':
    case 'psql':
    case 'mysql':
    case 'sqlite3':
    case 'openssl':
    case 'gpg':
    case 'crontab':
    case 'apt-key':
    case 'cpio':
      return true;
    case 'tar':
      return (
        args.some((arg) => arg !== undefined && /^-?[a-zA-Z]*x/.test(arg)) ||
        args.includes('--extract')
      );
    case 'juju':
      return verb === 'ssh';
    case 'kubectl':
      return /^(?:apply|create|replace|delete)$/.test(verb ?? '') || args.includes('exec');
    case 'docker':
    case 'podman':
    case 'ctr':
      return args.some((arg) => arg === 'load' || arg === 'import');
    default:
      return (
        FILTERS.has(name) &&
        command.node.redirects.length > 0 &&
        redirects.some(
          (redirect) =>
            redirect.type === 'Redirect' &&
            /^(?:>|>>|>\||&>)$/.test(redirect.operator) &&
            redirect.target?.text.startsWith('/dev/') === false &&
            !(redirect.descriptor?.type === 'FileDescriptor' && redirect.descriptor.value === 2),
        )
      );
  }
}

const FILTERS = new Set(
  'cat sort head tail cut tr sed awk uniq base64 gzip gunzip xz jq column envsubst'.split(' '),
);

/** A program whose failure matters: it reads a file, asks something afar or works out what is written. */
function mayFail({ name, args, redirects }: Call): boolean {
  switch (name) {
    case 'echo':
    case 'printf':
    case 'yes':
    case 'true':
      return false;
    case 'cat':
      return args.length > 0 && redirects.every(({ type }) => type === 'Redirect');
    default:
      return true;
  }
}
