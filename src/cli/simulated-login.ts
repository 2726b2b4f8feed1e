import type { World } from '../cloud/world.ts';
import type { LentTerminal } from '../session/walker.ts';

/**
 * `juju login` of the simulated cloud, at the operator's terminal: the same question, nothing of the answer on the
 * screen, and what the simulated juju says to it.
 */
export async function logInToCloud(world: World, terminal: LentTerminal): Promise<void> {
  const { user, controller } = world.model.juju;
  terminal.print(
    'TRAINING: this is the juju of the simulated cloud. Its password is: training\n\n',
  );
  terminal.print(`$ juju login -c ${controller} -u ${user}\n`);
  const password = await terminal.askHidden(`please enter password for ${user} on ${controller}: `);
  if (password === undefined) return terminal.print('Given up.\n');
  const answer = await world.exec('jumphost', `juju login -c ${controller} -u ${user}`, {
    stdin: `${password}\n`,
  });
  // Its own prompt was shown already.
  terminal.print(answer.stderr.replace(/^please enter password[^\n]*\n/, ''));
  terminal.print(answer.stdout);
}
