import type { Answer, Call, Program } from '../world.ts';
import { newShellState } from './shell-state.ts';
import { machineOf } from './machine.ts';
import { quoted } from './quote.ts';
import { formatTime } from './time-format.ts';
import type { Tool } from './tool-kit.ts';
import { failed, printed, tool } from './tool-kit.ts';

/** date, sleep, timeout, uptime: in virtual time. */
export const timePrograms: readonly Program[] = [
  tool('date', { letters: 'ud:I:R', words: ['date=', 'utc', 'iso-8601=', 'rfc-3339='] }, date),
  { name: 'sleep', path: '/usr/bin/sleep', hosts: 'all', run: sleep },
  { name: 'timeout', path: '/usr/bin/timeout', hosts: 'all', run: timeout },
];

function date({ call, options, operands }: Tool): Answer {
  const now = call.world.clock.now();
  const given = options.get('d') ?? options.get('date');
  const at = given === undefined ? now : instant(given, now);
  if (at === undefined) return failed(`simulated cloud: not known: date -d '${given}'`, 2);
  const iso = options.get('I') ?? options.get('iso-8601');
  if (iso !== undefined) {
    const form = { '': '%F', date: '%F', s: '%FT%T%:z', seconds: '%FT%T%:z' }[iso];
    return form === undefined
      ? failed(`simulated cloud: not known: date -I${iso}`, 2)
      : printed(`${formatTime(at, form)}\n`);
  }
  if (options.has('rfc-3339')) return printed(`${formatTime(at, '%F %T%:z')}\n`);
  if (options.has('R')) return printed(`${formatTime(at, '%a, %d %b %Y %T %z')}\n`);
  const format = operands[0] ?? '+%a %b %e %T UTC %Y';
  if (!format.startsWith('+')) return failed(`date: invalid date ‘${format}’`);
  return printed(`${formatTime(at, format.slice(1))}\n`);
}

function instant(text: string, now: number): number | undefined {
  if (text === 'now') return now;
  const epoch = /^@(\d+)$/.exec(text);
  if (epoch !== null) return Number(epoch[1]) * 1000;
  const relative = /^([-+]?\d+) (second|minute|hour|day)s?( ago)?$/.exec(text);
  if (relative !== null) {
    const unit = { second: 1, minute: 60, hour: 3600, day: 86_400 }[relative[2] ?? ''] ?? 0;
    return now + Number(relative[1]) * unit * (relative[3] === undefined ? 1000 : -1000);
  }
  if (!/^\d{4}-\d\d-\d\d([T ]\d\d:\d\d(:\d\d)?(Z|[-+]\d\d:?\d\d)?)?$/.test(text)) return undefined;
  const zoned = /(Z|[-+]\d\d:?\d\d)$/.test(text.slice(10))
    ? text
    : `${text.replace(' ', 'T')}${text.length > 10 ? 'Z' : ''}`;
  const parsed = Date.parse(zoned);
  return Number.isNaN(parsed) ? undefined : parsed;
}

async function sleep({ args, world }: Call): Promise<Answer> {
  if (args.length === 0) return failed('sleep: missing operand');
  let total = 0;
  for (const arg of args) {
    const ms = duration(arg);
    if (ms === undefined) return failed(`sleep: invalid time interval ‘${arg}’`);
    total += ms;
  }
  await world.clock.sleep(total);
  return printed('');
}

/** Runs a command under a deadline of virtual time: 124 when that comes first. */
async function timeout(call: Call): Promise<Answer> {
  const args = [...call.args];
  while (args[0]?.startsWith('-') === true) {
    const option = args.shift() ?? '';
    if (option === '-k' || option === '-s' || option === '--kill-after' || option === '--signal')
      args.shift();
    else if (
      !/^(--kill-after=|--signal=|-k.|-s.|--foreground|--preserve-status|-v|--)/.test(option)
    )
      return failed(`simulated cloud: not known: timeout ${option}`, 125);
  }
  const [length = '', ...command] = args;
  const ms = duration(length);
  if (ms === undefined) return failed(`timeout: invalid time interval ‘${length}’`, 125);
  if (command.length === 0) return failed('timeout: missing operand', 125);
  if (ms === 0) return call.shell(quoted(command));
  const { states } = machineOf(call.host);
  const around = states.current();
  const controller = new AbortController();
  const deadline = { at: call.world.clock.now() + ms, controller };
  const deadlines = [...around.deadlines, deadline];
  const inner = newShellState({ ...around, deadlines });
  const answer = await states.run(inner, () =>
    call.shell(quoted(command), { signal: controller.signal }),
  );
  return controller.signal.aborted ? { ...answer, exitCode: 124 } : answer;
}

/** `5`, `0.5`, `10s`, `2m`, `1h`, `1d` in milliseconds. */
function duration(text: string): number | undefined {
  const match = /^(\d+(?:\.\d*)?|\.\d+)([smhd]?)$/.exec(text);
  if (match === null) return undefined;
  const unit = { '': 1, s: 1, m: 60, h: 3600, d: 86_400 }[match[2] ?? ''] ?? 1;
  return Number(match[1]) * unit * 1000;
}
