/** How a simulated program answers: what it prints where, and its exit status. */
import type { Answer, Call } from './world.ts';

/** Success with this on standard output, which is ended by a newline when it is not empty. */
export function says(stdout: string, stderr = ''): Answer {
  return { stdout: ended(stdout), stderr: ended(stderr), exitCode: 0 };
}

/** Failure with this on standard error. */
export function fails(stderr: string, exitCode = 1, stdout = ''): Answer {
  return { stdout: ended(stdout), stderr: ended(stderr), exitCode };
}

/** What the simulated cloud has no answer for fails loudly, so that nobody learns something false. */
export function notKnown(program: string, call: Pick<Call, 'args'>): Answer {
  return fails(`simulated cloud: not known: ${[program, ...call.args].join(' ')}`, 2);
}

/** Thrown inside a program to end it at once with an answer. */
export class Refusal extends Error {
  readonly answer: Answer;

  constructor(answer: Answer) {
    super(answer.stderr.trim());
    this.answer = answer;
  }
}

/** Ends the program with a line on standard error. */
export function refuse(stderr: string, exitCode = 1): never {
  throw new Refusal(fails(stderr, exitCode));
}

/** Runs a program's body; a refusal thrown in it becomes its answer. */
export async function answering(body: () => Promise<Answer> | Answer): Promise<Answer> {
  try {
    return await body();
  } catch (error) {
    if (error instanceof Refusal) return error.answer;
    throw error;
  }
}

function ended(text: string): string {
  return text === '' || text.endsWith('\n') ? text : `${text}\n`;
}
