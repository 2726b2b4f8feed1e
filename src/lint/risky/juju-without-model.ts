import { optionOf } from '../calls.ts';
import type { Call } from '../calls.ts';
import { callsOf, placeOf } from '../programs.ts';
import type { BlockRule, LintedBlock } from '../rule.ts';

/** Without `-m` juju acts on the model that somebody switched to last. */
export const jujuWithoutModel: BlockRule = {
  id: 'juju-without-model',
  part: 'risky',
  severity: 'warning',
  why: 'Without `-m` it acts on the model that somebody switched to last, whatever that is.',
  todo: 'Name the model: `-m MODEL`.',
  looksAt: 'block',
  *find(linted) {
    let isChosen = choosesModel(linted);
    for (const { shell, call } of callsOf(linted)) {
      const assigned = call.command.node.prefix.some(
        (part) => part.type === 'Assignment' && part.name === 'JUJU_MODEL',
      );
      if (
        call.name === 'export' &&
        call.argNodes.some(({ text }) => text.startsWith('JUJU_MODEL='))
      )
        isChosen = true;
      if (call.name !== 'juju') continue;
      if (call.args[0] === 'switch' || call.args[0] === 'add-model') isChosen = true;
      if (isChosen || assigned || !MODEL_COMMANDS.has(call.args[0] ?? '') || namesModel(call))
        continue;
      yield {
        ...placeOf(shell, call),
        message: `\`juju ${call.args[0] ?? ''}\` without \`-m\` acts on the model that somebody switched to last, whatever that is.`,
      };
    }
  },
};

function choosesModel({ runbook }: LintedBlock): boolean {
  return runbook.scopes.some(({ lines }) => lines.some((line) => /\bJUJU_MODEL=/.test(line)));
}

/** `-m X`, or a word that only running decides and that may hold it. */
function namesModel(call: Call): boolean {
  if (optionOf(call, '-m', '--model') !== undefined) return true;
  if (call.command.words.some((word) => word?.startsWith('JUJU_MODEL=') === true)) return true;
  return (
    call.args.some(
      (arg, index) =>
        arg === undefined &&
        /^\$\{?\w*(?:model|opts|args)\w*/i.test(call.argNodes[index]?.text ?? ''),
    ) || call.args.includes('--help')
  );
}

const MODEL_COMMANDS = new Set(
  (
    'status ssh scp run run-action exec config deploy refresh upgrade-charm add-unit remove-unit remove-application relate ' +
    'add-relation integrate remove-relation expose unexpose resolved resolve show-unit show-application show-operation ' +
    'show-task show-action-output actions operations debug-log debug-hooks add-machine remove-machine machines storage ' +
    'add-storage remove-storage bind constraints set-constraints model-config attach-resource resources secrets ' +
    'add-secret scale-application trust offer consume spaces add-space subnets retry-provisioning'
  ).split(' '),
);
