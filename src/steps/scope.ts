import { CODE, bodyOf, codesIn, firstSentence } from './body.ts';
import { distance } from './nearest.ts';
import type { Block, Problem, Scope, Step } from './model.ts';

/** A known form, as a problem names it. */
export const SCOPE_FORM = '**SCOPE:** `admin` begins with `source ~/admin-openrc`.';

/**
 * Reads what follows `SCOPE:`: a name, and the lines that a block of this scope begins with. Words without a
 * code span are prose that only happens to begin so.
 */
export function readScope(
  line: number,
  raw: string,
  before: readonly Scope[],
): { readonly scope: Scope | undefined; readonly problem: Problem | undefined } {
  const body = bodyOf(raw);
  const nothing = { scope: undefined, problem: undefined };
  if (body.codes.length === 0) return nothing;
  const report = (message: string) => ({
    scope: undefined,
    problem: { topic: 'sentence-not-understood' as const, line, message, nearest: SCOPE_FORM },
  });
  const { sentence } = firstSentence(body.text);
  if (!WHOLE.test(sentence)) return report('the scope is not understood');
  const [name = '', ...lines] = codesIn(sentence, body.codes).map((code) => code.trim());
  if (!/^[\w][\w .-]{0,59}$/.test(name) || lines.includes(''))
    return report('the scope has no name, or a line of it is empty');
  const earlier = before.find((one) => one.name === name);
  if (earlier !== undefined)
    return report(`scope \`${name}\` is defined on line ${earlier.line} already`);
  return { scope: { name, lines, line }, problem: undefined };
}

/** The scope that a block runs in: one that its runbook defines, on the jumphost. Anything else is a remark. */
export function scopeOf(block: Block, scopes: readonly Scope[]): Scope | undefined {
  if (block.place.type !== 'jumphost') return undefined;
  return scopes.find(({ name }) => name === block.scope);
}

/**
 * Scopes that labels name and the document does not define, each once, where it defines any: without a
 * definition `(admin scope)` is a remark, as older documents have it.
 */
export function unknownScopes(steps: readonly Step[], scopes: readonly Scope[]): Problem[] {
  if (scopes.length === 0) return [];
  const seen = new Set(scopes.map(({ name }) => name));
  return steps
    .flatMap(({ blocks }) => blocks)
    .flatMap(({ scope, line }) => {
      if (scope === undefined || seen.has(scope)) return [];
      seen.add(scope);
      const message = `no SCOPE defines \`${scope}\`: its blocks begin with what others have set`;
      return [
        { topic: 'unknown-scope', line, message, nearest: `(${nearestName(scope, scopes)} scope)` },
      ];
    });
}

function nearestName(name: string, scopes: readonly Scope[]): string {
  const sorted = scopes
    .map((scope) => scope.name)
    .toSorted((left, right) => distance(left, name) - distance(right, name));
  return sorted[0] ?? name;
}

const WHOLE = new RegExp(`^${CODE} begins with ${CODE}(?:(?:,| and|, and|, then) ${CODE})*$`);
