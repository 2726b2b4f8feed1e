import { runProgram } from './program.ts';

/** Errors whose message is a sentence for the operator; everything else is a defect of ours. */
const spoken = new Set(['UserError', 'StateDirError', 'JournalWriteError']);

// A reader that went away (`handrail outline X | head`) is not an error.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code === 'EPIPE') process.exit(0);
  throw error;
});

try {
  process.exitCode = await runProgram(process.argv.slice(2));
} catch (error) {
  process.exitCode = report(error);
}

function report(error: unknown): number {
  if (error instanceof Error && spoken.has(error.name)) {
    process.stderr.write(`handrail: ${error.message}\n`);
    return 'status' in error && error.status === 1 ? 1 : 2;
  }
  const what = error instanceof Error ? error.message : String(error);
  process.stderr.write(
    `handrail: a defect of handrail itself: ${what}. What was journaled is safe; take the walk up with: handrail resume\n`,
  );
  if (process.env['HANDRAIL_DEBUG'] === '1' && error instanceof Error)
    process.stderr.write(`${error.stack ?? ''}\n`);
  return 1;
}
