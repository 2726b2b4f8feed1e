import type { Program } from './world.ts';

/** The programs that speak to the services of the cloud, and where they stand. */
export const servicePrograms: readonly Program[] = [];
