/** The simulated cloud, as the command line uses it. Load it only when training starts. */
export { createWorld } from './create-world.ts';
export type { WorldOptions } from './create-world.ts';
export { faultNames } from './faults.ts';
export { becomeGraft } from './graft.ts';
export { saveWorld } from './snapshot.ts';
export { becomeNewVault, becomeSealedVault, secretsOf } from './vault/scenarios.ts';
export type { Answer, Call, Host, Program, World } from './world.ts';
