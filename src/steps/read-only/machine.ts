import { harmless, plain, tree } from './make.ts';
import type { Program } from './rule.ts';

/** What tells of the machine: processes, memory, devices, users, services, logs. */
export const machinePrograms: readonly Program[] = [
  ...harmless(
    'id groups whoami logname who w users last uname arch nproc getconf getent ps pidof pstree uptime lscpu lsmem ' +
      'lsmod modinfo lsusb locale lsb_release getenforce sestatus aa-status systemd-detect-virt atq ipcs cal tty',
  ),
  ...plain('pgrep', {
    flags:
      '-a -c -f -i -l -n -o -v -w -x --full --list-name --list-full --exact --newest --oldest --count',
    takes: '-u -U -P -g -G -t -d -s --parent --euid --uid',
  }),
  ...plain('free', {
    flags:
      '-h -b -k -m -g -t -w -l -v --human --mega --giga --total --wide --si --bytes --kilo --mebi --gibi',
    operands: 0,
  }),
  ...plain('date', {
    flags: '-u -R --utc --universal --rfc-email',
    takes: '-d -r --date --reference',
    may: '-I --iso-8601 --rfc-3339',
    // A number would set the clock.
    operand: /^\+/,
  }),
  ...plain('hostname', {
    flags: '-f -s -i -I -d -A --fqdn --long --short --ip-address --all-ip-addresses --domain',
    operands: 0,
  }),
  ...plain('top', {
    flags: '-b -c -H -i -S',
    takes: '-n -p -u -U -o -w',
    needs: '-n',
    operands: 0,
  }),
  ...plain('dmesg', {
    flags:
      '-T -H -x -k -u -r -t -P --ctime --human --decode --kernel --userspace --nopager --notime --reltime',
    takes: '-l -f --level --facility --since --until --time-format --color',
    operands: 0,
  }),
  ...plain('lspci', { flags: '-v -vv -vvv -k -n -nn -mm -m -t -D -x', takes: '-s -d' }),
  ...plain('dmidecode', { flags: '-q --quiet', takes: '-t -s --type --string', operands: 0 }),
  ...plain('lshw', {
    flags: '-short -json -xml -html -businfo -sanitize -quiet',
    takes: '-C -c -class',
    whole: true,
    operands: 0,
  }),
  ...plain('sysctl', {
    flags: '-a -n -e -N -b --all --values --names --ignore',
    // With an equals sign it is set.
    operand: /^[\w.*/-]+$/,
  }),
  ...plain('ulimit', { flags: '-a -n -u -S -H -c -f -l -m -s -t -v', operands: 0 }),
  ...plain('umask', { flags: '-S', operands: 0 }),
  ...plain('crontab', { flags: '-l', takes: '-u', needs: '-l', operands: 0 }),
  ...plain('nvidia-smi', {
    flags: '-L -q --list-gpus --query',
    takes: '-i --id -d --display --query-gpu --format --query-compute-apps',
    operands: 0,
    whole: true,
  }),
  ...plain('sensors', { flags: '-u -j -A -f', whole: true }),
  ...tree('systemctl', {
    anywhere: {
      flags:
        '-a -l -q -r --all --full --quiet --no-pager --no-legend --plain --user --system --failed --recursive --state --value --no-ask-password',
      takes: '-t -p -n -o -P --type --property --state --lines --output',
    },
    alone: {
      flags: '-a -l --all --failed --no-pager --no-legend --plain --full --user',
      takes: '-t --type --state',
      operands: 0,
    },
    commands: Object.fromEntries(
      (
        'status show cat is-active is-enabled is-failed is-system-running list-units list-unit-files list-timers ' +
        'list-sockets list-dependencies list-jobs list-machines get-default show-environment'
      )
        .split(' ')
        .map((name) => [name, { open: name !== 'get-default' }]),
    ),
  }),
  ...plain('journalctl', {
    flags:
      '-a -b -e -k -l -m -q -r -x -N --all --boot --catalog --dmesg --full --list-boots --merge --no-pager --no-full ' +
      '--no-hostname --no-tail --pager-end --quiet --reverse --system --user --utc --disk-usage --header --verify --fields',
    takes:
      '-n -o -p -t -u -g -S -U -F -c -D --lines --output --output-fields --priority --identifier --unit --user-unit --grep ' +
      '--since --until --field --cursor --after-cursor --directory --file --facility',
    may: '-b --boot -n --lines',
    operand: /^(?:[A-Z_]+=.*|\/.*|\+|-?\d+|[0-9a-f]{32})$/s,
  }),
  ...plain('service', { flags: '--status-all', operands: 0 }).map((program) => ({
    ...program,
    says: '`--status-all`; `NAME status`',
    judge: (args: Parameters<Program['judge']>[0], around: Parameters<Program['judge']>[1]) =>
      args.length === 2 &&
      args[0]?.fixed === true &&
      args[0].prefix !== '' &&
      args[0].one &&
      !args[0].prefix.startsWith('-') &&
      args[1]?.literal === 'status'
        ? undefined
        : program.judge(args, around),
  })),
  ...tree('hostnamectl', {
    anywhere: { flags: '--static --transient --pretty --no-pager', takes: '--json' },
    alone: { operands: 0, flags: '--no-pager' },
    commands: { status: { operands: 0 }, hostname: { operands: 0 } },
  }),
  ...tree('timedatectl', {
    anywhere: { flags: '--no-pager -a --all --value', takes: '-p --property' },
    alone: { operands: 0, flags: '--no-pager' },
    commands: {
      status: { operands: 0 },
      show: { operands: 0 },
      'list-timezones': { operands: 0 },
      'timesync-status': { operands: 0 },
      'show-timesync': { operands: 0 },
    },
  }),
  ...tree('localectl', { alone: { operands: 0 }, commands: { status: { operands: 0 } } }),
  ...tree('loginctl', {
    anywhere: { flags: '--no-pager --no-legend -a -l', takes: '-p --property' },
    alone: { operands: 0 },
    commands: {
      'list-sessions': {},
      'list-users': {},
      'list-seats': {},
      'session-status': {},
      'show-session': {},
      'user-status': {},
      'show-user': {},
      'seat-status': {},
    },
  }),
  ...tree('systemd-analyze', {
    anywhere: { flags: '--no-pager --user --system' },
    alone: { operands: 0 },
    commands: { time: {}, blame: {}, 'critical-chain': {}, security: {} },
  }),
  ...tree('machinectl', {
    anywhere: { flags: '--no-pager --no-legend -a -l' },
    commands: { list: {}, status: {}, show: {}, 'list-images': {} },
  }),
  ...tree('chronyc', {
    ahead: { flags: '-n -N -c' },
    commands: {
      tracking: { flags: '-v' },
      sources: { flags: '-v -a' },
      sourcestats: { flags: '-v -a' },
      activity: {},
      ntpdata: {},
    },
  }),
  ...plain('ntpq', { flags: '-p -n -4 -6', needs: '-p' }),
];
