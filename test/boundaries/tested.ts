import { dirname } from 'node:path';
import { importsOf, isTypesOnly, type Source } from './imports.ts';
import { partOf } from './rules.ts';

/** Files that no test of their own part runs through, each with the reason. */
export const testedElsewhere: Readonly<Record<string, string>> = {
  'src/screens/run-app.tsx': 'wants a real terminal: the journeys in tmux start it',
};

/** Below this a file is a name for something, and the test of its user is its test. */
const fewLines = 12;

/** Tests of the command line and journeys start the program itself, and so come in by its main file. */
const startsProgram = /\b(handrail|build)\.js\b/;
const main = 'src/cli/main.ts';

/**
 * Source files that no test in the folder of their own part (`test/steps/` for `src/steps/`) runs through: neither
 * imported by one, nor by what one imports within the part. Helpers of tests count as the tests that use them.
 */
export function untested(sources: readonly Source[], tests: readonly Source[]): readonly string[] {
  const imported = new Map(
    [...sources, ...tests].map((source) => [
      source.file,
      importsOf(source)
        .filter((found) => found.from === 'ours' && !found.typeOnly)
        .map((found) => found.what),
    ]),
  );
  for (const test of tests) if (startsProgram.test(test.text)) imported.get(test.file)?.push(main);

  const reached = new Set<string>();
  for (const test of tests) {
    const part = mirroredPart(test.file);
    if (part !== undefined && test.file.includes('.test.'))
      for (const file of reachedFrom(test.file, part, imported)) reached.add(file);
  }
  return sources
    .filter((source) => source.text.split('\n').length > fewLines && !isTypesOnly(source))
    .map((source) => source.file)
    .filter((file) => !reached.has(file));
}

function reachedFrom(
  test: string,
  part: string,
  imported: ReadonlyMap<string, readonly string[]>,
): ReadonlySet<string> {
  const reached = new Set<string>();
  const reach = (file: string): void => {
    const home = partOf(file);
    if (reached.has(file) || (home !== undefined && !home.startsWith(part))) return;
    reached.add(file);
    for (const next of imported.get(file) ?? []) reach(next);
  };
  reach(test);
  return reached;
}

/** What a part's test is about may lie in its subfolders; journeys are the tests of the command line. */
function mirroredPart(test: string): string | undefined {
  const folder = dirname(test)
    .replace(/^test\b/, 'src')
    .replace(/^src\/journeys$/, 'src/cli');
  const part = partOf(`${folder}/`);
  return part === 'src/session/effects/' ? 'src/session/' : part;
}
