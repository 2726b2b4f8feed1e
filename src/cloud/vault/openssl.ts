import { X509Certificate } from 'node:crypto';
import type { Answer, Call, Program } from '../world.ts';
import { actorOf } from '../unix/accounts.ts';
import { readBytes } from '../unix/file-operations.ts';
import { machineOf } from '../unix/machine.ts';
import { resolve } from '../unix/paths.ts';
import { errorText } from '../unix/unix-error.ts';

/** openssl, as far as looking at a certificate goes: `openssl x509`, and its version. */
export const openssl: Program = {
  name: 'openssl',
  path: '/usr/bin/openssl',
  hosts: 'all',
  run: async (call) => {
    const [command, ...args] = call.args;
    if (command === 'version')
      return says('OpenSSL 3.0.2 15 Mar 2022 (Library: OpenSSL 3.0.2 15 Mar 2022)');
    return command === 'x509' ? x509(call, args) : unknown(call);
  },
};

function x509(call: Call, args: readonly string[]): Answer {
  const queue = [...args];
  const wanted: string[] = [];
  let file: string | undefined;
  let show = true;
  let digest: 'fingerprint' | 'fingerprint256' = 'fingerprint';
  let within: number | undefined;
  for (let arg = queue.shift(); arg !== undefined; arg = queue.shift()) {
    if (arg === '-in') file = queue.shift();
    else if (arg === '-noout') show = false;
    else if (arg === '-sha256') digest = 'fingerprint256';
    else if (arg === '-sha1') digest = 'fingerprint';
    else if (arg === '-checkend') within = Number(queue.shift());
    else if (arg === '-ext') wanted.push(`ext ${queue.shift() ?? ''}`);
    else if (plain.includes(arg)) wanted.push(arg.slice(1));
    else if (arg !== '-inform' && arg !== '-outform') return unknown(call);
    else if (queue.shift() !== 'PEM') return unknown(call);
  }
  const text = contents(call, file);
  if (typeof text !== 'string') return text;
  const certificate = read(text);
  if (certificate === undefined) return notOne(file);
  const lines: string[] = [];
  for (const what of wanted) {
    const line = told(certificate, what, digest);
    if (line === undefined) return unknown(call);
    lines.push(line);
  }
  let exitCode = 0;
  if (within !== undefined) {
    const ends = Date.parse(certificate.validTo) <= call.world.clock.now() + within * 1000;
    lines.push(`Certificate will ${ends ? '' : 'not '}expire`);
    exitCode = ends ? 1 : 0;
  }
  if (show) lines.push(certificate.toString().trimEnd());
  return { ...says(lines.join('\n')), exitCode };
}

const plain = [
  '-subject',
  '-issuer',
  '-startdate',
  '-enddate',
  '-dates',
  '-fingerprint',
  '-serial',
];

function told(
  certificate: X509Certificate,
  what: string,
  digest: 'fingerprint' | 'fingerprint256',
): string | undefined {
  switch (what) {
    case 'subject':
      return `subject=${named(certificate.subject)}`;
    case 'issuer':
      return `issuer=${named(certificate.issuer)}`;
    case 'startdate':
      return `notBefore=${certificate.validFrom}`;
    case 'enddate':
      return `notAfter=${certificate.validTo}`;
    case 'dates':
      return `notBefore=${certificate.validFrom}\nnotAfter=${certificate.validTo}`;
    case 'serial':
      return `serial=${certificate.serialNumber}`;
    case 'fingerprint':
      return `${digest === 'fingerprint' ? 'sha1' : 'sha256'} Fingerprint=${certificate[digest]}`;
    case 'ext basicConstraints': {
      // The object id of basic constraints, with the mark of one that may not be passed over.
      const critical = certificate.raw.includes(Buffer.from('551d130101ff', 'hex'));
      const head = `X509v3 Basic Constraints: ${critical ? 'critical' : ''}`;
      return `${head}\n    CA:${certificate.ca ? 'TRUE' : 'FALSE'}`;
    }
    default:
      return undefined;
  }
}

/** `CN=a\nO=b` as openssl 3 prints it: `CN = a, O = b`. */
function named(lines: string): string {
  return lines
    .split('\n')
    .map((line) => line.replace('=', ' = '))
    .join(', ');
}

function read(text: string): X509Certificate | undefined {
  const pem = /-----BEGIN CERTIFICATE-----\n[^]*?\n-----END CERTIFICATE-----/.exec(text)?.[0];
  try {
    return pem === undefined ? undefined : new X509Certificate(pem);
  } catch {
    return undefined;
  }
}

function contents(call: Call, file: string | undefined): string | Answer {
  if (file === undefined || file === '/dev/stdin') return call.stdin;
  const machine = machineOf(call.host);
  try {
    const actor = actorOf(machine.accounts, call.user);
    return Buffer.from(readBytes(machine.disk, resolve(call.cwd, file), actor)).toString('utf8');
  } catch (error) {
    const reason = errorText(error);
    return fails(
      `Can't open "${file}" for reading, ${reason}\n${fault}:system library:BIO_new_file:${reason}:../crypto/bio/bss_file.c:67:calling fopen(${file}, r)\nUnable to load certificate`,
    );
  }
}

function notOne(file: string | undefined): Answer {
  return fails(
    `Could not read certificate from ${file ?? '<stdin>'}\n${fault}:STORE routines:ossl_store_get0_loader_int:unregistered scheme:../crypto/store/store_register.c:237:scheme=file\nUnable to load certificate`,
  );
}

const fault = '40B7C5A0C77F0000:error:80000002';

function unknown({ args }: Call): Answer {
  return { ...fails(`simulated cloud: not known: openssl ${args.join(' ')}`), exitCode: 2 };
}

function says(stdout: string): Answer {
  return { stdout: stdout === '' ? '' : `${stdout}\n`, stderr: '', exitCode: 0 };
}

function fails(stderr: string): Answer {
  return { stdout: '', stderr: `${stderr}\n`, exitCode: 1 };
}
