import { answering, fails, notKnown } from '../answers.ts';
import type { Program } from '../world.ts';
import { login, logout, models, switchModel, version, whoami } from './account.ts';
import { actions } from './actions.ts';
import type { JujuHandler } from './command.ts';
import { exec } from './exec.ts';
import { config, showUnit } from './inspect.ts';
import { run } from './run.ts';
import { scp, ssh } from './ssh.ts';
import { status } from './status.ts';
import { showOperation, showTask } from './tasks.ts';

/** The juju client of the jumphost. */
export const juju: Program = {
  name: 'juju',
  path: '/usr/bin/juju',
  hosts: ['jumphost'],
  run: (call) =>
    answering(async () => {
      const name = call.args[0];
      if (name === undefined) return fails('simulated cloud: not known: juju', 2);
      const handler = handlers.get(name);
      if (!handler) return notKnown('juju', call);
      return handler({ call, stdin: Buffer.from(call.stdinBytes).toString('latin1'), stderr: '' });
    }),
};

const handlers: ReadonlyMap<string, JujuHandler> = new Map(
  Object.entries({
    actions,
    config,
    exec,
    login,
    logout,
    models,
    run,
    scp,
    'show-operation': showOperation,
    'show-task': showTask,
    'show-unit': showUnit,
    ssh,
    status,
    switch: switchModel,
    version,
    whoami,
  }),
);
