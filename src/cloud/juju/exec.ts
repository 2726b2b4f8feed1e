/** `juju exec`: a command as root in a hook context, its output only when it has ended. */
import { fails, notKnown, says } from '../answers.ts';
import { findUnit, jujuArguments, requireModel, type JujuHandler } from './command.ts';
import { requireLogin } from './credentials.ts';
import { keepTask, taskJson } from './tasks.ts';

export const exec: JujuHandler = async (command) => {
  const read = jujuArguments(command, {
    values: {
      '-u': 'unit',
      '--unit': 'unit',
      '-a': 'application',
      '--application': 'application',
      '--wait': 'wait',
      '--format': 'format',
    },
    flags: { '--all': 'all', '--utc': 'utc' },
    interspersed: false,
  });
  const words = [
    ...(read.words[0] === '--' ? read.words.slice(1) : read.words),
    ...(read.rest ?? []),
  ];
  if (words.length === 0) return fails('ERROR no commands specified', 2);
  const target = read.options.get('unit') ?? read.options.get('application');
  if (target === undefined) {
    return fails(
      'ERROR You must specify a target, either through --all, --machine, --application or --unit',
      2,
    );
  }
  if (read.options.has('unit') && !/^[a-z][a-z0-9-]*\/(\d+|leader)$/.test(target)) {
    return fails(
      `ERROR The following exec targets are not valid:\n  "${target}" is not a valid unit name`,
      2,
    );
  }
  requireLogin(command);
  requireModel(command, read);
  const { call } = command;
  const { units } = call.world.model.juju;
  const unit = findUnit(units, target) ?? units.find((one) => one.name.startsWith(`${target}/`));
  if (!unit) return fails(`ERROR unit "${target}" not found`);
  if (unit.host === undefined) return notKnown('juju', call);
  const enqueued = call.world.clock.now();
  await call.world.clock.sleep(1_500);
  // One argument goes to a shell as it is; of several each is one word there.
  const script = words.length === 1 ? (words[0] ?? '') : words.map(quoted).join(' ');
  const answer = await call.world.exec(unit.host, script, { user: 'root' });
  const task = keepTask(call, {
    unit: unit.name,
    action: 'juju-exec',
    parameters: {},
    status: answer.exitCode === 0 ? 'completed' : 'failed',
    message: '',
    results: {
      'return-code': answer.exitCode,
      ...(answer.stdout === '' ? {} : { stdout: answer.stdout }),
      ...(answer.stderr === '' ? {} : { stderr: answer.stderr }),
    },
    enqueued,
  });
  const json = read.options.get('format') === 'json';
  const stdout = json ? taskJson(task) : answer.stdout + answer.stderr;
  if (answer.exitCode === 0) return says(stdout, command.stderr);
  return fails(
    `${command.stderr}ERROR the following task failed:\n - id "${task.task}" with return code ${answer.exitCode}\n\n` +
      "use 'juju show-task' to inspect the failure",
    1,
    stdout,
  );
};

function quoted(word: string): string {
  return /^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}
