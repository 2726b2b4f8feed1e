import type { Command } from './command.ts';
import type { Gate, Transfer } from './model.ts';
import { singleQuoted } from './variables.ts';

/**
 * The script that hands a file to a unit; the only place that builds one. What it does in order: it refuses a
 * source that is empty or open to others, makes sure of the login, sends the bytes on standard input into a new
 * file beside the target, and gives that the target's name only when its hash, owner and mode are right. So the
 * old target works until the new one does, and a transfer that breaks off can be run again.
 *
 * The hash goes ahead of the bytes: should a juju without a login take a line for a password, it gets that.
 * Only names, hashes and counts are printed, and neither an argument nor a variable ever holds the contents.
 */
export function transferCommand(transfer: Transfer, model: string | undefined): Command {
  const script = transfer.refused === undefined ? scriptOf(transfer, model) : refusal(transfer);
  return {
    script,
    runs: script,
    via: 'bash',
    stdin: 'null',
    changes: true,
    uses: [],
    missing: [],
    // It finds juju as the blocks around it do, and leaves nothing.
    environment: 'read',
  };
}

/** The gate that every transfer has without its being written. It can not be passed over. */
export function transferGate(line: number): Gate {
  const text = 'source and target have the same sha256, owner and mode are as said';
  return {
    type: 'machine',
    line,
    text,
    about: undefined,
    hard: true,
    onlyWhen: undefined,
    noWhen: undefined,
    stableFor: 1,
    conditions: [
      {
        type: 'subject',
        text: 'source and target have the same sha256',
        subject: { type: 'output', stream: 'stdout' },
        test: { type: 'matches', pattern: SAME_HASH },
      },
      { type: 'exit-status', text: 'exit status is 0', is: [0], negated: false },
    ],
  };
}

const SAME_HASH = String.raw`^source sha256 ([0-9a-f]{64}), \d{1,20} bytes\ntarget sha256 \1, \d{1,20} bytes, `;

function refusal({ refused }: Transfer): string {
  return `printf '%s\\n' ${singleQuoted(`REFUSED: ${refused ?? ''}`)} >&2; exit 2`;
}

/**
 * Paths, owner and mode hold letters, digits and a few marks only (transfer-form.ts sees to that). What runs on the
 * unit holds no single quote, so that it reaches the shell there as it stands here.
 */
function scriptOf({ source, target, unit, owner, mode }: Transfer, model: string | undefined) {
  const to = model === undefined || model === '' ? '' : ` -m ${singleQuoted(model)}`;
  const ssh = `juju ssh${to} --pty=false ${unit}`;
  const local = source.startsWith('~/') ? `~/'${source.slice(2)}'` : `'${source}'`;
  return `(
  set -o pipefail
  source=${local}
  refuse() { echo "REFUSED: $1; nothing was sent"; exit 2; }
  [ -f "$source" ] || refuse "$source is not there, or is no file"
  [ -r "$source" ] || refuse "$source can not be read"
  [ -s "$source" ] || refuse "$source is empty"
  open=$(stat -L -c %a -- "$source") || refuse "the mode of $source can not be read"
  [[ $open = *00 ]] || refuse "$source has mode $open, open to others than its owner: chmod 600 it"
  sum=$(sha256sum <"$source") && bytes=$(stat -L -c %s -- "$source") || refuse "$source can not be read"
  sum=\${sum%% *}
  ${ssh} true </dev/null || refuse "${unit} can not be reached: the Juju login or the connection"
  receive='
    target=${target}
    want="${owner} ${Number.parseInt(mode, 8).toString(8)}"
    umask 077
    fresh=
    give_up() { [ -z "$fresh" ] || rm -f -- "$fresh"; echo "REFUSED: $1; $target is as it was"; exit 3; }
    trap "give_up interrupted" HUP INT TERM PIPE
    folder=\${target%/*}
    [ -d "$folder/" ] || give_up "the folder $folder/ is not there"
    [ ! -L "$target" ] || give_up "$target is a link; name the file itself"
    [ ! -e "$target" ] || [ -f "$target" ] || give_up "$target is no file"
    read -r sent || give_up "nothing arrived"
    rm -f -- "$folder"/.\${target##*/}.handrail.??????
    fresh=$(mktemp "$folder/.\${target##*/}.handrail.XXXXXX") || give_up "no new file can be made in $folder/"
    cat >"$fresh" || give_up "it could not be written whole"
    arrived=$(sha256sum <"$fresh") || give_up "what arrived can not be read"
    arrived=\${arrived%% *}
    [ "$arrived" = "$sent" ] || give_up "hash $arrived arrived, $sent was sent"
    chown ${owner} -- "$fresh" && chmod ${mode} -- "$fresh" || give_up "owner or mode can not be set"
    sync -- "$fresh" || give_up "it could not be written to the disk"
    trap "" HUP INT TERM PIPE
    mv -fT -- "$fresh" "$target" || give_up "it could not be renamed"
    fresh=
    there=$(sha256sum <"$target") && bytes=$(stat -c %s -- "$target")
    is=$(stat -c "%U:%G %a" -- "$target")
    echo "target sha256 \${there%% *}, $bytes bytes, $is"
    [ "\${there%% *} $is" = "$sent $want" ] || { echo "NOT AS SENT: wanted $sent $want"; exit 4; }
    echo "PLACED $sent"'
  echo "source sha256 $sum, $bytes bytes"
  { printf '%s\\n' "$sum"; cat -- "$source"; } |
    ${ssh} "as=sudo; [ \\$(id -u) != 0 ] || as=env; \\$as bash -c '$receive'"
)`;
}
