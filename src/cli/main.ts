import { runProgram } from './program.ts';

const argv = process.argv.slice(2);

// A reader that went away (`handrail outline X | head`) is not an error of what only prints; a walk has stopped short.
// A check and lint see to that themselves: their exit status is wanted whoever reads along.
process.stdout.on('error', () => {
  if (!argv.includes('check') && !argv.includes('lint')) process.exit(walks(argv) ? 1 : 0);
});
// Nobody is left to tell.
process.stderr.on('error', () => undefined);

const status = await runProgram(argv).catch(async (error: unknown) => {
  const { reportError } = await import('./report-error.ts');
  return reportError(error, argv);
});
// A block that the operator left running is a child of ours: without this we would wait for its end.
process.stdout.write('', () => process.exit(status));

function walks(words: readonly string[]): boolean {
  return ['walk', 'resume', 'train'].some((command) => words.includes(command));
}
