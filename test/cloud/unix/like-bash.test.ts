import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createWorld } from '../../../src/cloud/create-world.ts';

const bashIsHere = spawnSync('bash', ['-c', 'exit 0'], { stdio: 'ignore' }).status === 0;

/** Scripts that touch nothing but their own directory, by relative names. */
const scripts: readonly string[] = [
  'set -e; false || rc=$?; echo rc $rc; x=1; echo $?',
  'false; x=1; echo $?; false; x=$((1+1)); echo $?',
  'x=$(false); echo $?; y=$(true)$(false); echo $?',
  'set -e; if false; then :; else A=1; B=$((A+1)); C=$(echo hi); echo $A$B$C; fi',
  'set -eo pipefail; false | true; echo no',
  'f() { local x=1; return 3; }; f; echo $?; f || echo $?; f && echo a; echo $?',
  'set -e; f() { return 3; }; f || { echo "rc $?"; }; f && echo a || echo "b $?"; echo end',
  'set -e; { echo a; false; } && echo b; echo $?',
  'set -e; f() { false; echo reached; }; f || echo no; { false; } || echo ok; echo end',
  'set -e; ( false; echo reached ) || echo no; ! true; echo $?',
  'set -e; rc=0; { (exit 7); } || rc=$?; echo $rc; f() { return 6; }; f || rc=$?; echo $rc',
  'set -e; x=$(false) || echo caught; y=$(false); echo no',
  'set -e; grep -q nothing /dev/null && echo yes; echo still',
  'printf "a\\n  b c\\n" | while read -r l; do echo "[$l]"; done',
  'cat <<EOF | tr a-z A-Z\none\n  two $((1+1))\nEOF',
  'case abc in a*) echo y;; *) echo n;; esac; [[ abc =~ ^(a)(b) ]] && echo ${BASH_REMATCH[2]}',
  'echo $(( 5 > 3 )); (( 0 )) || echo z; for ((i=0;i<3;i++)); do echo -n $i; done; echo',
  'trap "echo bye" EXIT; false; exit 4',
  'trap "echo bye" EXIT; trap - EXIT; echo over',
  '( trap "echo sub" EXIT; echo in ); echo out',
  'd=gone; trap \'echo "removing $d"\' EXIT; echo work; exit 3',
  'export A=1; bash -c "echo \\$A"; B=2 bash -c "echo \\$B"; C=3; bash -c "echo [\\$C]"',
  'env -i X=1 bash -c "echo [\\$HOME][\\$X]"; env -u HOME bash -c "echo [\\$HOME]"; X=2 env sh -c "echo \\$X"',
  'umask 077; x=$(umask 022; umask); umask; echo $x; (umask 0; umask); umask',
  'f() ( umask 077; false ); umask 022; f; echo $?; umask',
  'umask 027; mkdir d; : > d/f; stat -c "%a" d d/f',
  'set -- "a b" c; for x; do echo "[$x]"; done; shift; echo $#',
  'bash -c \'echo "$0" "$1" "$#"\' zero "one two" three; echo \'echo "got $1"\' > s; bash s X; bash -s Y < s',
  'echo \'exit 7\' | bash; echo $?; sh -c "exit 9"; echo $?; bash -euo pipefail -c \'echo "${none:-d}"; false; echo no\'',
  'timeout 5 true; echo $?; timeout 5 false; echo $?; timeout 5 sh -c "exit 9"; echo $?',
  'set -u; echo "${none:-d}" "${none+x}" ${none:-e} "a${none:-f}b"; f() { echo "${1:-noarg}"; }; f; [ -n "${none:-}" ] || echo empty',
  'true | false | true; echo "${PIPESTATUS[@]}"',
  'echo hi > none/x; echo $?; echo hi > none/x || echo caught; { echo a; } > none/x; echo $?; x=$(echo a > none/y); echo $?',
  'set -e; echo hi > none/x || echo caught; echo end',
  'for i in 1 2; do echo $i > none/$i || echo "no $i"; done',
  'f() { echo "$@" > ff; }; f a b; cat ff; f > /dev/null && echo fine',
  'chmod u=rw,go= ff 2>/dev/null; : > a; chmod 640 a; cp -p a b; cp a c; stat -c "%a %n" a b c; mv b d; ls',
  'install -d -m 0750 q; stat -c "%a %F" q; echo x > q/a; install -m 0600 q/a q/b; stat -c "%a %s" q/b',
  'printf "a\\nb\\n" > a; printf "a\\nc\\n" > b; cmp a b; echo $?; cmp -s a a; echo $?; cmp -s a none; echo $?',
  'echo x > a; sha256sum a > sums; sha256sum -c sums; echo y > a; sha256sum -c --status sums; echo $?; printf "" | sha256sum',
  'printf abc | sha512sum | cut -c1-20; printf abc | md5sum; printf abc | sha1sum',
  'D=$(mktemp -d ./tmp.XXXXXX) && cd "$D" && echo hi > f && ln -sfn f g && readlink g && cat g && ln -sfn /etc g && readlink g',
  'mkdir d; ln -sfn a d/l; ln -sfn b d/l; readlink d/l; ln -s x y && ln -s x y 2>/dev/null; echo $?',
  'echo x | tee a > /dev/null; tee -a a <<< y > b; cat a b; cat < a > c; cat c; rm a; cat a 2>/dev/null; echo $?',
  'echo err >&2; { echo o; echo e >&2; } 2>&1 | sed s/^/x/; x=$( { echo o; echo e >&2; } 2>&1 >/dev/null ); echo "$x"',
  'v=https://h/v2.0; echo ${v/\\/v2.0//v3} ${v%/*} ${v##*/}; a=(1 2 3); echo ${#a[@]} ${a[@]:1}',
  'mapfile -t L < <(printf "x\\ny\\n"); echo ${#L[@]} ${L[1]}; declare -A m=([a]=1); echo ${m[a]}',
  'if ! out=$(false); then echo "failed [$out]"; fi; while false; do :; done; echo $?',
  'command -v cd; command -v none; echo $?; f() { :; }; command -v f; command -v if',
  'env -i PATH=/none /bin/bash -c "command -v cat"; echo $?; [ -n "$(command -v cat)" ] && echo found',
  'date -u -d @0 +%FT%TZ; date -u -d "2026-01-02 03:04:05" +%s',
  'printf "a b\\n" | xargs -n1 echo got; printf "x y\\n" | xargs -I{} echo "<{}>"; echo "a:b" | cut -d: -f2; printf "b\\na\\n" | sort',
];

describe.skipIf(!bashIsHere)('a shell of the simulated cloud answers as bash does', () => {
  let folder = '';
  beforeEach(() => {
    folder = mkdtempSync(join(tmpdir(), 'handrail-like-bash-'));
  });
  afterEach(() => {
    rmSync(folder, { recursive: true, force: true });
  });

  it.each(scripts)('%s', async (script) => {
    const world = await createWorld();
    const real = spawnSync('bash', ['-c', script], {
      cwd: folder,
      env: { PATH: '/usr/sbin:/usr/bin:/sbin:/bin', HOME: folder, LANG: 'C.UTF-8' },
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    const simulated = await world.exec('magnum/0', script);
    expect({ stdout: simulated.stdout, status: simulated.exitCode }).toEqual({
      stdout: real.stdout,
      status: real.status,
    });
  });
});
