/**
 * What runs inside the shell of a block, ahead of it and after it: it writes down what that shell holds, by
 * builtins alone and with no process of its own.
 *
 * - A dump is a row of records, each a key and a text that end with NUL: `v:NAME` and `f:NAME` with the line
 *   that makes it again, `o:`, `s:`, `u:` and `d:` with the options, the umask and the folder. `end` is the
 *   last one: a dump without it is not whole.
 * - Inside a function that calls `exit` its locals still stand before the globals. `declare -gt` marks the
 *   global alone, so whatever does not bear the mark is a local, and is taken away until the global shows.
 * - The names are read from the lines of `declare -p`; a line of a value may look like one, and then there is
 *   no such variable to write down. Lines are cut first: bash takes seconds to look through 200 kB for a pattern.
 */
export const CARRY_INSIDE = `
__handrail_dump() {
  builtin local __handrail_line __handrail_name __handrail_lines
  { builtin declare -p; builtin declare -F; } >|"$1.names"
  builtin mapfile -t __handrail_lines <"$1.names"
  {
    for __handrail_line in "\${__handrail_lines[@]}"; do
      __handrail_line=\${__handrail_line::300}
      __handrail_name=\${__handrail_line#declare -* }
      case $__handrail_line in
      'declare -f'*' '*)
        case $__handrail_name in __handrail_* | *[[:space:]]*) builtin continue ;; esac
        builtin printf 'f:%s\\0' "$__handrail_name"
        builtin declare -f -- "$__handrail_name"
        case $__handrail_line in 'declare -f'*x*' '*) builtin printf 'declare -fx -- %s\\n' "$__handrail_name" ;; esac
        ;;
      'declare -'*' '*)
        __handrail_name=\${__handrail_name%%=*}
        case $__handrail_name in
        BASH_ENV) ;;
        '' | [0-9]* | *[!a-zA-Z0-9_]* | __handrail_* | HANDRAIL_* | BASH | BASHOPTS | BASHPID | BASH_* | COMP_* | \\
          COPROC | DIRSTACK | EPOCH* | EUID | FUNCNAME | GROUPS | HISTCMD | LINENO | OPTERR | OPTIND | PIPESTATUS | \\
          PPID | PWD | RANDOM | READLINE_* | SECONDS | SHELLOPTS | SHLVL | SRANDOM | UID | _)
          builtin continue
          ;;
        esac
        builtin printf 'v:%s\\0' "$__handrail_name"
        builtin declare -p -- "$__handrail_name"
        ;;
      *) builtin continue ;;
      esac
      builtin printf '\\0'
    done
    builtin printf 'o:\\0%s\\0s:\\0%s\\0u:\\0' "$2" "$3"
    builtin umask
    builtin printf '\\0d:\\0'
    builtin pwd
    builtin printf '\\0end\\0\\0'
  } >|"$1"
}

__handrail_globals() {
  builtin local __handrail_line __handrail_name __handrail_lines
  builtin declare -p >|"$1.names"
  builtin mapfile -t __handrail_lines <"$1.names"
  for __handrail_line in "\${__handrail_lines[@]}"; do
    __handrail_line=\${__handrail_line::300}
    __handrail_name=\${__handrail_line#declare -* }
    __handrail_name=\${__handrail_name%%=*}
    case $__handrail_name in '' | [0-9]* | *[!a-zA-Z0-9_]* | __handrail_* | BASH*) builtin continue ;; esac
    builtin declare -gt -- "$__handrail_name"
    while builtin declare -p -- "$__handrail_name" >|"$1.names"; do
      builtin read -r __handrail_line <"$1.names"
      [[ $__handrail_line != 'declare -'*([a-zA-Z])t*([a-zA-Z])' '* ]] || builtin break
      builtin unset -v -- "$__handrail_name" || builtin break
    done
  done
}

__handrail_leave() {
  builtin trap - DEBUG ERR RETURN
  builtin set +o posix
  builtin set +efnuvx
  builtin shopt -u nocasematch extdebug localvar_unset
  case " \${FUNCNAME[*]:1} " in
  *[!\\ ]*) case " \${FUNCNAME[*]:1} " in ' main ' | ' source main ') ;; *) __handrail_globals "$1" ;; esac ;;
  esac
  __handrail_dump "$@"
}
`;
