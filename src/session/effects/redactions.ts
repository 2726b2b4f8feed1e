import type { Secret } from '../../secrets/secret.ts';
import type { AttemptFolder } from '../runner.ts';
import { fileErrorInWords } from './file-errors.ts';
import { redactAttempt } from './redact-attempt.ts';

/** Masks what attempts have printed, one after the other, beside whatever else goes on. */
export interface Redactions {
  add(folder: AttemptFolder, secrets?: readonly Secret[]): void;
  /** Resolves when everything that was added is masked, or was said not to be. */
  idle(): Promise<void>;
}

/** @param failed is told one sentence when the output of an attempt can not be masked */
export function createRedactions(failed: (sentence: string) => void): Redactions {
  let last: Promise<void> = Promise.resolve();
  return {
    add(folder, secrets) {
      last = last
        .then(() => redactAttempt(folder, secrets))
        .catch((error: unknown) =>
          failed(
            `What is secret in the output in ${folder} can not be masked: ${fileErrorInWords(error)}; it is tried again when the walk is left and when it is resumed.`,
          ),
        );
    },
    idle: () => last,
  };
}
