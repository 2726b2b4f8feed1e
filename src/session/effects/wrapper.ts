import { CARRY } from './carry.ts';

/**
 * What `bash -p -c` is given to run a block, with the attempt's folder as its one argument. It outlives
 * handrail, so it alone can say how the block ended.
 *
 * - `-p` keeps BASH_ENV and exported functions from changing the wrapper; the block itself gets them all.
 * - The traps are no ignoring: the block starts with every signal at its default, and the wrapper still
 *   lives to write the status when the whole group is told to stop.
 * - Its own messages (`Terminated`) stay out of the block's stderr.
 * - `exit` appears under its name only when its content is on the disk. Where sync or mv are not to be had
 *   the status is written all the same: its line feed tells that it is complete.
 */
export const WRAPPER = `
${CARRY}
folder=$1
ulimit -c 0
trap : HUP INT QUIT TERM
exec 3>&2 2>/dev/null
handrail_block "\${@:2}"
status=$?
umask 077
printf '%s\\n' "$status" >"$folder/exit.tmp" && {
  sync "$folder/exit.tmp"
  mv -f -- "$folder/exit.tmp" "$folder/exit" || printf '%s\\n' "$status" >"$folder/exit"
  sync "$folder"
}
exit "$status"
`;
