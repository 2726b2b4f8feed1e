/** The virtual addresses of the core services: public in 10.12.4.0/24, internal in 10.12.8.0/24. */
import type { CloudModel } from './model.ts';

export interface VipService {
  readonly name: string;
  /** The application whose units stand behind it. */
  readonly application: string;
  /** Status of a request without a token, by the beginning of its path; the first that fits counts. */
  readonly answers: readonly (readonly [path: string, status: number])[];
}

/** What listens there; undefined when nothing does. */
export function vipService(address: string, port: number): VipService | undefined {
  const last = /^10\.12\.[48]\.(\d+)$/.exec(address)?.[1];
  return last === undefined ? undefined : services.get(`${last}:${port}`);
}

/** The status that a request without a token gets: 503 when no unit of the service is at work. */
export function vipStatus({ juju }: CloudModel, service: VipService, path: string): number {
  const units = juju.units.filter((unit) => unit.name.startsWith(`${service.application}/`));
  if (units.length > 0 && units.every((unit) => unit.workload === 'error')) return 503;
  return service.answers.find(([start]) => path.startsWith(start))?.[1] ?? 404;
}

/** The list of versions at the root, and below it what asks for a token. */
function versioned(name: string, application: string, root: 200 | 300, api: string): VipService {
  return {
    name,
    application,
    answers: [
      [`${api}/`, 401],
      ['/healthcheck', 200],
      ['/', root],
    ],
  };
}

const keystone: VipService = {
  name: 'keystone',
  application: 'keystone',
  answers: [
    ['/v3/auth/', 401],
    ['/v3/users', 401],
    ['/v3/projects', 401],
    ['/v3', 200],
    ['/healthcheck', 200],
    ['/', 300],
  ],
};
const horizon: VipService = {
  name: 'horizon',
  application: 'openstack-dashboard',
  answers: [
    ['/horizon/auth/login', 200],
    ['/auth/login', 200],
    ['/', 302],
  ],
};
const services: ReadonlyMap<string, VipService> = new Map([
  ['50:5000', keystone],
  ['50:35357', keystone],
  ['51:9311', versioned('barbican', 'barbican', 300, '/v1')],
  ['52:8776', versioned('cinder', 'cinder', 300, '/v3')],
  ['53:9292', versioned('glance', 'glance', 300, '/v2')],
  ['54:9511', versioned('magnum', 'magnum', 200, '/v1')],
  ['55:9696', versioned('neutron', 'neutron-api', 200, '/v2.0')],
  ['56:8774', versioned('nova', 'nova-cloud-controller', 200, '/v2.1')],
  ['57:9876', versioned('octavia', 'octavia', 200, '/v2')],
  ['58:443', horizon],
  ['58:80', horizon],
  ['59:8778', versioned('placement', 'placement', 200, '/resource_providers')],
  ['60:443', horizon],
  ['60:80', horizon],
]);
