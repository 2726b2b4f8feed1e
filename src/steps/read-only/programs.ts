import { builtinPrograms } from './builtins.ts';
import { containerPrograms } from './containers.ts';
import { databasePrograms } from './databases.ts';
import { filePrograms } from './files.ts';
import { gitPrograms } from './git.ts';
import { jujuPrograms } from './juju.ts';
import { kubernetesPrograms } from './kubernetes.ts';
import { machinePrograms } from './machine.ts';
import { networkPrograms } from './network.ts';
import { openstackPrograms } from './openstack.ts';
import { packagePrograms } from './packages.ts';
import { remotePrograms } from './remote.ts';
import type { Program } from './rule.ts';
import { servicePrograms } from './services.ts';
import { textPrograms } from './text.ts';
import { webPrograms } from './web.ts';
import { withExec, wrapperPrograms } from './wrappers.ts';

/** The read-only list, by family. Whatever does not stand in it may change something. */
export const READ_ONLY: readonly {
  readonly family: string;
  readonly programs: readonly Program[];
}[] = [
  { family: 'The shell itself', programs: builtinPrograms },
  { family: 'Text', programs: textPrograms },
  { family: 'Files', programs: filePrograms },
  { family: 'The machine', programs: machinePrograms },
  { family: 'Networks', programs: networkPrograms },
  { family: 'Web and certificates', programs: webPrograms },
  { family: 'Packages', programs: packagePrograms },
  { family: 'git', programs: gitPrograms },
  { family: 'Containers and virtual machines', programs: withExec(containerPrograms) },
  { family: 'Kubernetes', programs: withExec(kubernetesPrograms) },
  { family: 'OpenStack', programs: openstackPrograms },
  { family: 'Juju', programs: jujuPrograms },
  { family: 'Storage, clusters, clouds', programs: servicePrograms },
  { family: 'Databases', programs: databasePrograms },
  {
    family: 'Commands that run another command',
    programs: [...wrapperPrograms, ...remotePrograms],
  },
];

const byName = new Map(
  READ_ONLY.flatMap(({ programs }) => programs.map((program) => [program.name, program] as const)),
);

/** The program of this name, as the list knows it. */
export function programOf(name: string): Program | undefined {
  return byName.get(name);
}
