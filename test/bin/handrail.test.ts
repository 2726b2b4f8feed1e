import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasScript, makeStandIn, runOnTerminal, runPlainly, type StandIn } from './stand-in.ts';

const sayAll = `
  const { NO_COLOR, FORCE_COLOR, HANDRAIL_FIRST_PAINT, HANDRAIL_LAUNCHER } = process.env;
  const env = { NO_COLOR, FORCE_COLOR, HANDRAIL_FIRST_PAINT, HANDRAIL_LAUNCHER };
  console.log(JSON.stringify({ node: process.versions.node, args: process.argv.slice(2), env }));
  process.exitCode = 7;
`;
const sayWaiting = `
  process.on('SIGINT', () => { console.log('interrupted'); process.exitCode = 5; clearInterval(clock); });
  const clock = setInterval(() => {}, 60_000);
  console.log('pid ' + process.pid);
`;
const enter = '\x1b[?1049h';
const leave = '\x1b[?1049l';

let standIn: StandIn;
afterEach(() => standIn.remove());

it('hands its arguments over and ends with the status of the program', () => {
  standIn = makeStandIn(sayAll);
  const run = runPlainly(standIn.command('this-node', 'outline', 'a file.md', ''));
  expect(run.status).toBe(7);
  expect(JSON.parse(run.stdout)).toMatchObject({ args: ['outline', 'a file.md', ''], env: {} });
});

it.each([
  ['NO_COLOR is set', { NO_COLOR: '1' }, [], '0'],
  ['NO_COLOR is set to 0, which counts too', { NO_COLOR: '0' }, [], '0'],
  ['NO_COLOR is empty', { NO_COLOR: '' }, [], undefined],
  ['--no-color is given', {}, ['--no-color'], '0'],
  ['NO_COLOR and FORCE_COLOR disagree', { NO_COLOR: '1', FORCE_COLOR: '3' }, [], '0'],
])('tells chalk, which reads FORCE_COLOR only, when %s', (_when, env, args, expected) => {
  standIn = makeStandIn(sayAll);
  const { stdout } = runPlainly(standIn.command('this-node', ...args), env);
  expect((JSON.parse(stdout) as { env: { FORCE_COLOR?: string } }).env.FORCE_COLOR).toBe(expected);
});

it('keeps compiled code in the cache folder of the operator, and does without where it can not', () => {
  standIn = makeStandIn(sayAll);
  const cache = join(standIn.folder, 'cache');
  mkdirSync(cache);
  runPlainly(standIn.command('this-node'), { XDG_CACHE_HOME: cache });
  expect(readdirSync(join(cache, 'handrail', 'compiled')).length).toBeGreaterThan(0);
  expect(runPlainly(standIn.command('this-node'), { XDG_CACHE_HOME: '/dev/null' }).status).toBe(7);
});

it('says in one sentence that the bundle is missing', () => {
  standIn = makeStandIn(undefined);
  const run = runPlainly(standIn.command('this-node', 'walk', 'phase-07'));
  expect(run).toEqual({
    status: 2,
    stdout: '',
    stderr: 'handrail: its bundle dist/main.js is missing; build it in its folder with: npm ci\n',
  });
});

