/** Variables that decide what programs do or which ones run: whoever sets one may change everything. */
const DECIDES = new Set(
  (
    'PATH IFS ENV CDPATH HOME SHELL SHELLOPTS PS1 PS2 PS3 PS4 PROMPT_COMMAND GLOBIGNORE EXECIGNORE FIGNORE FUNCNEST HISTFILE ' +
    'POSIXLY_CORRECT EDITOR VISUAL PAGER FCEDIT BROWSER LESSOPEN LESSCLOSE LESS MORE MANOPT ' +
    'GZIP BZIP BZIP2 XZ_OPT XZ_DEFAULTS TAPE TAR_OPTIONS RSYNC_RSH CVS_RSH GREP_OPTIONS TERMCAP TERMINFO GCONV_PATH ' +
    'CURL_HOME WGETRC OPENSSL_CONF OPENSSL_MODULES OPENSSL_ENGINES CLASSPATH AWKPATH AWKLIBPATH KRB5_CONFIG ' +
    'XDG_CONFIG_HOME XDG_CONFIG_DIRS SSH_AUTH_SOCK DOCKER_HOST DOCKER_CONFIG CONTAINER_HOST PSQLRC PGSERVICEFILE ' +
    'KUBECTL_EXTERNAL_DIFF KUBERC HELM_PLUGINS HELM_DRIVER MYSQL_HOME VAULT_CONFIG_PATH TMPDIR OLDPWD PWD UID EUID PPID ' +
    'TIMEFORMAT NODE_PATH GOFLAGS RANDOM SECONDS LINENO DIRSTACK GROUPS FUNCNAME HOSTFILE INPUTRC ' +
    'READLINE_LINE COMP_WORDBREAKS COPROC MAILCHECK MAIL MAILPATH TMOUT'
  ).split(' '),
);
const DECIDES_TOO =
  /^(?:LD_|DYLD_|BASH|GIT_|PERL|PYTHON|RUBY|NODE_OPTIONS|JAVA|_JAVA|JDK_|LESS|GCONV|MALLOC_|GLIBC_|SUDO_|SSH_ASKPASS|TF_CLI_|TF_LOG|CEPH_ARGS|PGOPTIONS|PSQL_HISTORY|SSLKEYLOGFILE|KRB5_TRACE|GOCOVERDIR|COVERAGE_FILE|ANSIBLE_LOG)|_HISTFILE$|PAGER$|EDITOR$|ASKPASS|PRELOAD|_RSH$/;

/** Whether setting this variable changes nothing but what the script itself reads. */
export function isPlainName(name: string): boolean {
  return /^[A-Za-z_]\w*$/.test(name) && !DECIDES.has(name) && !DECIDES_TOO.test(name);
}

/** `` it sets `PATH`, which decides what runs ``. */
export function setsName(name: string): string {
  return `it sets \`${name.slice(0, 40)}\`, which may decide what runs`;
}

/** Why an assignment in a program's words, `NAME=value`, is not known to be harmless; undefined when it is. */
export function judgeAssignment(prefix: string): string | undefined {
  const name = /^([^=]*)=/.exec(prefix)?.[1] ?? '';
  return isPlainName(name) ? undefined : setsName(name);
}
