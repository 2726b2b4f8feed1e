import type { execa } from 'execa';

/** What starts programs, loaded when the first one is started: cold, it costs more than the first frame. */
export async function programStarter(): Promise<typeof execa> {
  return (await import('execa')).execa;
}