it('says in one sentence that the bundle is broken', () => {
  standIn = makeStandIn('import "no-such-package";');
  const run = runPlainly(standIn.command('this-node'));
  expect(run.status).toBe(2);
  expect(run.stderr).toMatch(
    /^handrail: its bundle could not be started \(.*no-such-package.*npm ci\n$/,
  );
});

describe('under a Node that is too old', () => {
  it('says in one sentence what is missing when the node package is not installed', () => {
    standIn = makeStandIn(sayAll);
    const run = runPlainly(standIn.command('old-node'));
    expect(run.status).toBe(2);
    expect(run.stderr).toMatch(/^handrail: this is Node 18\.20\.8, .* npm ci\n$/);
  });

  it('runs on the Node it brings along, with the same arguments, status and streams', () => {
    standIn = makeStandIn(sayAll);
    standIn.bringNode();
    const run = runPlainly(standIn.command('old-node', 'outline', 'a file.md'));
    expect(run.status).toBe(7);
    expect(JSON.parse(run.stdout)).toEqual({
      node: process.versions.node,
      args: ['outline', 'a file.md'],
      env: {},
    });
  });

  it.each(['SIGTERM', 'SIGHUP', 'SIGKILL'] as const)(
    'ends by %s when the program does',
    async (signal) => {
      standIn = makeStandIn(`process.kill(process.pid, '${signal}'); setInterval(() => {}, 1000);`);
      standIn.bringNode();
      const [file = '', ...args] = standIn.command('old-node');
      const launcher = spawn(file, args, { stdio: 'ignore' });
      expect(await once(launcher, 'exit')).toEqual([null, signal]);
    },
  );

  it('passes an interrupt on and waits for the program to end in its own way', async () => {
    standIn = makeStandIn(sayWaiting);
    standIn.bringNode();
    const [file = '', ...args] = standIn.command('old-node');
    const launcher = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(launcher.stdout, 'data');
    launcher.kill('SIGINT');
    expect(await once(launcher, 'exit')).toEqual([5, null]);
  });

  it('leaves no program walking on when the pid the operator knows is killed', async () => {
    standIn = makeStandIn(sayWaiting);
    standIn.bringNode();
    const [file = '', ...args] = standIn.command('old-node');
    const launcher = spawn(file, args, { stdio: ['ignore', 'pipe', 'ignore'] });
    await once(launcher.stdout, 'data');
    launcher.kill('SIGKILL');
    // The pipe closes when its last holder is gone, and that is the program.
    launcher.stdout.resume();
    await once(launcher.stdout, 'close');
  });
});

describe.skipIf(!hasScript)('on a terminal', () => {
  const drawing = `
    process.stdout.write('${enter}the program');
    process.stdin.setRawMode(true).on('data', () => {
      process.stdout.write('${leave}');
      process.exit(3);
    });
  `;

  it.each(['this-node', 'old-node'] as const)(
    'paints once (%s), and the screen of the program takes over',
    async (node) => {
      standIn = makeStandIn(drawing);
      standIn.bringNode();
      const terminal = runOnTerminal(standIn.command(node, 'train'));
      await terminal.sees('the program');
      terminal.types('q');
      const all = await terminal.ended;
      expect(all).toMatch(/status 3 echo/);
      expect(all.split('handrail')).toHaveLength(2);
      expect(all.indexOf('handrail')).toBeLessThan(all.indexOf('the program'));
      expect(all.split(leave)).toHaveLength(2);
    },
  );

  it('gives the screen back before a sentence', async () => {
    standIn = makeStandIn(`process.stderr.write('no such runbook\\n'); process.exitCode = 2;`);
    const all = await runOnTerminal(standIn.command('this-node', 'walk', 'x.md')).ended;
    expect(all.indexOf(leave)).toBeGreaterThan(all.indexOf(enter));
    expect(all.indexOf('no such runbook')).toBeGreaterThan(all.indexOf(leave));
    expect(all).toContain('status 2 echo');
  });

  it('gives the screen back when the bundle is broken', async () => {
    standIn = makeStandIn('import "no-such-package";');
    const all = await runOnTerminal(standIn.command('this-node')).ended;
    expect(all.indexOf('could not be started')).toBeGreaterThan(all.indexOf(leave));
    expect(all).toContain('status 2 echo');
  });

  it('gives the screen back when it is ended before the program has drawn', async () => {
    standIn = makeStandIn(`process.kill(process.pid, 'SIGTERM'); setInterval(() => {}, 1000);`);
    const all = await runOnTerminal(standIn.command('this-node')).ended;
    expect(all.indexOf(leave)).toBeGreaterThan(all.indexOf(enter));
    expect(all).toContain('status 143 echo');
  });

  it('keeps keys typed while it loads for the program, and off the screen', async () => {
    standIn = makeStandIn(`
      process.stdin.once('readable', () => {
        const keys = JSON.stringify(String(process.stdin.read()));
        process.stdout.write('${enter}the program${leave}got ' + keys);
        process.exit(0);
      });
    `);
    const terminal = runOnTerminal(standIn.command('this-node'));
    await terminal.sees('handrail');
    terminal.types('j');
    const all = await terminal.ended;
    expect(all).toContain('got "j"');
    expect(all.slice(0, all.indexOf('the program'))).not.toContain('j');
  });

  it('gives the screen back when the program is killed under an old Node', async () => {
    standIn = makeStandIn(
      `process.stdout.write('${enter}the program'); process.stdin.setRawMode(true); process.kill(process.pid, 'SIGKILL');`,
    );
    standIn.bringNode();
    const all = await runOnTerminal(standIn.command('old-node')).ended;
    expect(all.lastIndexOf(leave)).toBeGreaterThan(all.indexOf('the program'));
    expect(all).toContain('status 137 echo');
  });

  it.each([
    ['TERM=dumb', [], { TERM: 'dumb' }],
    ['--plain', ['walk', 'x', '--plain'], {}],
    ['--help', ['--help'], {}],
  ])('writes no escape of its own with %s', async (_what, args, env) => {
    standIn = makeStandIn(sayAll);
    const all = await runOnTerminal(standIn.command('this-node', ...args), env).ended;
    expect(all).not.toContain('\x1b');
  });
});
