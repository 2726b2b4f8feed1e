import type { AttemptFolder } from '../runner.ts';
import { CARRY } from './carry.ts';
import { cutNote } from './output-limit.ts';

/**
 * What bash is given to run the block in an attempt's folder, each of its output files cut at `limit` bytes.
 * `carry` is what `handrail_block` takes: nothing, and nothing is carried. `output` is where the files stand.
 */
export function wrapperWords(
  folder: AttemptFolder,
  limit: number,
  carry: readonly string[] = [],
  output: string = folder,
): readonly string[] {
  return [
    '--norc',
    '-p',
    '-c',
    WRAPPER,
    'handrail',
    folder,
    String(limit),
    cutNote(limit),
    output,
    ...carry,
  ];
}

/** The wrapper's own exit status when it could not write down that the block begins, and did not begin it. */
export const NOT_BEGUN = 125;

/**
 * It outlives handrail, so it alone can say that a block began and how it ended.
 *
 * - `-p` keeps BASH_ENV and exported functions from changing the wrapper; the block itself gets them all.
 *   `--norc` keeps .bashrc from it: with a socket for its input bash takes itself for a login from afar.
 * - The traps are no ignoring: the block starts with every signal at its default, and the wrapper still
 *   lives to write the status when the whole group is told to stop.
 * - Its own messages (`Terminated`) stay out of the block's stderr.
 * - Its names begin with `handrail_`: a variable of the operator's that is exported would reach the block changed.
 * - `started` has been there, empty, since before the wrapper; process id, start time and boot id are in it
 *   and on the disk before the block begins. Where they can not be, or a handrail that came later was first
 *   to write there, the block does not begin and the wrapper ends with NOT_BEGUN.
 * - `exit` appears under its name only when its content is on the disk. Where sync or mv are not to be had
 *   both are written all the same: the line feed tells that they are complete.
 * - Descriptor 5 is the block's standard input, which the wrapper and its helpers never read. A secret comes by
 *   a socket, which no program can open by name (`/dev/stdin`); a pipe takes its place, and when handrail dies
 *   the block reads the end of it.
 * - Descriptor 4 is a pipe to the watcher of the output's size. The wrapper alone holds its other end, so the
 *   watcher ends with it, however that dies; and nothing of the block waits for it. A short block is spared
 *   the last look at its files: how far it wrote is known of the descriptors.
 */
const WRAPPER = `
${CARRY}
folder=$1 handrail_limit=$2 handrail_note=$3 handrail_output=$4
ulimit -c 0
{ printf 0 >/proc/self/coredump_filter; } 2>/dev/null
trap : HUP INT QUIT TERM
exec 3>&2 2>/dev/null 5<&0 </dev/null
[[ ! -S /dev/fd/5 ]] || exec 5< <(exec cat <&5 3>&- 5<&-)

read -r handrail_stat <"/proc/$$/stat"
handrail_fields=(\${handrail_stat##*) })
read -r handrail_boot </proc/sys/kernel/random/boot_id
handrail_started="$$ \${handrail_fields[19]:--} \${handrail_boot:--}"
printf '%s\\n' "$handrail_started" >>"$folder/started" &&
  read -r handrail_first <"$folder/started" && [[ $handrail_first == "$handrail_started" ]] &&
  { sync "$folder/started" || (($? == 127)); } || {
  : >"$folder/started"
  exit ${NOT_BEGUN}
}

handrail_cut() {
  while read -r handrail_size handrail_file; do
    ((handrail_size > handrail_limit && handrail_size != handrail_limit + \${#handrail_note} + 2)) || continue
    truncate -s "$handrail_limit" -- "$handrail_file"
    : >"$handrail_file.cut"
    printf '\\n%s\\n' "$handrail_note" >>"$handrail_file"
    handrail_pace=0.2
  done < <(stat -c '%s %n' -- "$handrail_output/stdout" "$handrail_output/stderr")
}
exec 4> >(
  trap '' HUP INT QUIT TERM
  umask 077
  exec >/dev/null 3>&- 5<&-
  handrail_pace=1
  while read -r -t "$handrail_pace"; (($? > 128)); do handrail_cut; done
)
handrail_watcher=$!

handrail_block "\${@:5}"
status=$?

exec 4>&- 5<&-
wait "$handrail_watcher"
umask 077
read -r _ handrail_out </proc/self/fdinfo/1
read -r _ handrail_err </proc/self/fdinfo/3
((SECONDS > 0 || handrail_out > handrail_limit || handrail_err > handrail_limit)) && handrail_cut
printf '%s\\n' "$status" >"$folder/exit.tmp" && {
  sync "$folder/exit.tmp"
  mv -f -- "$folder/exit.tmp" "$folder/exit" || printf '%s\\n' "$status" >"$folder/exit"
  sync "$folder"
}
exit "$status"
`;
