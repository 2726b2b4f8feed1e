/**
 * Whether a statement for mysql or psql only reads: one SELECT or SHOW without anything that is not known. Everything
 * counts, in a string too.
 */
export function sqlReadsOnly(sql: string): boolean {
  const statement = sql
    .trim()
    .replace(/(?:;|\\G)+$/, '')
    .trim();
  if (LISTS.test(statement)) return true;
  if (!/^(?:select|show|describe|desc|table)\s/i.test(statement)) return false;
  // A second statement, a command of the client, a comment that runs.
  if (/[;\\`#$]|\/\*|--/.test(statement)) return false;
  if (ACTS.test(statement)) return false;
  return statement
    .split('(')
    .slice(0, -1)
    .every((before) => opens(before.trimEnd()));
}

/** What stands ahead of a bracket: something known that is called, or an operator. A name in quotes is not known. */
function opens(before: string): boolean {
  const word =
    before
      .slice(-LONGEST_NAME)
      .split(/[^\w.]/)
      .at(-1) ?? '';
  return word === '' ? /^$|[,=<>+\-*/%]$/.test(before) : CALLS.has(word.toLowerCase());
}

const LONGEST_NAME = 80;

/** `\dt`, `\l`: psql's own lists. */
const LISTS = /^\\(?:l|dt|dn|du|d|dx|di|dv|conninfo)\+?(?:\s+[\w.*]+)?$/;

const ACTS =
  /\b(?:insert|update|delete|drop|alter|create|truncate|grant|revoke|call|do|set|into|lock|handler|load|replace|merge|copy|exec|execute|prepare|for|procedure|kill|flush|reset|outfile|dumpfile|import|export|vacuum|analyze|refresh|notify|listen|begin|commit|rollback)\b|:=/i;

const CALLS = new Set(
  (
    'in and or not on from as over values exists all any using where select by is case when then else ' +
    'count sum min max avg now version current_user user database current_database current_schema length lower upper coalesce concat ' +
    'ifnull nullif round floor ceil abs distinct group_concat string_agg array_agg json_agg row_to_json date_trunc extract ' +
    'age to_char date timediff timestampdiff substring substr trim cast unix_timestamp from_unixtime pg_is_in_recovery ' +
    'pg_database_size pg_total_relation_size pg_relation_size pg_table_size pg_size_pretty pg_last_wal_receive_lsn ' +
    'pg_last_wal_replay_lsn pg_last_xact_replay_timestamp pg_current_wal_lsn pg_wal_lsn_diff pg_postmaster_start_time ' +
    'inet_server_addr curdate curtime'
  ).split(' '),
);
