import type { Argument } from './argument.ts';
import { harmless, judged, plain, tree } from './make.ts';
import { judgeSyntax, lengthOfOption } from './options.ts';
import { notListed, undecided } from './rule.ts';
import type { Program, Reason, Surroundings } from './rule.ts';

/** What tells of networks and asks over them, but for web addresses. */
export const networkPrograms: readonly Program[] = [
  ...harmless('dig nslookup whois tracepath tracepath6'),
  // With more words than that it is a line of a configuration: `host all all md5`.
  ...plain('host', {
    flags: '-a -A -C -d -i -l -n -r -s -T -U -v -w -4 -6 -V',
    takes: '-c -m -N -p -R -t -W',
    operands: 2,
  }),
  ...judged(
    'ip',
    '`show list ls get` of an object, or the object alone; `netns exec NAME` with what only reads',
    judgeIp,
  ),
  ...judged('bridge tc', '`show list ls` of an object, or the object alone', judgeIp),
  ...plain('ss', {
    flags:
      '-t -u -l -n -p -a -4 -6 -x -e -m -i -s -o -r -H -O -w -S -Z -z -b --tcp --udp --listening --numeric --processes ' +
      '--all --summary --extended --memory --info --options --no-header --oneline --unix --ipv4 --ipv6 --resolve',
    takes: '-f -A --family --query',
  }),
  ...plain('netstat', {
    flags:
      '-t -u -l -n -p -a -r -i -s -e -o -4 -6 -x -w -g -W --tcp --udp --listening --numeric --program --programs --all ' +
      '--route --interfaces --statistics --extend --wide --inet --inet6',
    operands: 0,
  }),
  ...plain('arp', { flags: '-a -n -e -v', operands: 1 }),
  ...plain('route', { flags: '-n -e -v -4 -6', operands: 0 }),
  ...plain('ifconfig', { flags: '-a -s', operands: 1, whole: true }),
  ...plain('ethtool', { flags: '-i -k -g -S -l -a -c -T -m -P -n', operands: 1, whole: true }),
  ...plain('ping ping6', {
    flags: '-n -q -4 -6 -D -O -v -r',
    takes: '-c -W -w -i -s -I -M -t',
    // Else it does not end.
    needs: '-c',
  }),
  ...plain('traceroute traceroute6', {
    flags: '-n -I -T -U -4 -6',
    takes: '-m -w -q -p -i -s',
  }),
  ...plain('mtr', {
    flags: '-r -w -n -b -4 -6 -z --report --report-wide --no-dns --json',
    takes: '-c -i -m --report-cycles',
    needs: '-r -w --report --report-wide',
  }),
  ...plain('nc ncat netcat', { flags: '-z -v -vv -n -u -4 -6', takes: '-w', needs: '-z' }),
  ...tree('nmcli', {
    ahead: {
      flags: '-t -p --terse --pretty',
      takes: '-f -g -m -c --fields --get-values --mode --colors',
    },
    alone: { operands: 0 },
    commands: {
      general: { operands: 0 },
      'general status': { operands: 0 },
      device: { operands: 0 },
      'device status': { operands: 0 },
      'device show': {},
      dev: { operands: 0 },
      'dev status': { operands: 0 },
      'dev show': {},
      connection: { operands: 0 },
      'connection show': { flags: '--active' },
      con: { operands: 0 },
      'con show': { flags: '--active' },
    },
  }),
  ...tree('networkctl', {
    anywhere: { flags: '-a -l --all --no-pager --no-legend' },
    alone: { operands: 0 },
    commands: { list: {}, status: {}, lldp: {} },
  }),
  ...tree('resolvectl', {
    anywhere: {
      flags: '-4 -6 --no-pager --cache=no',
      takes: '-i -t --interface --type --legend --cache',
    },
    alone: { operands: 0 },
    commands: { status: {}, query: {}, statistics: { operands: 0 } },
  }),
  ...tree('ufw', {
    commands: { status: { operand: /^(?:verbose|numbered)$/ }, version: { operands: 0 } },
  }),
  ...plain('iptables ip6tables', {
    flags: '-L -S -n -v -x --list --list-rules --numeric --verbose --exact --line-numbers',
    takes: '-t --table',
    may: '-w --wait',
    needs: '-L -S --list --list-rules',
    operands: 2,
  }),
  ...plain('iptables-save ip6tables-save', { flags: '-c', takes: '-t', operands: 0 }),
  ...tree('nft', {
    ahead: { flags: '-a -n -nn -s -j -y' },
    // Its words may be parted by semicolons.
    commands: { list: { operand: /^[\w.-]+$/ } },
  }),
  ...plain('firewall-cmd', {
    flags:
      '--state --list-all --list-all-zones --list-ports --list-services --list-rich-rules --get-zones --get-active-zones ' +
      '--get-default-zone --get-services --permanent',
    takes: '--zone',
    needs:
      '--state --list-all --list-all-zones --list-ports --list-services --list-rich-rules --get-zones --get-active-zones ' +
      '--get-default-zone --get-services',
    operands: 0,
  }),
  ...tree('ipset', { anywhere: { flags: '-n -t' }, commands: { list: {} } }),
  ...plain('ipvsadm', {
    flags: '-L -l -n --list --numeric --stats --rate',
    needs: '-L -l --list',
    operands: 0,
  }),
  ...plain('conntrack', {
    flags: '-L -C -S --dump --count --stats',
    takes: '-p -s -d -f',
    needs: '-L -C -S --dump --count --stats',
  }),
  ...tree('brctl', { commands: { show: {}, showmacs: {}, showstp: {} } }),
  ...tree('ovs-vsctl ovn-nbctl ovn-sbctl', {
    anywhere: {
      noDashes: true,
      flags: '--no-leader-only --if-exists --bare --no-headings',
      takes: '--columns --format -f --db --timeout -t',
    },
    commands: Object.fromEntries(
      (
        'show list list-br list-ports list-ifaces find br-exists iface-to-br port-to-br get-controller get-manager ls-list ' +
        'lr-list lsp-list lrp-list lr-nat-list lr-route-list acl-list lsp-get-addresses lflow-list'
      )
        .split(' ')
        .map((name) => [name, { noDashes: true }]),
    ),
  }),
  ...tree('ovs-ofctl', {
    anywhere: { takes: '-O --protocols', flags: '--names --no-names --stats --no-stats' },
    commands: { show: {}, 'dump-flows': {}, 'dump-ports': {}, 'dump-ports-desc': {} },
  }),
  ...plain('rpcinfo', { flags: '-p -s' }),
  ...plain('nfsstat', { flags: '-m -s -c -n -r' }),
  ...plain('ssh-keyscan', { flags: '-H -4 -6', takes: '-t -p -T' }),
];

