import type { Program } from '../world.ts';
import { copyPrograms } from './copy-programs.ts';
import { curl } from './curl.ts';
import { directoryPrograms } from './directory-programs.ts';
import { envPrograms } from './env-program.ts';
import { filePrograms } from './file-programs.ts';
import { identityPrograms } from './identity-programs.ts';
import { installPrograms } from './install-programs.ts';
import { listPrograms } from './list-programs.ts';
import { pipPrograms } from './pip.ts';
import { ps } from './ps.ts';
import { python } from './python-program.ts';
import { shellPrograms } from './shell-programs.ts';
import { ssh } from './ssh-program.ts';
import { sudo } from './sudo.ts';
import { sumPrograms } from './sum-programs.ts';
import { systemPrograms } from './systemctl.ts';
import { tarProgram } from './tar-program.ts';
import { timePrograms } from './time-programs.ts';
import { xargs } from './xargs-program.ts';

/** The programs that every host has, as far as just-bash does not bring them or is not true enough. */
export const unixPrograms: readonly Program[] = [
  ...copyPrograms,
  ...directoryPrograms,
  ...envPrograms,
  ...filePrograms,
  ...identityPrograms,
  ...installPrograms,
  ...listPrograms,
  ...pipPrograms,
  ...shellPrograms,
  ...sumPrograms,
  ...systemPrograms,
  ...timePrograms,
  curl,
  ps,
  python,
  ssh,
  sudo,
  tarProgram,
  xargs,
];
