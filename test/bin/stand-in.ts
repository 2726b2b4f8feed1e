import { spawn, spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** A folder that looks like an installed handrail, whose program is the few lines a test gives. */
export interface StandIn {
  readonly folder: string;
  /** Puts the `node` package there: this Node under its name. */
  bringNode(): void;
  /** The command line: `old` pretends that the Node running it is an old one. */
  command(node: 'this-node' | 'old-node', ...args: readonly string[]): readonly string[];
  remove(): void;
}

export function makeStandIn(program: string | undefined): StandIn {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-bin-'));
  cpSync('bin', join(folder, 'bin'), { recursive: true });
  writeFileSync(join(folder, 'package.json'), '{"name":"handrail","type":"module"}');
  if (program !== undefined) {
    mkdirSync(join(folder, 'dist'));
    writeFileSync(join(folder, 'dist', 'main.js'), program);
  }
  return {
    folder,
    bringNode() {
      const brought = join(folder, 'node_modules', 'node');
      mkdirSync(join(brought, 'bin'), { recursive: true });
      writeFileSync(join(brought, 'package.json'), '{"name":"node"}');
      symlinkSync(process.execPath, join(brought, 'bin', 'node'));
    },
    command: (node, ...args) => [
      process.execPath,
      ...(node === 'old-node' ? ['--import', oldNode] : []),
      join(folder, 'bin', 'handrail.js'),
      ...args,
    ],
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}

/** Given on the command line and not in NODE_OPTIONS, so that the Node started next is itself again. */
const oldNode = `data:text/javascript,${encodeURIComponent(
  `Object.defineProperty(process, 'versions', { value: { ...process.versions, node: '18.20.8' } });`,
)}`;

/** Runs it without a terminal. */
export function runPlainly(command: readonly string[], env: Record<string, string> = {}) {
  const [file = '', ...args] = command;
  const { status, stdout, stderr } = spawnSync(file, args, {
    encoding: 'utf8',
    env: { ...process.env, ...env },
  });
  return { status, stdout, stderr };
}

export const hasScript = spawnSync('script', ['--version']).status === 0;

/** Whether the terminal is left as it was found: `echo` or `-echo`. */
const echo = 'stty -a | grep -owe -echo -e echo';

/** Runs it on a pseudo-terminal of 80x24; the last line says the status and whether the terminal echoes again. */
export function runOnTerminal(command: readonly string[], env: Record<string, string> = {}) {
  const line = command.map((word) => `'${word.replaceAll("'", `'\\''`)}'`).join(' ');
  const shell = spawn(
    'script',
    ['-qec', `stty rows 24 cols 80; ${line}; echo "status $? $(${echo})"`, '/dev/null'],
    { stdio: ['pipe', 'pipe', 'ignore'], env: { ...process.env, TERM: 'xterm-256color', ...env } },
  );
  let seen = '';
  const watchers = new Set<() => void>();
  shell.stdout.setEncoding('utf8').on('data', (text: string) => {
    seen += text;
    for (const look of watchers) look();
  });
  const ended = new Promise<string>((resolve) => shell.on('close', () => resolve(seen)));
  return {
    ended,
    /** Resolves once the terminal got it; rejects when the program ends first. */
    sees: (what: string) =>
      new Promise<string>((resolve, reject) => {
        const look = () => (seen.includes(what) ? resolve(seen) : undefined);
        watchers.add(look);
        look();
        void ended.then(() => reject(new Error(`ended without ${what}: ${JSON.stringify(seen)}`)));
      }),
    types: (keys: string) => shell.stdin.write(keys),
  };
}
