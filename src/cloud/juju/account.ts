/** Who is logged in where: login, logout, whoami, switch, models, version. */
import { fails, says } from '../answers.ts';
import { jujuArguments, type JujuHandler } from './command.ts';
import { requireLogin, takeLine, tryPassword } from './credentials.ts';

export const version: JujuHandler = ({ call }) => says(call.world.model.juju.version);

/** Reads a local file only: an expired login does not show here. */
export const whoami: JujuHandler = (command) => {
  jujuArguments(command);
  const { juju } = command.call.world.model;
  if (juju.loggedOut) {
    return says(
      '',
      `You are not logged in to controller "${juju.controller}" and model "${juju.user}/${juju.model}"\n` +
        'Run juju login if you want to login.',
    );
  }
  return says(
    `Controller:  ${juju.controller}\nModel:       ${juju.model}\nUser:        ${juju.user}`,
  );
};

export const login: JujuHandler = (command) => {
  const read = jujuArguments(command, {
    values: { '-u': 'user', '--user': 'user', '-c': 'controller', '--controller': 'controller' },
    flags: { '--no-prompt': 'no-prompt' },
  });
  const { juju } = command.call.world.model;
  const asked = read.options.get('controller') ?? read.words[0];
  if (asked !== undefined && asked !== juju.controller) {
    return fails(`ERROR controller "${asked}" does not exist`);
  }
  let stderr = '';
  if (read.options.has('no-prompt')) {
    if (!read.options.has('user')) {
      return fails('ERROR cannot deduce user, please pass --user with --no-prompt');
    }
    stderr += 'reading password from stdin...\n';
  } else {
    if (!read.options.has('user')) {
      stderr += 'Enter username: ';
      const user = takeLine(command);
      if (user !== undefined && user !== '' && user !== juju.user) {
        return fails(
          `${stderr}\nERROR cannot log into controller "${juju.controller}": invalid entity name or password`,
        );
      }
      stderr += '\n';
    }
    stderr += `please enter password for ${juju.user} on ${juju.controller}: \n`;
  }
  const password = takeLine(command);
  if (password === undefined) {
    return fails(`${stderr}ERROR cannot log into controller "${juju.controller}": EOF`);
  }
  const wasOut = juju.loggedOut;
  const error = tryPassword(juju, password, command.call.world.clock.now());
  if (error !== undefined) return fails(`${stderr}${error}`);
  // The same user as before: nothing is printed.
  if (!wasOut) return says('', stderr);
  return says(
    '',
    `${stderr}Welcome, ${juju.user}. You are now logged into "${juju.controller}".\n\n` +
      `Current model set to "${juju.user}/${juju.model}".`,
  );
};

export const logout: JujuHandler = (command) => {
  jujuArguments(command, { flags: { '--force': 'force' } });
  command.call.world.model.juju.loggedOut = true;
  return says('', 'Logged out. You are no longer logged into any controllers.');
};

/** Reads a local file only. */
export const switchModel: JujuHandler = (command) => {
  const read = jujuArguments(command);
  const { controller, model, user } = command.call.world.model.juju;
  const full = `${controller}:${user}/${model}`;
  const asked = read.words[0];
  if (asked === undefined) return says(full);
  if ([model, `${user}/${model}`, full, controller].includes(asked)) {
    return says('', `${full} (no change)`);
  }
  return fails(`ERROR cannot determine if "${asked}" is a valid model: model not found`);
};

export const models: JujuHandler = (command) => {
  const read = jujuArguments(command, { values: { '--format': 'format' } });
  requireLogin(command);
  const { controller, model, user, units } = command.call.world.model.juju;
  if (read.options.get('format') === 'json') {
    const one = {
      name: `${user}/${model}`,
      'short-name': model,
      owner: user,
      'controller-name': controller,
      type: 'iaas',
      life: 'alive',
      status: { current: 'available' },
    };
    return says(JSON.stringify({ models: [one], 'current-model': model }), command.stderr);
  }
  return says(
    `Controller: ${controller}\n\n` +
      'Model       Cloud/Region  Type  Status     Machines  Units  Access  Last connection\n' +
      `${`${model}*`.padEnd(12)}maas/default  maas  available        16  ${String(units.length).padStart(5)}  admin   just now\n`,
    command.stderr,
  );
};
