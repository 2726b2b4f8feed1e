import type { IncomingMessage } from 'node:http';
import type { Controller } from './controller.ts';

/** Answers what the `juju` of this cloud asks: see test/fixtures/vault/bin/juju. */
export function controllerAnswer(
  controller: Controller,
  { url }: Pick<IncomingMessage, 'url'>,
  body: string,
): { readonly status: number; readonly body: unknown } {
  const { pathname, searchParams } = new URL(url ?? '/', 'http://controller');
  const said = (name: string): string => searchParams.get(name) ?? '';
  switch (pathname) {
    case '/call':
      return { status: 200, body: controller.called(body.split('\0').slice(0, -1)) };
    case '/password':
      return { status: controller.answered(body, said('by')) ? 200 : 401, body: undefined };
    case '/status':
      return { status: 200, body: controller.status() };
    case '/actions':
      return { status: 200, body: ACTIONS };
    case '/run': {
      const unit = said('unit').replace('/leader', '/0');
      return { status: 200, body: controller.run(unit, said('action'), parametersIn(body)) };
    }
    case '/operation': {
      const found = controller.operation(Number(said('id')));
      return { status: found === undefined ? 404 : 200, body: found };
    }
    default:
      return { status: 404, body: undefined };
  }
}

/** As JSON, which is YAML as well. */
const ACTIONS = {
  'authorize-charm': {
    additionalProperties: false,
    description: 'Authorize the charm',
    properties: { token: { description: 'Token to use to authorize charm', type: 'string' } },
    required: ['token'],
    title: 'authorize-charm',
    type: 'object',
  },
  'generate-root-ca': { properties: {}, title: 'generate-root-ca', type: 'object' },
  'get-root-ca': { properties: {}, title: 'get-root-ca', type: 'object' },
  restart: { properties: {}, title: 'restart', type: 'object' },
};

/** `key=value` words, YAML of one level or JSON. */
function parametersIn(body: string): Readonly<Record<string, string>> {
  if (body.trim().startsWith('{')) return JSON.parse(body) as Readonly<Record<string, string>>;
  const pairs = body.split(/[\0\n]/).flatMap((line) => {
    const found = /^\s*["']?([\w-]+)["']?\s*(?::\s|=)\s*["']?(.*?)["']?\s*$/.exec(line);
    return found === null ? [] : [[found[1] ?? '', found[2] ?? ''] as const];
  });
  return Object.fromEntries(pairs);
}
