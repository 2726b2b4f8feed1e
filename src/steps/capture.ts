import { CODE, bodyOf, firstSentence } from './body.ts';
import { CAPTURE_NAME } from './condition.ts';
import { parseJsonPath } from './json-path.ts';
import type { Capture, CaptureSource, Problem, Stream } from './model.ts';
import { nearestForm } from './nearest.ts';
import { compilePattern } from './pattern.ts';
import { plainText } from './inline.ts';

/** The known forms, as the nearest one is named in a problem. */
export const CAPTURE_FORMS: readonly string[] = [
  '**CAPTURE:** `name` is line 1 of the output',
  '**CAPTURE:** `name` is the last line of the output',
  '**CAPTURE:** `name` is field 1 of line 2 of the output',
  '**CAPTURE:** `name` is the output',
  '**CAPTURE:** `name` is json `.path`',
  '**CAPTURE:** `name` is the match of `RE`',
  '**CAPTURE:** `name` is line 1 of the output, matching `RE`',
];

/** Reads what follows `CAPTURE:`. A capture that is not understood is a problem and no capture. */
export function readCapture(
  line: number,
  body: string,
): { readonly capture: Capture | undefined; readonly problem: Problem | undefined } {
  const { text, codes } = bodyOf(body);
  const { sentence } = firstSentence(text);
  const found = WHOLE.exec(sentence);
  const name = codes[Number(found?.[1])] ?? '';
  const pattern = found?.[3] === undefined ? undefined : (codes[Number(found[3])] ?? '');
  const source = found === null ? undefined : readSource(found[2] ?? '', codes);
  const topic = 'capture-not-understood';
  const wrong = (message: string, nearest?: string): ReturnType<typeof readCapture> => {
    return { capture: undefined, problem: { topic, line, message, nearest } };
  };
  if (source === undefined) {
    const near = nearestForm(sentence, CAPTURE_FORMS).form;
    return wrong(`the capture is not understood: "${plainText(body).slice(0, 80)}"`, near);
  }
  if (!CAPTURE_NAME.test(name)) {
    return wrong(
      `\`${name}\` can not name a capture: a small letter, then small letters, digits and _`,
      CAPTURE_FORMS[0],
    );
  }
  const capture: Capture = { line, name, text: plainText(body), source, pattern };
  const unusable = [
    pattern === undefined ? undefined : compilePattern(pattern, 'whole'),
    source.type === 'match' ? compilePattern(source.pattern) : undefined,
  ].find((one) => one?.type === 'unusable');
  if (unusable?.type === 'unusable') {
    const reason = { line, message: unusable.reason, nearest: undefined };
    return { capture, problem: { topic: 'pattern-not-usable', ...reason } };
  }
  return { capture, problem: undefined };
}

/** The name a capture sentence gives, whether or not the rest of it is understood. */
export function captureNameOf(body: string): string | undefined {
  const name = /^`+\s*([a-z][a-z0-9_]*)\s*`/.exec(body.trim())?.[1];
  return name;
}

const WHOLE = new RegExp(`^${CODE} is (.+?)(?:,? matching ${CODE})?$`);
const OUTPUT = '(?: of the (error )?output)?';

function readSource(words: string, codes: readonly string[]): CaptureSource | undefined {
  const line = LINE.exec(words);
  if (line !== null) {
    const number = line[2] === undefined ? (line[3] === 'last' ? -1 : 1) : Number(line[2]);
    return { type: 'line', stream: streamOf(line[4]), number, field: Number(line[1] ?? 0) };
  }
  const output = /^the (error )?output$/.exec(words);
  if (output !== null) return { type: 'output', stream: streamOf(output[1]) };
  const path = JSON_PATH.exec(words);
  if (path !== null) {
    const written = codes[Number(path[1])] ?? '';
    return parseJsonPath(written) === undefined ? undefined : { type: 'json', path: written };
  }
  const match = MATCH.exec(words);
  if (match === null) return undefined;
  const pattern = codes[Number(match[1])] ?? '';
  return { type: 'match', stream: streamOf(match[2]), pattern, group: hasGroup(pattern) ? 1 : 0 };
}

const LINE = new RegExp(
  `^(?:field ([1-9]\\d{0,3}) of )?(?:line ([1-9]\\d{0,6})|the (first|last) line)${OUTPUT}$`,
);
const JSON_PATH = new RegExp(`^json ${CODE}$`);
const MATCH = new RegExp(`^the (?:first )?match of ${CODE}(?: in the (error )?output)?$`);

/** Whether a pattern has a group that captures: `(x)` or `(?<name>x)`, not `(?:x)` and not `\(`. */
function hasGroup(pattern: string): boolean {
  const bare = pattern.replace(/\\./gs, '').replace(/\[[^\]]*\]/g, '');
  return /\((?!\?)|\(\?<(?![=!])/.test(bare);
}

function streamOf(error: string | undefined): Stream {
  return error === undefined ? 'stdout' : 'stderr';
}
