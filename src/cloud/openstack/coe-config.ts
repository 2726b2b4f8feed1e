/** `coe cluster config`: the administrator's kubeconfig of a workload cluster, written where the caller may. */
import { refuse } from '../answers.ts';
import { workloadKubeconfig } from '../kubeconfig.ts';
import type { Cluster } from '../model.ts';
import { fault } from './coe.ts';
import type { OpenstackRequest } from './command.ts';

/** Writes DIR/config and answers with the line that the client prints about it. */
export async function writeClusterConfig(
  { call, options }: OpenstackRequest,
  cluster: Cluster,
): Promise<string> {
  if (cluster.apiAddress === null) {
    refuse(fault(`Cluster ${cluster.uuid} has no API address yet.`, 400));
  }
  const folder = options.get('--dir') ?? call.cwd;
  const path = `${folder}/config`;
  const quoted = `'${path.replaceAll("'", "'\\''")}'`;
  if (!options.has('--force') && (await call.shell(`test -e ${quoted}`)).exitCode === 0) {
    refuse(`File ${path} exists, aborting.`);
  }
  const content = workloadKubeconfig(call.world.model.seed, cluster, cluster.apiAddress);
  const written = await call.shell(`cat > ${quoted}`, { stdin: content, cwd: call.cwd });
  if (written.exitCode !== 0) {
    refuse(
      written.stderr.includes('ermission denied')
        ? `[Errno 13] Permission denied: '${path}'`
        : `[Errno 2] No such file or directory: '${path}'`,
    );
  }
  return `export KUBECONFIG=${path}\n\n`;
}
