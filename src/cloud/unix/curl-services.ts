/** What curl meets at the addresses of this cloud: its core services, and the Services of its clusters. */
import { readAs } from '../access.ts';
import type { Call } from '../world.ts';
import { vipService, vipStatus } from '../vips.ts';
import { serviceAt } from '../workload/endpoint.ts';
import { askService } from '../workload/traffic.ts';
import type { Reply } from './internet.ts';

export interface ServiceRequest {
  readonly scheme: string;
  readonly host: string;
  readonly port: number;
  readonly path: string;
  /** `-k`: any certificate will do. */
  readonly insecure: boolean;
  /** Absolute path of the certificates to trust; undefined for those of the system. */
  readonly authority: string | undefined;
  /** `-L`. */
  readonly follows: boolean;
}

export type ServiceResult =
  | { readonly type: 'reply'; readonly reply: Reply }
  | { readonly type: 'error'; readonly code: number; readonly says: string };

/** The answer of a service here; undefined when nothing of this cloud listens there. */
export function askHere(call: Call, request: ServiceRequest): ServiceResult | undefined {
  const { model } = call.world;
  const { scheme, host, port, path } = request;
  const found = serviceAt(model, host, port);
  if (found !== undefined) {
    if (scheme === 'https') return failure(35, wrongVersion);
    const answer = askService(call.world, found, path);
    if (answer === undefined) return failure(52, 'Empty reply from server');
    return { type: 'reply', reply: { status: answer.status, body: Buffer.from(answer.text) } };
  }
  const service = vipService(host, port);
  if (service === undefined) return undefined;
  const speaksTls = port !== 80;
  if (scheme === 'https') {
    const trouble = speaksTls ? certificateTrouble(call, request) : failure(35, wrongVersion);
    if (trouble !== undefined) return trouble;
  } else if (speaksTls) return reply(400, 'Bad Request');
  const status = vipStatus(model, service, path);
  if (status === 302 && request.follows)
    return reply(vipStatus(model, service, '/auth/login'), 'Login');
  return reply(status, words[status] ?? '');
}

/** Their certificates come from vault's root, which the machines of this cloud do not trust by themselves. */
function certificateTrouble(call: Call, request: ServiceRequest): ServiceResult | undefined {
  const { rootCa } = call.world.model.vault.charm;
  // Without a root nobody has made them certificates yet.
  if (rootCa === undefined) return failure(35, wrongVersion);
  const { authority } = request;
  if (request.insecure) return undefined;
  if (authority === undefined) return failure(60, unknownIssuer);
  const reading = readAs(call.host, authority, call.user);
  if (reading.type !== 'text' || !reading.text.includes('-----BEGIN CERTIFICATE-----'))
    return failure(
      77,
      `error setting certificate verify locations:\n  CAfile: ${authority}\n  CApath: /etc/ssl/certs`,
    );
  return reading.text.includes(rootCa.trim()) ? undefined : failure(60, unknownIssuer);
}

function failure(code: number, says: string): ServiceResult {
  return { type: 'error', code, says: `curl: (${code}) ${says}` };
}

function reply(status: number, text: string): ServiceResult {
  return { type: 'reply', reply: { status, body: Buffer.from(text === '' ? '' : `${text}\n`) } };
}

const wrongVersion = 'error:0A00010B:SSL routines::wrong version number';
const unknownIssuer = `SSL certificate problem: unable to get local issuer certificate
More details here: https://curl.se/docs/sslcerts.html

curl failed to verify the legitimacy of the server and therefore could not
establish a secure connection to it. To learn more about this situation and
how to fix it, please visit the web page mentioned above.`;
const words: Readonly<Record<number, string>> = {
  200: '{"versions": []}',
  300: '{"versions": {"values": []}}',
  401: '{"error": {"code": 401, "message": "The request you have made requires authentication.", "title": "Unauthorized"}}',
  404: '{"error": {"code": 404, "title": "Not Found"}}',
  503: '<html><body><h1>503 Service Unavailable</h1>\nNo server is available to handle this request.\n</body></html>',
};
