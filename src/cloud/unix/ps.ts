import type { Answer, Call, Program } from '../world.ts';
import { formatTime } from './time-format.ts';

/** ps over the processes of the services: `-C NAME`, `-p PID`, `-e`, `-ef`, `aux`, with `-o`. */
export const ps: Program = { name: 'ps', path: '/usr/bin/ps', hosts: 'all', run: runPs };

interface Process {
  readonly pid: number;
  readonly ppid: number;
  readonly user: string;
  readonly comm: string;
  readonly args: string;
  readonly startedAt: number;
}

function runPs(call: Call): Promise<Answer> {
  return Promise.resolve(answer(call));
}

function answer(call: Call): Answer {
  const args = [...call.args];
  let columns: Column[] | undefined;
  let chosen: ((process: Process) => boolean) | undefined;
  let header = true;
  while (args.length > 0) {
    const arg = args.shift() ?? '';
    if (/^-?w+$/.test(arg)) continue;
    if (arg === '-e' || arg === '-A') chosen ??= () => true;
    else if (arg === '-ef' || arg === 'aux' || arg === '-eF' || arg === '-f') {
      if (arg !== '-f') chosen ??= () => true;
      columns ??= readColumns(arg === 'aux' ? 'user,pid,args' : 'user,pid,ppid,args');
    } else if (arg === '-C' || arg === '-p') {
      const wanted = (args.shift() ?? '').split(',');
      chosen = ({ comm, pid }) => wanted.includes(arg === '-C' ? comm : String(pid));
    } else if (arg === '--no-headers' || arg === 'h') header = false;
    else if (arg === '-o' || arg === '-eo' || arg.startsWith('-o')) {
      if (arg === '-eo') chosen ??= () => true;
      const text = arg.length > 2 && arg !== '-eo' ? arg.slice(2) : (args.shift() ?? '');
      const more = readColumns(text);
      if (more === undefined) return unknown(`ps -o ${text}`);
      columns = [...(columns ?? []), ...more];
    } else return unknown(`ps ${arg}`);
  }
  if (chosen === undefined) return unknown('ps without a choice of processes');
  const shown = columns ?? readColumns('pid,comm') ?? [];
  const found = processesOf(call).filter(chosen);
  const titles = shown.map((column) => column.title);
  const rows = found.map((process) => shown.map((column) => column.read(process, call)));
  const all = header && titles.some((title) => title !== '') ? [titles, ...rows] : rows;
  const widths = shown.map((_, index) => Math.max(...all.map((row) => row[index]?.length ?? 0)));
  const lines = all.map((row) =>
    row
      .map((cell, index) => (index === row.length - 1 ? cell : cell.padEnd(widths[index] ?? 0)))
      .join(' '),
  );
  return {
    stdout: lines.map((line) => `${line}\n`).join(''),
    stderr: '',
    exitCode: found.length === 0 ? 1 : 0,
  };
}

function processesOf({ host }: Call): Process[] {
  const init = { pid: 1, ppid: 0, user: 'root', comm: 'systemd', args: '/sbin/init', startedAt: 0 };
  const daemons = [...host.services.values()].flatMap((service) =>
    service.args.map((args, index) => ({
      pid: service.mainPid + index,
      ppid: index === 0 ? 1 : service.mainPid,
      user: service.user,
      comm: service.name,
      args,
      startedAt: service.startedAt,
    })),
  );
  return [init, ...daemons];
}

interface Column {
  readonly title: string;
  read(process: Process, call: Call): string;
}

/** `pid,args=` : a name, and after `=` the title in place of its own. */
function readColumns(text: string): Column[] | undefined {
  const found = text.split(',').map((part) => {
    const [name = '', title] = part.split('=');
    const read = readers[name];
    return read === undefined ? undefined : { title: title ?? name.toUpperCase(), read };
  });
  return found.every((column) => column !== undefined) ? found : undefined;
}

const readers: Record<string, Column['read']> = {
  pid: ({ pid }) => String(pid),
  ppid: ({ ppid }) => String(ppid),
  user: ({ user }) => user,
  comm: ({ comm }) => comm.slice(0, 15),
  args: ({ args }) => args,
  cmd: ({ args }) => args,
  command: ({ args }) => args,
  stat: () => 'Ss',
  etimes: ({ startedAt }, call) => String(Math.floor((call.world.clock.now() - startedAt) / 1000)),
  lstart: ({ startedAt }) => formatTime(startedAt, '%a %b %e %T %Y'),
};

function unknown(what: string): Answer {
  return { stdout: '', stderr: `simulated cloud: not known: ${what}\n`, exitCode: 2 };
}
