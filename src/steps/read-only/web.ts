import type { Argument } from './argument.ts';
import { judged, plain, tree } from './make.ts';
import { parseOptions } from './options.ts';
import type { Syntax } from './options.ts';
import { notListed } from './rule.ts';
import type { Program, Reason, Surroundings } from './rule.ts';

/** Where no file comes of what is written. */
const NO_FILE = /^(?:-|\/dev\/(?:null|stdout|stderr))$/;
/** No file of headers, and none that asks for another method. */
const HEADER = /^(?!.*(?:method|override))[\w-]+[:;]/is;

const CURL: Syntax = {
  flags:
    '-s -S -f -L -v -i -I -k -g -G -4 -6 -N -q -n -# --silent --show-error --fail --fail-with-body --location --verbose ' +
    '--include --head --insecure --globoff --get --ipv4 --ipv6 --no-buffer --compressed --http1.0 --http1.1 --http2 ' +
    '--http2-prior-knowledge --retry-connrefused --retry-all-errors --tlsv1.2 --tlsv1.3 --progress-bar --no-progress-meter ' +
    '--negotiate --basic --digest --anyauth --path-as-is --cert-status --no-keepalive --netrc --ssl-no-revoke',
  takes:
    '-X -H -A -e -u -U -b -r -m -w -o -x -E -z -y -Y --request --header --user-agent --referer --user --proxy-user --cookie ' +
    '--range --max-time --connect-timeout --write-out --output --proxy --cert --key --cacert --capath --cert-type --key-type ' +
    '--pass --retry --retry-delay --retry-max-time --resolve --connect-to --noproxy --interface --unix-socket --max-redirs ' +
    '--max-filesize --url --oauth2-bearer --limit-rate --dump-header -D --local-port --dns-servers --ciphers --tls-max ' +
    '--aws-sigv4',
  values: {
    '-X': /^(?:GET|HEAD|OPTIONS)$/,
    '--request': /^(?:GET|HEAD|OPTIONS)$/,
    '-o': NO_FILE,
    '--output': NO_FILE,
    '-D': NO_FILE,
    '--dump-header': NO_FILE,
    '-w': /^(?!@)(?!.*%output)/s,
    '--write-out': /^(?!@)(?!.*%output)/s,
  },
};

const WGET: Syntax = {
  flags:
    '-q -S -v -nv -4 -6 -d --quiet --spider --server-response --no-check-certificate --no-verbose --inet4-only --inet6-only ' +
    '--no-proxy --no-cache --content-on-error --no-hsts',
  takes:
    '-O -T -t -U -w --output-document --timeout --tries --header --user-agent --user --password --connect-timeout ' +
    '--read-timeout --dns-timeout --ca-certificate --certificate --private-key --waitretry --max-redirect',
  values: { '-O': NO_FILE, '--output-document': NO_FILE },
  needs: '-O --output-document --spider',
};

/** What asks servers without changing anything there. */
export const webPrograms: readonly Program[] = [
  ...judged(
    'curl',
    'GET, HEAD and OPTIONS of http and https; no data, no file written, no address that names an act (`/delete`)',
    (name, args) => judgeRequest(name, args, CURL),
  ),
  ...judged(
    'wget',
    '`--spider`, or `-O -`; of http and https, no data, no address that names an act',
    (name, args) => judgeRequest(name, args, WGET),
  ),
  ...judged(
    'openssl',
    '`x509 verify version s_client req rsa ec pkey crl dgst ciphers asn1parse` with options that write nothing; `s_client` only with nothing on its standard input',
    judgeOpenssl,
  ),
  ...plain('ssh-keygen', { flags: '-l -v', takes: '-f -E -F', needs: '-l -F', operands: 0 }),
  ...plain('ssh-add', { flags: '-l -L', needs: '-l -L', operands: 0 }),
];

function judgeRequest(name: string, args: readonly Argument[], syntax: Syntax): Reason {
  const parsed = parseOptions(name, args, syntax);
  if (parsed.type === 'refused') return parsed.reason;
  const { options, operands } = parsed;
  for (const header of [...(options.get('-H') ?? []), ...(options.get('--header') ?? [])])
    if (!HEADER.test(header.prefix)) return notListed(name, '-H', header.text);
  const urls = [...operands, ...(options.get('--url') ?? [])];
  if (urls.length === 0) return notListed(name);
  for (const url of urls) {
    const reason = judgeAddress(name, url);
    if (reason !== undefined) return reason;
  }
  return undefined;
}

