import { judgeCommands } from './commands.ts';
import type { Commands } from './commands.ts';
import type { Argument } from './argument.ts';
import { judged } from './make.ts';
import type { Syntax } from './options.ts';
import { saysOfCommands } from './says.ts';
import { judgeJujuExec, judgeJujuSsh } from './remote.ts';
import type { Program, Reason, Surroundings } from './rule.ts';

/** `-o` and `--output` write a file, so that a word which may be an option is not known. */
const PLAIN: Syntax = { takes: '--format' };
/** A word with an equals sign in it sets something. */
const SETTINGS: Syntax = { takes: '--format', operand: /^[^=]+$/ };

const JUJU: Commands = {
  anywhere: {
    flags: '--no-color --color --utc --quiet -q --debug --show-log --verbose',
    takes: '-m -c --model --controller',
    may: '--color',
  },
  commands: {
    status: {
      flags: '--relations --storage --integrations',
      takes: '--format --retry-count --retry-delay',
      may: '--color',
    },
    'debug-log': {
      flags: '--no-tail -T --replay --date --location --ms --utc',
      takes:
        '--limit --lines -n --include -i --include-module --exclude --exclude-module -x --level -l --format',
      needs: '--no-tail -T --limit',
    },
    config: SETTINGS,
    'model-config': SETTINGS,
    'model-defaults': SETTINGS,
    'controller-config': SETTINGS,
    switch: { operands: 0 },
    actions: { flags: '--schema', takes: '--format' },
    'list-actions': { flags: '--schema', takes: '--format' },
    'export-bundle': { flags: '--include-charm-defaults', operands: 0 },
    constraints: PLAIN,
    'show-operation': { flags: '--wait', takes: '--format --wait', may: '--wait' },
    'show-task': { takes: '--format --wait' },
    ...Object.fromEntries(
      (
        'show-unit show-application show-model show-machine show-controller show-cloud show-user show-status-log ' +
        'show-storage show-space show-offer show-action show-consumed-endpoints models list-models controllers ' +
        'list-controllers clouds list-clouds machines list-machines users list-users units list-units version whoami offers ' +
        'list-offers find-offers storage list-storage storage-pools list-storage-pools spaces list-spaces subnets ' +
        'list-subnets resources list-resources charm-resources list-charm-resources operations list-operations regions ' +
        'list-regions get-constraints model-constraints get-model-constraints firewall-rules list-firewall-rules info find ' +
        'secrets list-secrets help ssh-keys list-ssh-keys payloads list-payloads'
      )
        .split(' ')
        .map((name) => [
          name,
          { ...PLAIN, flags: '--all --full', takes: '--format --type -n --days' },
        ]),
    ),
  },
};

/** What asks Juju. `juju ssh` and `juju exec` are judged by what they run. */
export const jujuPrograms: readonly Program[] = judged(
  'juju',
  `${saysOfCommands(JUJU)}; \`ssh\` and \`exec\` with what only reads`,
  (name: string, args: readonly Argument[], around: Surroundings): Reason => {
    if (args[0]?.literal === 'ssh') return judgeJujuSsh(args.slice(1), around);
    if (args[0]?.literal === 'exec') return judgeJujuExec(args.slice(1), around);
    return judgeCommands(name, args, JUJU);
  },
);
