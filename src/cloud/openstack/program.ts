/** The openstack client: finds the command by its words, logs in, and prints what it found. */
import { answering, fails, says } from '../answers.ts';
import type { Call, Program } from '../world.ts';
import { amphoraCommands } from './amphorae.ts';
import { coeClusterCommands } from './coe-clusters.ts';
import { coeServiceCommands } from './coe-services.ts';
import { coeTemplateCommands } from './coe-templates.ts';
import { computeCommands } from './compute-commands.ts';
import type { OpenstackCommand } from './command.ts';
import { credentialCommands } from './credential-commands.ts';
import { identityCommands } from './identity.ts';
import { imageCommands } from './images.ts';
import { loadBalancerCommands } from './load-balancers.ts';
import { networkCommands } from './networks.ts';
import { portCommands } from './ports.ts';
import { readCommandLine, type CommandLine } from './command-line.ts';
import { print } from './output.ts';
import { securityGroupCommands } from './security-groups.ts';
import { serverCommands } from './servers.ts';
import { logIn } from './session.ts';

/** The openstack client of the jumphost. A call takes a second and a half of virtual time. */
export const openstack: Program = {
  name: 'openstack',
  path: '/usr/bin/openstack',
  hosts: ['jumphost'],
  run: (call) =>
    answering(async () => {
      if (call.args[0] === '--version') return says('openstack 6.6.0');
      const command = commandOf(call.args);
      if (!command) return unknown(call);
      const line = readCommandLine(call.args.slice(command.words.split(' ').length), command);
      if (typeof line === 'string') return fails(usage(command, line), 2);
      await call.world.clock.sleep(1_500);
      return answer(call, command, line);
    }),
};

async function answer(call: Call, command: OpenstackCommand, line: CommandLine) {
  const session = logIn(call);
  const { names, options, given, printing } = line;
  const reply = await command.run({ call, session, names, options, given });
  const printed = print(reply.found, printing);
  const before = reply.before ?? '';
  return 'error' in printed ? fails(printed.error, 1, before) : says(before + printed.text);
}

function commandOf(args: readonly string[]): OpenstackCommand | undefined {
  return commands
    .filter(({ words }) => words.split(' ').every((word, at) => args[at] === word))
    .sort((a, b) => b.words.length - a.words.length)[0];
}

/**
 * What the real client would call no command, and what it knows but this cloud does not, look alike from
 * here: both fail, and say so.
 */
function unknown(call: Call) {
  return fails(
    `openstack: '${call.args.join(' ')}' is not an openstack command. See 'openstack --help'.\n` +
      `simulated cloud: not known: openstack ${call.args.join(' ')}`,
    2,
  );
}

function usage(command: OpenstackCommand, problem: string): string {
  const takes = (command.takes ?? []).map((name) => ` <${name}>`).join('');
  const name = `openstack ${command.words}`;
  return `usage: ${name} [-h] [-f {json,shell,table,value,yaml}] [-c COLUMN]${takes}\n${name}: error: ${problem}`;
}

const commands: readonly OpenstackCommand[] = [
  ...identityCommands,
  ...securityGroupCommands,
  ...serverCommands,
  ...computeCommands,
  ...imageCommands,
  ...networkCommands,
  ...portCommands,
  ...loadBalancerCommands,
  ...amphoraCommands,
  ...credentialCommands,
  ...coeServiceCommands,
  ...coeClusterCommands,
  ...coeTemplateCommands,
];
