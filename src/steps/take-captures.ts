import { followJsonPath, jsonText, parseJsonPath } from './json-path.ts';
import type { Capture } from './model.ts';
import type { Evidence } from './verdict.ts';
import { lineNumbered, linesOf, streamText } from './evidence-text.ts';
import { parseJson } from './parse-json.ts';
import { quoted } from './quoted.ts';
import { matchesWhole, searchText } from './search.ts';

/** The longest value that is taken: it becomes a line of shell and of the journal. */
const LONGEST = 64 * 1024;

/**
 * Takes the captures of a block from its output. A value that is empty, or does not match the pattern
 * that stands with it, is no value: `failures` says so, one sentence each. Pure; never throws.
 */
export function takeCaptures(
  captures: readonly Capture[],
  evidence: Evidence,
): { readonly values: Record<string, string>; readonly failures: string[] } {
  const values: Record<string, string> = {};
  const failures: string[] = [];
  for (const capture of captures) {
    const taken = takeOne(capture, evidence);
    if ('value' in taken) values[capture.name] = taken.value;
    else failures.push(`\`${capture.name}\` was not captured: ${taken.why}`);
  }
  return { values, failures };
}

type Taken = { readonly value: string } | { readonly why: string };

function takeOne(capture: Capture, evidence: Evidence): Taken {
  if (evidence.exitStatus === undefined)
    return { why: 'no exit status: its output may be cut short' };
  const taken = valueOf(capture, evidence);
  if ('why' in taken) return taken;
  const { value } = taken;
  if (value === '') return { why: 'the value is empty' };
  if (value.length > LONGEST) return { why: `the value is longer than ${LONGEST} characters` };
  if (value.includes('\0')) return { why: 'the value holds a NUL, which no shell variable can' };
  if (capture.pattern === undefined) return taken;
  const matches = matchesWhole(capture.pattern, value);
  if (matches === true) return taken;
  const verb = matches === undefined ? 'can not be matched with' : 'does not match';
  return {
    why: `${(evidence.quote ?? quoted)(value, capture.name)} ${verb} \`${capture.pattern}\``,
  };
}

function valueOf({ source }: Capture, evidence: Evidence): Taken {
  switch (source.type) {
    case 'output':
      return { value: streamText(evidence, source.stream) };
    case 'line': {
      const line = lineNumbered(linesOf(streamText(evidence, source.stream)), source.number);
      if (line === undefined)
        return {
          why: source.number < 0 ? 'there is no line' : `there is no line ${source.number}`,
        };
      if (source.field === 0) return { value: line };
      const field = line.trim().split(/\s+/)[source.field - 1] ?? '';
      return field === ''
        ? { why: `there is no field ${source.field} in ${(evidence.quote ?? quoted)(line)}` }
        : { value: field };
    }
    case 'json':
      return jsonValue(source.path, streamText(evidence, 'stdout'), evidence.quote);
    case 'match': {
      const found = searchText(source.pattern, streamText(evidence, source.stream));
      if (found.type === 'found') return { value: found.match[source.group] ?? '' };
      return {
        why: found.type === 'unknown' ? found.reason : `nothing matches \`${source.pattern}\``,
      };
    }
  }
}

function jsonValue(path: string, output: string, quote: Evidence['quote'] = quoted): Taken {
  const steps = parseJsonPath(path);
  const root = parseJson(output);
  if (steps === undefined) return { why: `${quoted(path)} is no plain path` };
  if ('why' in root) return { why: `came ${quote(output)}, ${root.why}` };
  const { values } = followJsonPath(root.value, steps);
  if (values.length === 1) return { value: jsonText(values[0]) };
  return {
    why: values.length === 0 ? `nothing at \`${path}\`` : `${values.length} values at \`${path}\``,
  };
}
