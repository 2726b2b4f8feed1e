import { parse } from 'yaml';

/** One test point of TAP 14. */
export interface TapPoint {
  readonly ok: boolean;
  readonly number: number;
  readonly description: string;
  readonly skip: string | undefined;
  readonly diagnostics: unknown;
}

/** Reads TAP 14 and is as strict as its specification: throws for a line that has no place in it, or a wrong plan. */
export function readTap(text: string): readonly TapPoint[] {
  const lines = text.split('\n');
  if (lines.pop() !== '') throw new Error('the last line has no end');
  if (lines.shift() !== 'TAP version 14') throw new Error('no version');
  const points: TapPoint[] = [];
  let plan: number | undefined;
  while (lines.length > 0) {
    const line = lines.shift() ?? '';
    const planned = /^1\.\.(\d+)$/.exec(line);
    const point = /^(not )?ok (\d+) - (.*)$/.exec(line);
    if (line.startsWith('#')) continue;
    if (planned !== null) {
      if (plan !== undefined) throw new Error('two plans');
      plan = Number(planned[1]);
    } else if (point !== null) {
      const [description = '', directive] = (point[3] ?? '').split(/ (?<!\\)# ?(?=SKIP\b)/i);
      points.push({
        ok: point[1] === undefined,
        number: Number(point[2]),
        description: description.replace(/\\([\\#])/g, '$1'),
        skip: directive?.replace(/^SKIP\s*/i, ''),
        diagnostics: lines[0] === '  ---' ? yamlOf(lines) : undefined,
      });
    } else throw new Error(`no TAP: ${line}`);
  }
  if (plan !== points.length) throw new Error(`a plan of ${plan} for ${points.length} points`);
  if (points.some(({ number }, index) => number !== index + 1)) throw new Error('wrong numbers');
  return points;
}

function yamlOf(lines: string[]): unknown {
  lines.shift();
  const end = lines.indexOf('  ...');
  if (end < 0) throw new Error('diagnostics without an end');
  const block = lines.splice(0, end);
  lines.shift();
  return parse(block.map((line) => line.slice(2)).join('\n'));
}
