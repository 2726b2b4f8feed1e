import { createHash } from 'node:crypto';
import type { InternetModel } from '../model.ts';
import type { StandIn } from './inode.ts';
import { programFile } from './program-file.ts';
import { tarball } from './tarball.ts';

export interface Reply {
  readonly status: number;
  readonly body: Uint8Array;
  /** What the few bytes of the body stand for. */
  readonly standIn?: StandIn;
}

/** What the sites of the internet that the runbooks use serve. Undefined: a site that is not simulated. */
export function fetchPage(
  internet: InternetModel,
  host: string,
  path: string,
  agent = 'curl/7.81.0',
): Reply | undefined {
  switch (host) {
    case 'pypi.org':
      return pypi(internet, path);
    case 'get.helm.sh':
      return helmSite(internet, path);
    case 'azimuth-images.stackhpc.cloud':
      return azimuth(internet, path, agent);
    default:
      return undefined;
  }
}

/** The bytes of the helm release as it is published. */
export function helmTarball(version: string): Uint8Array {
  return tarball([
    { name: 'linux-amd64/helm', mode: 0o755, content: programFile('helm', version) },
    { name: 'linux-amd64/README.md', mode: 0o644, content: `Helm ${version}, simulated.\n` },
  ]);
}

function pypi(internet: InternetModel, path: string): Reply {
  if (path === '/simple' || path === '/simple/')
    return page('<a href="/simple/magnum-capi-helm/">magnum-capi-helm</a>');
  if (path === '/') return page('Python Package Index');
  if (/^\/(simple|project)\/magnum-capi-helm\/?$/.test(path))
    return page(
      internet.driverVersions.map((version) => `magnum_capi_helm-${version}.tar.gz`).join('\n'),
    );
  if (/^\/pypi\/magnum-capi-helm\/json$/.test(path))
    return page(JSON.stringify({ info: { version: internet.driverVersions.at(-1) } }));
  return { status: 404, body: Buffer.from('Not Found\n') };
}

/** There is no index: only the assets of versions that exist. */
function helmSite(internet: InternetModel, path: string): Reply {
  const asset = /^\/helm-(v[\d.]+)-linux-amd64\.tar\.gz(\.sha256sum|\.sha256)?$/.exec(path);
  const version = asset?.[1] ?? '';
  if (!internet.helmVersions.includes(version))
    return {
      status: 404,
      body: Buffer.from('<?xml version="1.0"?><Error><Code>BlobNotFound</Code></Error>'),
    };
  const bytes = helmTarball(version);
  if (asset?.[2] === undefined) return { status: 200, body: bytes };
  const wrong = internet.helmChecksumWrong ? 'not what is served' : '';
  const sum = createHash('sha256').update(bytes).update(wrong).digest('hex');
  return page(asset[2] === '.sha256' ? sum : `${sum}  helm-${version}-linux-amd64.tar.gz\n`);
}

/** The images of Azimuth, behind a network that turns Python's own client away. */
function azimuth(internet: InternetModel, path: string, agent: string): Reply {
  if (agent.startsWith('Python-urllib/')) {
    return { status: 403, body: Buffer.from('error code: 1010\n') };
  }
  const image = internet.azimuthImages.find(({ name }) => path === `/${name}`);
  if (image === undefined) return { status: 404, body: Buffer.from('Not Found\n') };
  const { name, size, sha512 } = image;
  // The magic and version that a qcow2 file begins with, and words about what it is.
  const head = Buffer.from([0x51, 0x46, 0x49, 0xfb, 0, 0, 0, 3]);
  const body = Buffer.concat([head, Buffer.from(`\nsimulated, stands for ${name}\n`)]);
  return { status: 200, body, standIn: { size, sums: { sha512 } } };
}

function page(text: string): Reply {
  return { status: 200, body: Buffer.from(text, 'utf8') };
}
