import type { Secret } from '../../secrets/secret.ts';
import type { AttemptFolder } from '../runner.ts';
import { fileErrorInWords } from './file-errors.ts';
import { forgetOutput } from './kept-nowhere.ts';
import { redactAttempt } from './redact-attempt.ts';

/** Hides what attempts have printed: what is kept nowhere is forgotten at once, the rest masked beside whatever goes on. */
export interface Redactions {
  add(folder: AttemptFolder, secrets?: readonly Secret[]): void;
  /** Resolves when everything that was added is masked, or was said not to be. */
  idle(): Promise<void>;
}

/** @param failed is told one sentence when the output of an attempt can not be hidden */
export function createRedactions(failed: (sentence: string) => void): Redactions {
  let last: Promise<void> = Promise.resolve();
  const fail = (what: string, error: unknown): void =>
    failed(
      `${what}: ${fileErrorInWords(error)}; it is tried again when the walk is left and when it is resumed.`,
    );
  return {
    add(folder, secrets) {
      try {
        // Before the next frame: it tells what is left of it.
        forgetOutput(folder);
      } catch (error) {
        fail(`What the block of ${folder} left in memory can not be deleted`, error);
      }
      last = last
        .then(() => redactAttempt(folder, secrets))
        .catch((error: unknown) =>
          fail(`What is secret in the output in ${folder} can not be masked`, error),
        );
    },
    idle: () => last,
  };
}
