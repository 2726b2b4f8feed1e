import { jsonText } from './json-text.ts';
import { clean } from './plain/lines.ts';

/** Errors whose message is a sentence for the operator; everything else is a defect of ours. */
const spoken = new Set(['UserError', 'StateDirError', 'JournalWriteError']);

/**
 * Says what went wrong, in one sentence on standard error; where a program reads standard output (`--json`)
 * it gets the sentence as JSON as well. Answers with the exit status. Names in it may come from anywhere,
 * so it is cleaned like remote output.
 */
export function reportError(error: unknown, argv: readonly string[]): number {
  const { sentence, status, also } = told(error);
  if (argv.includes('--json')) {
    const more = also.length === 0 ? {} : { also };
    const failed = argv.includes('train')
      ? { passed: false, error: sentence, ...more }
      : { error: sentence, ...more };
    process.stdout.write(`${jsonText(failed)}\n`);
  }
  process.stderr.write(`handrail: ${sentence}\n`);
  for (const line of also) process.stderr.write(`  ${line}\n`);
  if (process.env['HANDRAIL_DEBUG'] === '1' && error instanceof Error)
    process.stderr.write(`${error.stack ?? ''}\n`);
  return status;
}

function told(error: unknown): {
  readonly sentence: string;
  readonly status: 1 | 2;
  readonly also: readonly string[];
} {
  if (error instanceof Error && spoken.has(error.name))
    return {
      sentence: clean(error.message),
      status: 'status' in error && error.status === 1 ? 1 : 2,
      also:
        'also' in error && Array.isArray(error.also)
          ? error.also.map((line) => clean(String(line)))
          : [],
    };
  const what = error instanceof Error ? error.message : String(error);
  return {
    sentence: `a defect of handrail itself: ${clean(what)}. What was journaled is safe; take the walk up with: handrail resume`,
    status: 1,
    also: [],
  };
}