const IP = {
  flags:
    '-4 -6 -0 -s -d -r -h -j -p -o -c -br -brief -json -pretty -details -stats -statistics -oneline -human -iec -N -nobanner',
  takes: '-f -family',
  may: '-color',
  whole: true,
} as const;
const OBJECTS =
  'address addr a link l route r ro rule ru neighbour neighbor neigh n netns maddress mroute tunnel vrf ' +
  'fdb vlan mdb qdisc class filter nexthop';
const IP_OBJECTS: ReadonlySet<string> = new Set(OBJECTS.split(' '));
const IP_SHOWS = new Set(['show', 'list', 'ls', 'sh', 'lst']);

/** `ip` abbreviates at will: only the forms of the list are known. Nothing behind `show` makes it anything else. */
function judgeIp(name: string, args: readonly Argument[], around: Surroundings): Reason {
  let at = 0;
  for (; args[at]?.prefix.startsWith('-') === true;) {
    const netns = name === 'ip' && (args[at]?.literal === '-n' || args[at]?.literal === '-netns');
    const length = netns ? 2 : lengthOfOption(args, at, IP);
    if (length === undefined) return notListed(name, args[at]?.text ?? '');
    at += length;
  }
  const [object, verb, ...rest] = args.slice(at);
  if (object === undefined) return notListed(name);
  if (object.literal === undefined) return undecided(object);
  if (!IP_OBJECTS.has(object.literal)) return notListed(name, object.text);
  if (verb === undefined) return undefined;
  if (verb.literal === undefined) return undecided(verb);
  if (name === 'ip' && object.literal === 'netns') {
    if (verb.literal === 'exec') {
      const [space, ...command] = rest;
      if (space?.one !== true) return notListed('ip netns exec');
      return around.command(command);
    }
    if (verb.literal === 'identify' || verb.literal === 'pids') return undefined;
  }
  if (verb.literal === 'get' && /^r/.test(object.literal))
    return judgeSyntax('ip route get', rest, { open: true });
  if (IP_SHOWS.has(verb.literal)) return undefined;
  return notListed(name, object.literal, verb.text);
}
