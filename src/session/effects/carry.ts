import { CARRY_INSIDE } from './carry-inside.ts';

/**
 * What the wrapper runs a block with, so that it begins with what the one before it has left, as if both were
 * pasted into one shell. `handrail_block MODE FOLDER NAME...` runs `$folder/script`: MODE is `carried`,
 * `read` (leaves nothing) or empty, FOLDER keeps what is carried and stands on a memory file system, and the
 * NAMEs are handrail's own assignments ahead of the script.
 *
 * - The script stays what was shown: bash runs the file itself. What comes before it comes by BASH_ENV, what
 *   comes after it by a trap on EXIT, so that `exit`, a failing `set -e` and a signal are seen too. A block
 *   with a trap of its own on EXIT, one that calls `exec` and one that is killed leave nothing.
 * - Only what differs from the environment that handrail itself has is carried: after a resume from another
 *   terminal the block gets that one's SSH_AUTH_SOCK. What was carried once stays so, equal or not.
 * - `readonly` is not carried: a block that makes a name readonly can be run again.
 * - No value leaves FOLDER. `$folder/environment` says the names: `left`, then `set NAME`, `changed NAME`,
 *   `unset NAME`, `folder PATH`, `option +NAME`, each ended by NUL; or `not-left`.
 * - The block alone gets descriptor 3, the attempt's stderr, and 5, its input, as its own: what the wrapper's shell
 *   says of it (`Killed`) stays out of the one, and none of its helpers reads the other.
 * - Its own names begin with `handrail_`: the wrapper's variables are the operator's, exported as they were.
 */
