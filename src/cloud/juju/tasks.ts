/** Operations and tasks: made by `run` and `exec`, looked up afterwards. */
import { stringify } from 'yaml';
import { fails, says } from '../answers.ts';
import type { JujuTask } from '../model.ts';
import type { Call } from '../world.ts';
import { goTime, jujuArguments, requireModel, type JujuHandler } from './command.ts';
import { requireLogin } from './credentials.ts';

/** Keeps a finished task. Ids of an operation and its task come from one sequence. */
export function keepTask(
  call: Call,
  done: Pick<
    JujuTask,
    'unit' | 'action' | 'parameters' | 'status' | 'message' | 'results' | 'enqueued'
  >,
): JujuTask {
  const { juju } = call.world.model;
  const operation = juju.nextOperation;
  juju.nextOperation += 2;
  const task: JujuTask = {
    ...done,
    operation: String(operation),
    task: String(operation + 1),
    started: done.enqueued + 1000,
    completed: call.world.clock.now(),
  };
  juju.operations.push(task);
  return task;
}

/** `--format json` of `juju run` and `juju exec`: one line, keys in alphabetical order. */
export function taskJson(task: JujuTask): string {
  return JSON.stringify({
    [task.unit]: {
      id: task.task,
      ...(task.message === '' ? {} : { message: task.message }),
      results: sorted(task.results),
      status: task.status,
      timing: timing(task),
      unit: task.unit,
    },
  });
}

export const showOperation: JujuHandler = (command) => {
  const read = jujuArguments(command, {
    values: { '--format': 'format', '--wait': 'wait' },
    flags: { '--utc': 'utc', '--watch': 'watch' },
  });
  const id = read.words[0];
  if (id === undefined) return fails('ERROR no operation ID specified', 2);
  if (!/^\d+$/.test(id)) return fails(`ERROR operation ID "${id}" not valid`, 2);
  requireLogin(command);
  requireModel(command, read);
  const task = command.call.world.model.juju.operations.find((one) => one.operation === id);
  if (!task) return fails(`ERROR operation "${id}" not found`);
  const document = {
    summary: `${task.action} run on unit-${task.unit.replace('/', '-')}`,
    status: task.status,
    action: { name: task.action, parameters: task.parameters },
    timing: timing(task),
    tasks: {
      [task.task]: {
        host: task.unit,
        status: task.status,
        timing: timing(task),
        ...(task.message === '' ? {} : { message: task.message }),
        results: sorted(task.results),
      },
    },
  };
  return printed(document, read.options.get('format'), command.stderr);
};

export const showTask: JujuHandler = (command) => {
  const read = jujuArguments(command, {
    values: { '--format': 'format', '--wait': 'wait' },
    flags: { '--utc': 'utc', '--watch': 'watch' },
  });
  const id = read.words[0];
  if (id === undefined) return fails('ERROR no task ID specified', 2);
  requireLogin(command);
  requireModel(command, read);
  const task = command.call.world.model.juju.operations.find((one) => one.task === id);
  if (!task) return fails(`ERROR task "${id}" not found`);
  const document = {
    id: task.task,
    unit: task.unit,
    status: task.status,
    ...(task.message === '' ? {} : { message: task.message }),
    results: sorted(task.results),
    timing: timing(task),
  };
  return printed(document, read.options.get('format'), command.stderr);
};

function printed(document: unknown, format: string | undefined, stderr: string) {
  return says(format === 'json' ? JSON.stringify(document) : stringify(document), stderr);
}

function timing(task: JujuTask) {
  return {
    completed: goTime(task.completed),
    enqueued: goTime(task.enqueued),
    started: goTime(task.started),
  };
}

function sorted(results: JujuTask['results']): JujuTask['results'] {
  return Object.fromEntries(Object.entries(results).sort(([a], [b]) => (a < b ? -1 : 1)));
}
