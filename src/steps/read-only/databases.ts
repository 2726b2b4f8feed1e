import type { Argument } from './argument.ts';
import { judged, tree } from './make.ts';
import { parseOptions } from './options.ts';
import type { Syntax } from './options.ts';
import { undecided } from './rule.ts';
import type { Program, Reason } from './rule.ts';
import { sqlReadsOnly } from './sql.ts';

const MYSQL: Syntax = {
  flags:
    '-N -B -s -t -E -H -r --skip-column-names --batch --silent --table --vertical --raw --ssl --compress --no-auto-rehash -A',
  takes:
    '-e -u -h -P -D -S --execute --user --host --port --database --socket --protocol --ssl-mode --ssl-ca ' +
    '--connect-timeout --defaults-file --defaults-extra-file --login-path',
  may: '-p --password',
  needs: '-e --execute',
  operands: 1,
};
const PSQL: Syntax = {
  flags:
    '-t -A -x -q -X -w -W -l --tuples-only --no-align --expanded --quiet --no-psqlrc --no-password --list --csv --html',
  takes:
    '-c -U -h -p -d -F -R --command --username --host --port --dbname --field-separator --record-separator',
  needs: '-c --command -l --list',
  operands: 2,
};

/** What asks a database. A statement has to stand on the command line, where it can be read. */
export const databasePrograms: readonly Program[] = [
  ...judged(
    'mysql mariadb',
    '`-e` with one SELECT, SHOW or DESCRIBE that calls nothing unknown',
    (name, args) => judgeStatements(name, args, MYSQL, ['-e', '--execute']),
  ),
  ...judged(
    'psql',
    '`-c` with one SELECT or SHOW that calls nothing unknown, or a list as `\\l`; `-l`',
    (name, args) => judgeStatements(name, args, PSQL, ['-c', '--command']),
  ),
  ...tree('redis-cli valkey-cli', {
    ahead: {
      flags: '--tls --no-auth-warning --raw --no-raw --insecure -c',
      takes: '-h -p -a -n -u -s --user --pass --cacert --cert --key --sni',
    },
    commands: Object.fromEntries(
      (
        'ping|info|dbsize|lastsave|role|time|config get|client list|cluster info|cluster nodes|cluster slots|get|mget|exists|' +
        'ttl|pttl|type|strlen|llen|hlen|hgetall|hget|lrange|smembers|scard|zcard|zrange|scan|keys|slowlog get|slowlog len|' +
        'latency latest|memory stats|memory usage|sentinel masters|sentinel slaves|sentinel replicas|' +
        'sentinel get-master-addr-by-name|object encoding'
      )
        .split('|')
        .flatMap((name) => [
          [name, {}],
          [name.toUpperCase(), {}],
        ]),
    ),
  }),
];

function judgeStatements(
  name: string,
  args: readonly Argument[],
  syntax: Syntax,
  statements: readonly string[],
): Reason {
  const parsed = parseOptions(name, args, syntax);
  if (parsed.type === 'refused') return parsed.reason;
  for (const option of statements)
    for (const statement of parsed.options.get(option) ?? []) {
      if (statement.literal === undefined) return undecided(statement);
      if (!sqlReadsOnly(statement.literal)) return `the SQL for ${name} is not known to only read`;
    }
  return undefined;
}
