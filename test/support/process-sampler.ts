import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { buffer } from 'node:stream/consumers';

/** Somebody who looks at every process all the while: what `ps` would have shown at some moment. */
export interface ProcessSampler {
  /** Ends it, and answers with all that was seen, and how often it has looked. */
  ends(): Promise<{ readonly seen: Buffer; readonly sweeps: number }>;
  kill(): void;
}

/** `folders`: what stands in a file there for a moment is seen as well. */
export async function sampleProcesses(folders: readonly string[]): Promise<ProcessSampler> {
  const program = join(import.meta.dirname, '..', 'fixtures', 'sample-processes.ts');
  const child = spawn(process.execPath, [program, ...folders], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  const ended = once(child, 'exit');
  await once(child.stdout, 'readable');
  const all = buffer(child.stdout);
  return {
    async ends() {
      child.stdin.write('\n');
      const seen = await all;
      await ended;
      if (!seen.subarray(-9).equals(Buffer.from('\nsampled\n')))
        throw new Error('The look at the processes broke off.');
      return { seen, sweeps: Number(/(\d+) sweeps/.exec(seen.subarray(0, 200).toString())?.[1]) };
    },
    kill: () => void child.kill('SIGKILL'),
  };
}