export const CARRY = `
${CARRY_INSIDE}
handrail_block() {
  if [[ -z $1 ]] || ! handrail_prepare "$@" 2>/dev/null; then
    "$BASH" -- "$folder/script" <&5 2>&3 3>&- 4>&- 5<&-
    return
  fi
  BASH_ENV=$2/enter.$$ "$BASH" -- "$folder/script" <&5 2>&3 3>&- 4>&- 5<&-
  handrail_status=$?
  [[ $1 != carried ]] || handrail_keep "$@" 2>/dev/null
  rm -f -- "$2"/{enter,base,base.names,left,left.names}.$$ "$2"/{base,left}.$$.names 2>/dev/null
  return "$handrail_status"
}

handrail_records() {
  local -n handrail_into=$1
  local handrail_list handrail_at handrail_text
  mapfile -d '' -t handrail_list <"$2"
  [[ \${#handrail_list[@]} -gt 1 && \${handrail_list[-2]} == end ]] || return 1
  for ((handrail_at = 0; handrail_at + 2 < \${#handrail_list[@]}; handrail_at += 2)); do
    handrail_text=\${handrail_list[handrail_at + 1]}
    [[ $handrail_text != *$'\\n' ]] || handrail_text=\${handrail_text::-1}
    if [[ \${handrail_list[handrail_at]} == v:* ]]; then
      [[ $handrail_text =~ ^declare\\ -([^\\ ]+)\\ (.*)$ ]] || continue
      set -- "$1" "$2" "\${BASH_REMATCH[1]//[rt]/}" "\${BASH_REMATCH[2]}"
      handrail_text="declare -\${3:--} $4"
      [[ $handrail_text != "declare -- \${handrail_list[handrail_at]#v:}" ]] || continue
    fi
    [[ -z $handrail_text ]] || handrail_into["\${handrail_list[handrail_at]}"]=$handrail_text
  done
}

handrail_prepare() (
  trap '' HUP INT QUIT TERM
  umask 077
  LC_ALL=C
  for stale in "$2"/{enter,base,left}.*; do
    pid=\${stale#"$2"/*.}
    [[ ! -e $stale || -d /proc/\${pid%%.*} ]] || rm -f -- "$stale"
  done
  declare -A old=()
  [[ ! -e $2/carried ]] || handrail_records old "$2/carried"
  options=()
  {
    printf '{ __handrail_options=$SHELLOPTS; set +x; } 2>/dev/null\\n'
    if [[ -n \${BASH_ENV+set} ]]; then
      printf 'BASH_ENV=%q\\n' "$BASH_ENV"
      printf 'eval "__handrail_file=\\\\"$BASH_ENV\\\\""\\n[ -r "$__handrail_file" ] && . "$__handrail_file"\\nunset -v __handrail_file\\n'
    else
      printf 'unset -v BASH_ENV\\n'
    fi
    if [[ $1 == carried ]]; then
      declare -f __handrail_dump __handrail_globals __handrail_leave
      printf '__handrail_dump %q "$__handrail_options" "$BASHOPTS"\\n' "$2/base.$$"
    fi
    for key in "\${!old[@]}"; do
      case $key in
      s:?*) printf 'shopt %s -- %s 2>/dev/null\\n' "\${old["$key"]}" "\${key#s:}" ;;
      o:?*) options+=("\${old["$key"]}o" "\${key#o:}") ;;
      -v:*) printf 'unset -v -- %q 2>/dev/null\\n' "\${key#-v:}" ;;
      -f:*) printf 'unset -f -- %q 2>/dev/null\\n' "\${key#-f:}" ;;
      u:) printf 'umask %q\\n' "\${old["$key"]}" ;;
      d:)
        printf 'builtin cd -- %q 2>/dev/null || builtin printf %q "$PWD" >&2\\n' "\${old["$key"]}" \\
          "handrail: the folder \${old["$key"]//%/%%} that an earlier block left is gone; this block starts in %s."$'\\n'
        ;;
      esac
    done
    printf '{\\n:\\n'
    for key in "\${!old[@]}"; do
      [[ $key != v:* ]] || printf '%s\\n' "\${old["$key"]}"
    done
    for key in "\${!old[@]}"; do
      [[ $key != f:* ]] || printf '%s\\n' "\${old["$key"]}"
    done
    printf '} 2>/dev/null\\n'
    if [[ $1 == carried ]]; then
      printf -v leave '{ __handrail_leave %q "$SHELLOPTS" "$BASHOPTS"; } {BASH_XTRACEFD}>/dev/null 2>/dev/null' "$2/left.$$"
      printf 'builtin trap -- %q EXIT\\n' "$leave"
      : >"$2/base.$$" >"$2/base.$$.names" >"$2/left.$$" >"$2/left.$$.names"
    fi
    printf 'if [[ $__handrail_options == *xtrace* ]]; then\\nunset -v __handrail_options\\nbuiltin set -x %s --\\n' "\${options[*]}"
    printf 'else\\nunset -v __handrail_options\\nbuiltin set %s --\\nfi\\n' "\${options[*]}"
  } >"$2/enter.$$"
)

handrail_keep() (
  trap '' HUP INT QUIT TERM
  umask 077
  LC_ALL=C
  run=$2 uses=" \${*:3} "
  declare -A base=() left=() old=() new=() seen=()
  told=(left)
  handrail_records base "$run/base.$$" && handrail_records left "$run/left.$$" || told=(not-left)
  if [[ $told == left ]]; then
    [[ ! -e $run/carried ]] || handrail_records old "$run/carried"
    for key in "\${!left[@]}" "\${!base[@]}" "\${!old[@]}"; do
      key=\${key#-}
      [[ $key == [vf]:* && -z \${seen["$key"]+x} ]] || continue
      seen["$key"]=x
      handrail_weigh "$key"
    done
    for key in d: u:; do handrail_weigh_place "$key"; done
    handrail_weigh_options o: - +
    handrail_weigh_options s: -s -u
    {
      for key in "\${!new[@]}"; do printf '%s\\0%s\\0' "$key" "\${new["$key"]}" || exit; done
      printf 'end\\0\\0'
    } >"$run/carried.$$" && mv -f -T -- "$run/carried.$$" "$run/carried" || {
      rm -f -- "$run/carried.$$"
      told=(not-left)
    }
  fi
  printf '%s\\0' "\${told[@]}" >"$folder/environment.tmp" &&
    mv -f -T -- "$folder/environment.tmp" "$folder/environment"
)

handrail_weigh() {
  local key=$1 name=\${1#[vf]:} word='' begin="\${base["$1"]-}"
  [[ -z \${old["$key"]+x} ]] || begin=\${old["$key"]}
  [[ -z \${old["-$key"]+x} ]] || begin=
  if [[ $key == v:* && $uses == *" $name "* ]]; then
    [[ -z \${old["$key"]+x} ]] || new["$key"]=\${old["$key"]}
    [[ -z \${old["-$key"]+x} ]] || new["-$key"]=unset
    return
  fi
  if [[ -n \${left["$key"]+x} ]]; then
    [[ \${left["$key"]} == "\${base["$key"]-}" && -z \${old["$key"]+x} ]] || new["$key"]=\${left["$key"]}
    [[ \${left["$key"]} == "$begin" ]] || word=\${begin:+changed}
    [[ \${left["$key"]} == "$begin" || -n $begin ]] || word=set
  else
    [[ -z \${base["$key"]+x}\${old["-$key"]+x} ]] || new["-$key"]=unset
    word=\${begin:+unset}
  fi
  [[ $key != f:* ]] || name+='()'
  [[ -z $word || $key == v:OLDPWD ]] || told+=("$word $name")
}

handrail_weigh_place() {
  local key=$1 begin=\${old["$1"]-\${base["$1"]}}
  [[ \${left["$key"]} == "\${base["$key"]}" && -z \${old["$key"]+x} ]] || new["$key"]=\${left["$key"]}
  [[ \${left["$key"]} != "$begin" ]] || return 0
  case $key in
  d:) told+=("folder \${left["$key"]}") ;;
  u:) [[ \${left["$key"]} == "\${base["$key"]}" ]] && told+=('option -umask') || told+=('option +umask') ;;
  esac
}

handrail_weigh_options() {
  local key name names is was begin
  IFS=: read -r -a names <<<"\${base["$1"]-}:\${left["$1"]-}"
  for key in "\${!old[@]}"; do [[ $key != "$1"?* ]] || names+=("\${key#"$1"}"); done
  for name in "\${names[@]}"; do
    case $1$name in
    o:monitor | o:history | o:histexpand | o:emacs | o:vi | o:noexec | o:onecmd | o:privileged | s:login_shell | \\
      s:restricted_shell) continue ;;
    esac
    [[ -n $name && -z \${seen["$1$name"]+x} ]] || continue
    seen["$1$name"]=x
    [[ :\${base["$1"]-}: == *":$name:"* ]] && was=$2 || was=$3
    [[ :\${left["$1"]-}: == *":$name:"* ]] && is=$2 || is=$3
    begin=\${old["$1$name"]-$was}
    [[ $is == "$was" && -z \${old["$1$name"]+x} ]] || new["$1$name"]=$is
    [[ $is == "$begin" ]] || { [[ $is == "$2" ]] && told+=("option +$name") || told+=("option -$name"); }
  done
}
`;
