import { deadFact } from '../dead-values.ts';
import { loginWords, type LoginKind } from '../login.ts';
import { needsOf } from '../needs.ts';
import { previewOf } from '../preview.ts';
import { locatedBlocks, type Located } from '../refs.ts';
import { routeOf } from '../routing.ts';
import type { Session } from '../session.ts';
import { nameInScript } from '../../steps/command.ts';
import { variableOf } from '../../steps/literal.ts';
import type { Placeholder } from '../../steps/model.ts';

/** Why a block is not run in a check: it is off the route, or nobody can tell. */
export type NotLooked =
  | { readonly type: 'off-route'; readonly why: string }
  | { readonly type: 'could-not-tell'; readonly why: string };

/**
 * Undefined when the block can be run now, with what the blocks before it have found.
 *
 * @param changes what the block is known to change, in a sentence, whatever its label says
 */
export function whyNotLooked(
  session: Session,
  located: Located,
  changes?: string,
): NotLooked | undefined {
  const route = routeOf(session, located);
  switch (route.type) {
    case 'skipped':
    case 'deferred':
      return { type: 'off-route', why: `not on this route: ${route.on}` };
    case 'undecided':
      return notTold(`the runbook asks ${questionWords(session, route.question)}`);
    case 'offered':
      break;
  }
  if (changes !== undefined) return notTold(changes);
  const { block } = located;
  if (block.place.type === 'elsewhere')
    return notTold(`it runs on ${block.place.name}, a place that handrail does not reach`);
  if (block.stdin !== 'null') return notTold('it reads from a terminal, and there is none');
  const command = previewOf(session, located);
  const hole = block.placeholders.find(({ text }) => command.missing.includes(text));
  if (hole !== undefined) return notTold(holeWords(hole));
  const missing = command.missing[0];
  const placeholder = command.missing.find((name) => nameInScript(name) === name);
  if (placeholder !== undefined)
    return notTold(
      `${placeholder} in it stands for a value that only a person can give; write a literal instead and read it as $name`,
    );
  if (missing !== undefined) return notTold(missingWords(session, located, missing));
  const dead = deadFact(session, located);
  if (dead !== undefined) return notTold(dead);
  const lost = session.login?.kind;
  const needs = needsOf(command);
  if ((lost === 'juju' && needs.juju) || (lost === 'openstack' && needs.openstack))
    return notTold(lostLoginWords(lost));
  return undefined;
}

/** `The Juju login is gone. ...`: with what mends it, as nobody is asked here. */
export function lostLoginWords(kind: LoginKind): string {
  const { gone } = loginWords(kind);
  switch (kind) {
    case 'juju':
      return `${gone} Log in at a terminal with: juju login`;
    case 'openstack':
    case 'vault':
      return gone;
  }
}

function holeWords({ text, check }: Placeholder): string {
  return check === 'secret'
    ? `it holds ${text}, which stands for a secret, and no check is given one`
    : `it holds ${text}; give it a value with --set '${text}=VALUE'`;
}

/** The question in its words, with the way to answer it. */
export function questionWords(session: Session, id: string): string {
  const question = session.runbooks
    .flatMap(({ questions }) => questions)
    .find((one) => one.id === id);
  const ways = question?.options.map((option) => `--route ${option.id}`) ?? [];
  return `"${question?.text ?? id}": say ${ways.join(' or ')}`;
}

/** Which name has no value, and where one would come from. */
function missingWords(session: Session, { runbook, block }: Located, variable: string): string {
  const finder = locatedBlocks(session).find(
    (other) =>
      other.runbook === runbook && other.block.captures.some(({ name }) => name === variable),
  );
  const literal = runbook.literals.find(({ name }) => variableOf(name) === variable)?.name;
  const reads = `it reads $${variable}, which has no value`;
  const name = literal ?? variable;
  if (finder === undefined || finder.block.id === block.id)
    return `${reads}; give it one with --set ${name}=VALUE, or in the site file`;
  const { id, kind } = finder.block;
  return kind === 'check'
    ? `${reads}: ${id} did not find it`
    : `${reads}: ${id} finds it, a ${kind.toUpperCase()}, which is not run here; give it with --set ${name}=VALUE`;
}

function notTold(why: string): NotLooked {
  return { type: 'could-not-tell', why };
}