/** The scheme has to be known; what stands behind the host must not read like something to do. */
function judgeAddress(name: string, { prefix, literal, text }: Argument): Reason {
  const scheme = /^(\w[\w+.-]*):\/\//.exec(prefix);
  if (scheme !== null && !/^https?$/i.test(scheme[1] ?? '')) return notListed(name, text);
  // Without a scheme curl guesses it from the name of the host.
  if (scheme === null && /^(?:ftp|dict|ldap|imap|smtp|pop3)\b/i.test(prefix))
    return notListed(name, text);
  if (scheme === null && literal === undefined && !/^[\w.-]+[:/]/.test(prefix))
    return `\`${text}\` is decided only when it runs`;
  const act = text
    .replace(/^\W*\w*:\/\//, '')
    .split(/[/?&=#"']/)
    .find((part) => ACT.test(part));
  return act === undefined ? undefined : `it asks for \`${act.slice(0, 40)}\` of a server`;
}

/** `/delete`, `/v1/sendMessage`: a server may do it for the asking. */
const ACT =
  /^_?(?:add|apply|abort|boot|build|cancel|clear|close|commit|create|deactivate|decrypt|delete|deploy|destroy|disable|drain|drop|enable|evict|exec|execute|exit|failover|flush|format|generate|import|install|invoke|kill|lock|login|logout|merge|migrate|notify|open|pause|post|poweroff|promote|provision|publish|purge|push|put|quit|quitquitquit|reboot|rebuild|reconfigure|refresh|register|reindex|reload|remove|renew|reset|restart|restore|resume|revoke|rollback|rotate|run|save|seal|send|set|shutdown|snapshot|start|stop|submit|suspend|switch|sync|terminate|trigger|truncate|uninstall|unlock|unseal|update|upgrade|upload|write)(?:$|[A-Z_])/;

const OPENSSL: Readonly<Record<string, Syntax>> = {
  x509: {
    flags:
      '-noout -text -subject -issuer -dates -enddate -startdate -fingerprint -serial -hash -sha1 -sha256 -md5 -purpose ' +
      '-modulus -pubkey -email -subject_hash -issuer_hash -ocsp_uri -alias',
    takes: '-checkend -in -inform -ext -nameopt -certopt -checkhost -checkip -checkemail -dateopt',
    operands: 0,
    whole: true,
  },
  verify: {
    flags: '-verbose -show_chain -partial_chain -x509_strict',
    takes: '-CAfile -CApath -untrusted -trusted -purpose -verify_hostname -verify_ip -CRLfile',
    whole: true,
  },
  version: { flags: '-a -v -d -b -o -f -p', operands: 0, whole: true },
  s_client: {
    flags:
      '-showcerts -tls1_2 -tls1_3 -brief -status -prexit -verify_return_error -4 -6 -no_ssl3 -noservername -quiet -msg -state',
    takes:
      '-connect -servername -starttls -CAfile -CApath -verify -verify_hostname -alpn -cert -key -cipher -ciphersuites -xmpphost',
    operands: 0,
    whole: true,
  },
  req: {
    flags: '-noout -text -subject -verify -modulus -pubkey',
    takes: '-in -inform',
    needs: '-noout -text',
    operands: 0,
    whole: true,
  },
  rsa: {
    flags: '-noout -modulus -check -text -pubin',
    takes: '-in -inform',
    needs: '-noout',
    whole: true,
  },
  ec: { flags: '-noout -check -text -pubin', takes: '-in -inform', needs: '-noout', whole: true },
  pkey: { flags: '-noout -check -text -pubin', takes: '-in -inform', needs: '-noout', whole: true },
  crl: {
    flags: '-noout -text -lastupdate -nextupdate -issuer -hash -fingerprint',
    takes: '-in -inform -CAfile',
    needs: '-noout -text',
    whole: true,
  },
  dgst: { flags: '-md5 -sha1 -sha224 -sha256 -sha384 -sha512 -r -hex', whole: true },
  ciphers: { flags: '-v -V -s -tls1_2 -tls1_3', whole: true, operands: 1 },
  asn1parse: {
    flags: '-i -dump',
    takes: '-in -inform -strparse -offset -length',
    operands: 0,
    whole: true,
  },
};
const openssl = tree('openssl', { commands: OPENSSL });

function judgeOpenssl(name: string, args: readonly Argument[], around: Surroundings): Reason {
  const reason = openssl[0]?.judge(args, around);
  if (reason !== undefined) return reason;
  // Whatever comes there is sent to the server.
  if (args[0]?.literal === 's_client' && !around.hearsNothing)
    return `\`${name} s_client\` sends its standard input`;
  return undefined;
}
