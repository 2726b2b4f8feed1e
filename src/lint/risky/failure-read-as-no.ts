import type { Call } from '../calls.ts';
import { asksAfar, callsOf, GREPS, isQuery, searchesFile } from '../programs.ts';
import type { BlockRule, LintedBlock } from '../rule.ts';
import type { Shell } from '../shells.ts';
import { andOrOf, callsBelow, hidesErrors, isAsked, pipelineOf } from '../surroundings.ts';
import type { AndOr, SyntaxNode } from '../../steps/shell-syntax.ts';

/** "No" and "could not ask" are two answers, and an exit status of 1 may mean either. */
export const failureReadAsNo: BlockRule = {
  id: 'failure-read-as-no',
  part: 'risky',
  severity: 'error',
  why: 'When the question itself fails (no network, no login, no such file), that is taken for the answer no.',
  todo: 'Tell its exit statuses or its error text apart, and stop on the ones that answer nothing.',
  looksAt: 'block',
  *find(linted) {
    for (const { shell, call } of callsOf(linted)) {
      const asked = questionOf(linted, shell, call);
      if (asked === undefined) continue;
      yield {
        ...shell.placeOf(asked),
        message: `When \`${spoken(call)}\` itself fails (no network, no login, no such file), that is taken for the answer no.`,
      };
    }
  },
};

/** The node that takes the failure of this call for an answer. */
function questionOf(linted: LintedBlock, shell: Shell, call: Call): SyntaxNode | undefined {
  const piped = pipelineOf(call);
  if (piped !== undefined && piped.stage > 0) return undefined;
  const last = piped && shell.callAt(piped.pipeline.commands.at(-1));
  const isGrepped = last !== undefined && GREPS.has(last.name) && asksAfar(call);
  if (isAsked(call) === 'if') {
    const isHidden = asksAfar(call) && isQuery(call) && hidesErrors(call) && piped === undefined;
    return isHidden ? call.command.node : undefined;
  }
  const listed = andOrOf(call);
  if (listed === undefined || listed.index < 0) return undefined;
  const { andOr, index } = listed;
  const answer = answersOf(shell, andOr, index);
  const own =
    piped === undefined && (asksAfar(call) || searchesFile(call) || triesPort(linted, shell, call));
  if (answer.yes && answer.no && (own || isGrepped)) return andOr;
  // `x | grep y || echo "all well"`: what was not printed was never seen.
  if (answer.no && answer.isClaim && (isGrepped || (piped === undefined && searchesFile(call))))
    return andOr;
  const [next] = nodesAfter(andOr, index, '||');
  const isElse = next !== undefined && isGrepped;
  if (isElse && callsBelow(shell, next).some((other) => asksAfar(other))) return andOr;
  // `openstack image show x || openstack image create x`
  if (
    piped === undefined &&
    asksAfar(call) &&
    isQuery(call) &&
    next !== undefined &&
    changesAfar(shell, next)
  )
    return andOr;
  return undefined;
}

function answersOf(shell: Shell, andOr: AndOr, index: number) {
  const [yes] = nodesAfter(andOr, index, '&&');
  const [no] = nodesAfter(andOr, index, '||');
  const said = no === undefined ? undefined : callsBelow(shell, no)[0];
  return {
    yes: yes !== undefined && isSaid(shell, yes),
    no: no !== undefined && isSaid(shell, no),
    isClaim: said !== undefined && said.args.join(' ').length > 2,
  };
}

/** What runs when the command at `index` ends well (`&&`) or badly (`||`), as far as it is next. */
function nodesAfter(andOr: AndOr, index: number, operator: '&&' | '||'): readonly SyntaxNode[] {
  const { commands, operators } = andOr;
  for (let at = index; at < operators.length; at += 1) {
    const node = commands[at + 1];
    if (operators[at] === operator) return node === undefined ? [] : [node];
    if (operator === '&&') return [];
  }
  return [];
}

/** Only words are printed: nothing that fails. */
function isSaid(shell: Shell, node: SyntaxNode): boolean {
  const calls = callsBelow(shell, node);
  return calls.length > 0 && calls.every(({ name }) => name === 'echo' || name === 'printf');
}

function changesAfar(shell: Shell, node: SyntaxNode): boolean {
  return callsBelow(shell, node).some(
    (other) =>
      asksAfar(other) &&
      other.args.some((arg) => /^(?:create|apply|delete|set|add|install)$/.test(arg ?? '')),
  );
}

/** `bash -c 'exec 3<>/dev/tcp/host/port'`: any fault in it says the same as a closed port. */
function triesPort(
  { text }: LintedBlock,
  shell: Shell,
  { name, command: { node } }: Call,
): boolean {
  if (!/^(?:ba|z)?sh$|^nc$|^ncat$/.test(name)) return false;
  const { start, end } = shell.placeOf(node);
  return name.startsWith('nc') || text.slice(start, end).includes('/dev/tcp/');
}

/** The program and its verb: what stands behind an option such as `-n` or `--context` is no verb. */
function spoken({ name, args }: Call): string {
  const words = args
    .filter(
      (arg, index) => arg !== undefined && /^[a-z][\w-]*$/.test(arg) && !takesNext(args[index - 1]),
    )
    .slice(0, name === 'openstack' ? 4 : 1);
  return AFAR_VERBS.has(name) ? [name, ...words].join(' ') : name;
}

/** An option whose value is a word of its own; one with `=` has it already, and some take none. */
function takesNext(arg: string | undefined): boolean {
  return arg?.startsWith('-') === true && !arg.includes('=') && !BARE_OPTIONS.has(arg);
}

const BARE_OPTIONS = new Set(['-A', '--all-namespaces', '--insecure', '--debug', '-v', '-q', '--']);

const AFAR_VERBS = new Set(['juju', 'openstack', 'kubectl', 'helm', 'vault', 'maas']);
