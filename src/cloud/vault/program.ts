import { answering, notKnown } from '../answers.ts';
import type { Answer, Call, Program } from '../world.ts';
import { prints } from './client.ts';
import { init, seal, status, unseal } from './operator.ts';
import { vaultHost } from './server.ts';
import { createToken, login, lookUp, revoke } from './token-command.ts';

/** The vault client of the unit, from the snap. */
export const vaultProgram: Program = {
  name: 'vault',
  path: '/snap/bin/vault',
  hosts: [vaultHost],
  run: (call) => answering(() => run(call)),
};

function run(call: Call): Answer {
  const [first = '', second = ''] = call.args;
  switch (`${first} ${['operator', 'token'].includes(first) ? second : ''}`.trim()) {
    case 'status':
      return status(call);
    case 'version':
    case '--version':
    case '-version':
      return prints(call, [`Vault v${call.world.model.vault.version}`]);
    case 'operator init':
      return init(call);
    case 'operator unseal':
      return unseal(call);
    case 'operator seal':
      return seal(call);
    case 'token create':
      return createToken(call);
    case 'token lookup':
      return lookUp(call);
    case 'token revoke':
      return revoke(call);
    case 'login':
      return login(call);
    default:
      return notKnown('vault', call);
  }
}
