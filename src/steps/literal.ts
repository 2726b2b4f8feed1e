import { plainText } from './inline.ts';
import type { Literal } from './model.ts';

/**
 * Reads a list item `ENV(name)` value (note), the name in back-ticks. The value is the first run of
 * text, up to two spaces or a parenthesis; `per-rebuild`, `n/a` and anything with a `<hole>` in it is
 * no value.
 */
export function readLiteral(line: number, text: string): Literal | undefined {
  const found = /^`ENV\(([A-Za-z][\w-]{0,60})\)`(.*)$/s.exec(text.trim());
  if (found === null) return undefined;
  const said = (found[2] ?? '').replace(/[\r\n]+[ \t]*/g, ' ').trim();
  const value = /^(?:`[^`]*`|(?:(?!\s{2}|\s?\().)*)/s.exec(said)?.[0] ?? '';
  const rest = said.slice(value.length).trim();
  const whole = /^\((.*)\)$/s.exec(rest)?.[1];
  const note = plainText(whole !== undefined && balanced(whole) ? whole : rest);
  const bare = value.replace(/^`(.*)`$/s, '$1').trim();
  return {
    name: found[1] ?? '',
    value: isNoValue(bare) ? '' : bare,
    note,
    perRebuild: /\bper[- ]rebuild\b/i.test(said),
    line,
  };
}

/** The shell variable by which a block reads a literal: `chart-ver` is `$chart_ver`. */
export function variableOf(literalName: string): string {
  return literalName.toLowerCase().replace(/[^a-z0-9]+/g, '_');
}

function isNoValue(value: string): boolean {
  return value === '' || /^(?:per[- ]rebuild|n\/a|tbd|-+)$/i.test(value) || /<[^<>]*>/.test(value);
}

function balanced(text: string): boolean {
  let depth = 0;
  for (const character of text) {
    if (character === '(') depth += 1;
    if (character === ')') depth -= 1;
    if (depth < 0) return false;
  }
  return depth === 0;
}
