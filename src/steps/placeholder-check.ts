import type { PlaceholderCheck } from './model.ts';
import { placeholderWords } from './placeholder-words.ts';

/** Where a placeholder stands, as far as it says what belongs there. */
export interface PlaceholderPlace {
  /** What stands before it on its line. */
  readonly before: string;
  /** The program whose argument it is; undefined when nobody can say. */
  readonly program: string | undefined;
}

/** What a value has to look like, by the placeholder's own name and by what stands before it. */
export function placeholderCheck(name: string, place: PlaceholderPlace): PlaceholderCheck {
  if (choicesIn(name).length > 1) return 'choice';
  const words = placeholderWords(name);
  if (isSecret(words, place)) return 'secret';
  const has = (...wanted: readonly string[]): boolean => wanted.some((one) => words.includes(one));
  const last = words.at(-1) ?? '';
  if (/^(?:y{2,4}|m{1,2}|d{1,2})(?:[\s\-_/]*(?:y{2,4}|m{1,2}|d{1,2}))+$/i.test(name)) return 'date';
  if (has('uuid', 'guid')) return 'uuid';
  if (/^ids?\d*$/.test(last)) return has('vlan', 'vni', 'segmentation') ? 'number' : 'name';
  if (has('cidr', 'netmask') || (has('ip', 'address') && has('range', 'block'))) return 'cidr';
  if (PATHS.has(last) || has('path', 'directory')) return 'path';
  if (has('url', 'uri', 'href')) return 'url';
  if (last === 'port') return isPortOfService(place) ? 'port' : 'name';
  if (words.some((word) => ADDRESSES.test(word)) && !has('version', 'pool', 'name')) return 'ip';
  if (/^(?:x{1,3}|\d{1,3})(?:\.(?:x{1,3}|\d{1,3})){3}$/i.test(name)) return 'ip';
  if (last === 'date') return 'date';
  if (COUNTS.has(last) || has('number', 'count')) return 'number';
  return NAMES.has(last) ? 'name' : 'word';
}

/** `<yes|no>`, `<small | large>`: the values that there are; fewer than two are no choice. */
export function choicesIn(name: string): readonly string[] {
  return name.includes('|') ? name.split('|').map((each) => each.trim()) : [];
}

const ADDRESSES = /^(?:ip|ips|ipv4|ipv6|ipaddr|ipaddress|vip|fip)\d*$/;
const PATHS = new Set(['path', 'file', 'filename', 'dir', 'directory', 'folder', 'mountpoint']);
const COUNTS = new Set(
  'n num number count replicas vcpus seconds minutes hours days percent amount index'.split(' '),
);
const NAMES = new Set(
  (
    'name hostname host node server cluster pod namespace ns project tenant user username domain region zone ' +
    'service flavor flavour profile controller container volume router hypervisor deployment suffix prefix'
  ).split(' '),
);

/** Neutron has ports, too, and these have names. */
function isPortOfService({ before, program }: PlaceholderPlace): boolean {
  return (
    /[:=]$|--?[\w-]*port[ =]$/.test(before) ||
    !/^(?:openstack|neutron|ovs-|ovn-)/.test(program ?? '')
  );
}

const SECRETS = new Set(
  (
    'password passwords passwd passphrase pass pwd pw passcode secret secrets token tokens credential credentials ' +
    'apikey psk unseal'
  ).split(' '),
);
const SECRET_KEYS =
  /^(?:account|api|access|private|secret|encryption|auth|shared|signing|master|unseal)$/;
/** What only tells where a secret is, or which. */
const ABOUT_SECRETS = new Set(
  'name file path filename url uri href ref type length ttl policy accessor expiry dir directory'.split(
    ' ',
  ),
);

function isSecret(words: readonly string[], { before }: PlaceholderPlace): boolean {
  if (words.some((word) => ABOUT_SECRETS.has(word))) return false;
  if (saysSecret(words)) return true;
  // `password: <value>`, `--admin-pass=CHANGE_ME`, `-H "Authorization: Bearer <value>"`.
  const found =
    /(?:^|[\s"'{,;])(?:(--?[\w-]{2,60})[ =]|([\w.-]{2,60})["']?\s{0,3}[:=]\s{0,3}|(bearer)\s)["']?$/i.exec(
      before.slice(-100),
    );
  if (found === null) return false;
  if (found[3] !== undefined) return true;
  const key = placeholderWords(found[1] ?? found[2] ?? '');
  return saysSecret(key) && !key.some((word) => ABOUT_SECRETS.has(word) || /^ids?$/.test(word));
}

function saysSecret(words: readonly string[]): boolean {
  return words.some(
    (word, index) =>
      SECRETS.has(word) ||
      ((word === 'key' || word === 'keys') &&
        SECRET_KEYS.test(words[index - 1] ?? '') &&
        !/^ids?$/.test(words[index + 1] ?? '')),
  );
}
