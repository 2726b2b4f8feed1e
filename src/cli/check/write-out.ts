/** Standard output, for one whose exit status says more than what it prints. */
export interface WrittenOut {
  readonly write: (lines: readonly string[]) => void;
  /** 3 in the place of 0 when what was found could not be written: nobody has it. */
  readonly statusAfter: (status: number) => Promise<number>;
}

/**
 * A reader that went away (`handrail check X | head -1`) ends nothing: the exit status is still wanted. A disk that is
 * full is told on standard error.
 */
export function stateWritten(stream: NodeJS.WriteStream = process.stdout): WrittenOut {
  let lost = false;
  stream.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED' || lost) return;
    lost = true;
    process.stderr.write(`handrail: what was found could not be written (${error.code ?? ''}).\n`);
  });
  return {
    write: (lines) => {
      for (const line of lines) stream.write(`${line}\n`);
    },
    statusAfter: async (status) => {
      await new Promise((resolve) => stream.write('', resolve));
      return lost && status === 0 ? 3 : status;
    },
  };
}
