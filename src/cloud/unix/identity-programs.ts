import type { Answer, Program } from '../world.ts';
import { groupId, groupLines, passwdLine } from './accounts.ts';
import type { Tool } from './tool-kit.ts';
import { failed, printed, tool } from './tool-kit.ts';

/** id, whoami, groups, hostname, getent, uname: who and where. */
export const identityPrograms: readonly Program[] = [
  tool('id', { letters: 'unGgr' }, id),
  tool('whoami', { letters: '' }, ({ call }) => printed(`${call.user}\n`)),
  tool('groups', { letters: '' }, (it) => printed(`${account(it).groups.join(' ')}\n`)),
  tool('hostname', { letters: 'fsI' }, hostname),
  tool('getent', { letters: '' }, getent),
  tool('uname', { letters: 'asnrmo' }, uname),
];

function account({ call, machine, operands }: Tool) {
  const name = operands[0] ?? call.user;
  const found = machine.accounts.find((one) => one.name === name);
  return found ?? { name, id: -1, groups: [], home: '/', shell: '', comment: '' };
}

function id(it: Tool): Answer {
  const { machine, options } = it;
  const who = account(it);
  if (who.id < 0) return failed(`id: ‘${who.name}’: no such user`);
  const main = who.groups[0] ?? who.name;
  const number = (group: string) => groupId(machine.accounts, group) ?? who.id;
  if (options.has('u')) return printed(`${options.has('n') ? who.name : who.id}\n`);
  if (options.has('g')) return printed(`${options.has('n') ? main : number(main)}\n`);
  if (options.has('G'))
    return printed(
      `${who.groups.map((one) => (options.has('n') ? one : number(one))).join(' ')}\n`,
    );
  const groups = who.groups.map((one) => `${number(one)}(${one})`).join(',');
  return printed(`uid=${who.id}(${who.name}) gid=${number(main)}(${main}) groups=${groups}\n`);
}

function hostname({ call, machine, options, operands }: Tool): Answer {
  if (operands.length > 0) return failed('hostname: you must be root to change the host name');
  if (!options.has('I')) return printed(`${machine.hostname}\n`);
  const { juju, mgmt, network } = call.world.model;
  const unit = juju.units.find((one) => one.host === machine.name);
  const own = machine.name === mgmt.vm ? mgmt.fixedIp : network.seenAs[machine.name];
  return printed(`${unit?.address ?? own ?? '127.0.1.1'} \n`);
}

function getent({ machine, operands }: Tool): Answer {
  const [database, key] = operands;
  const { accounts } = machine;
  if (database !== 'passwd' && database !== 'group')
    return failed(`simulated cloud: not known: getent ${database ?? ''}`, 1);
  const lines =
    database === 'passwd' ? accounts.map((one) => passwdLine(accounts, one)) : groupLines(accounts);
  const found = lines.filter((line) => {
    const [name, , number] = line.split(':');
    return key === undefined || key === name || key === number;
  });
  return printed(found.map((line) => `${line}\n`).join(''), found.length === 0 ? 2 : 0);
}

function uname({ machine, options }: Tool): Answer {
  const release = '5.15.0-143-generic';
  const whole = `Linux ${machine.hostname} ${release} #153-Ubuntu SMP x86_64 x86_64 x86_64 GNU/Linux`;
  if (options.has('a')) return printed(`${whole}\n`);
  const parts = [
    options.has('s') || options.size === 0 ? 'Linux' : undefined,
    options.has('n') ? machine.hostname : undefined,
    options.has('r') ? release : undefined,
    options.has('m') ? 'x86_64' : undefined,
    options.has('o') ? 'GNU/Linux' : undefined,
  ];
  return printed(`${parts.filter((part) => part !== undefined).join(' ')}\n`);
}
