/** What goes wrong with the vault. */
import { becomeSealedVault, bringOtherShares, stopVault } from '../vault/scenarios.ts';
import { interfereWith, type Fault } from './fault.ts';

export const vaultFaults: readonly Fault[] = [
  {
    name: 'vault-initialised',
    says: 'The vault has been initialised before and is sealed, whatever the walk is said to be.',
    apply: becomeSealedVault,
  },
  {
    name: 'vault-wrong-shares',
    says: 'The holders bring shares of an earlier init, which do not open this vault.',
    apply: bringOtherShares,
  },
  {
    name: 'vault-repeated-share',
    says: "Somebody has given vault the first holder's share already, and nobody said so.",
    apply: (world) => interfereWith(world, { type: 'gives-first-share' }),
  },
  {
    name: 'vault-down',
    says: 'The service vault on vault/0 has failed and does not run.',
    apply: stopVault,
  },
  {
    name: 'root-ca-exists',
    says: 'The vault charm is configured to make its root CA by itself as soon as it is authorized.',
    apply: (world) => interfereWith(world, { type: 'makes-root-ca' }),
  },
];
