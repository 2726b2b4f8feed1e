/** `juju run UNIT ACTION`: runs a charm's action. Progress goes to stderr, results to stdout. */
import { stringify } from 'yaml';
import { fails, notKnown, says } from '../answers.ts';
import type { JujuTask } from '../model.ts';
import type { Answer } from '../world.ts';
import { actionsOf } from './actions.ts';
import { findUnit, jujuArguments, requireModel, type JujuHandler } from './command.ts';
import { requireLogin } from './credentials.ts';
import { givenParameters, wrongParameters } from './parameters.ts';
import { keepTask, taskJson } from './tasks.ts';

export const run: JujuHandler = async (command) => {
  const read = jujuArguments(command, {
    values: { '--format': 'format', '--wait': 'wait', '--params': 'params', '-o': 'output' },
    flags: { '--background': 'background', '--utc': 'utc' },
  });
  const [target, name] = read.words;
  if (read.options.has('wait') && read.options.has('background')) {
    return fails('ERROR cannot specify both --wait and --background', 2);
  }
  if (target === undefined) return fails('ERROR no unit specified', 2);
  if (!unitForm.test(target)) return fails(`ERROR invalid unit or action name "${target}"`, 2);
  if (name === undefined) return fails('ERROR no action specified', 2);
  if (!/^[a-z][a-z0-9-]*$/.test(name)) {
    return fails(`ERROR invalid unit or action name "${name}"`, 2);
  }
  const odd = read.words.slice(2).find((word) => !/^[a-z].*=/.test(word));
  if (odd !== undefined) {
    return fails(`ERROR argument "${odd}" must be of the form key.key.key...=value`, 2);
  }
  requireLogin(command);
  requireModel(command, read);
  const { call } = command;
  const { juju } = call.world.model;
  const unit = findUnit(juju.units, target);
  const action = unit ? actionsOf(unit)[name] : undefined;
  if (!unit || !action) {
    const operation = juju.nextOperation++;
    const reason = unit
      ? `action "${name}" not defined on unit "${unit.name}"`
      : `unit "${target}" not found`;
    return says('', `Operation ${operation} failed to schedule any tasks:\n${reason}`);
  }
  if (action.run === undefined) return notKnown('juju', call);
  const parameters = givenParameters(command, read);
  const wrong = wrongParameters(action, parameters);
  if (wrong !== undefined)
    return says('', `Operation ${juju.nextOperation++} failed to schedule any tasks:\n${wrong}`);
  const enqueued = call.world.clock.now();
  const did = await action.run(call.world, unit, parameters);
  await call.world.clock.sleep(did.takes);
  const results: JujuTask['results'] = { ...did.results, 'return-code': 0 };
  if (did.stdout !== '') results['stdout'] = did.stdout;
  if (did.stderr !== '') results['stderr'] = did.stderr;
  const status = did.failure === undefined ? 'completed' : 'failed';
  const message = did.failure ?? '';
  const task = keepTask(call, {
    unit: unit.name,
    action: name,
    parameters,
    status,
    message,
    results,
    enqueued,
  });
  const patience = durationMs(read.options.get('wait') ?? '60s');
  if (!read.options.has('background') && did.takes > patience) {
    // The action goes on to its end all the same.
    return fails(
      `${command.stderr}${progressOf(task)}ERROR timed out waiting for results from: unit ${unit.name}`,
    );
  }
  const answer = read.options.has('background')
    ? scheduled(task)
    : waited(task, read.options.get('format'));
  return { ...answer, stderr: command.stderr + answer.stderr };
};

function waited(task: JujuTask, format: string | undefined): Answer {
  const progress = progressOf(task);
  if (format === 'json') return says(taskJson(task), progress);
  if (format === 'yaml') return says(stringify(JSON.parse(taskJson(task))), progress);
  return says(plain(task), progress);
}

function progressOf(task: JujuTask): string {
  const tag = `unit-${task.unit.replace('/', '-')}`;
  return (
    `Running operation ${task.operation} with 1 task\n  - task ${task.task} on ${tag}\n\n` +
    `Waiting for task ${task.task}...\n`
  );
}

/** `30m`, `90s`, `1h`; what is none is no limit. */
function durationMs(text: string): number {
  const match = /^(\d+)(s|m|h)$/.exec(text);
  const unit = { s: 1_000, m: 60_000, h: 3_600_000 }[match?.[2] ?? ''];
  return unit === undefined ? Infinity : Number(match?.[1]) * unit;
}

/** The results that the charm set, then what the action printed; its own streams become one. */
function plain(task: JujuTask): string {
  const hidden = ['return-code', 'stdout', 'stderr', 'stdout-encoding', 'stderr-encoding'];
  const set = Object.entries(task.results).filter(([key]) => !hidden.includes(key));
  const streams = [task.results['stdout'], task.results['stderr']]
    .map((text) => String(text ?? '').trim())
    .filter((text) => text !== '');
  const lines: string[] = [];
  if (task.status === 'failed') lines.push(`Action id ${task.task} failed: ${task.message}`);
  if (set.length > 0) lines.push(stringify(Object.fromEntries(set)));
  if (streams.length > 0) lines.push('', ...streams);
  if (lines.length === 0) lines.push(`Task ${task.task} completed`);
  return `${lines.join('\n')}\n`;
}

function scheduled(task: JujuTask): Answer {
  return says(
    '',
    `Scheduled operation ${task.operation} with task ${task.task}\n` +
      `Check operation status with 'juju show-operation ${task.operation}'\n` +
      `Check task status with 'juju show-task ${task.task}'`,
  );
}

const unitForm = /^[a-z][a-z0-9-]*\/(\d+|leader)$/;
