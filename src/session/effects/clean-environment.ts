/**
 * What is left of an environment for a block that starts clean: who and where the operator is, the language,
 * the terminal, the way to the network, the agents of the login, and where juju keeps its own. Nothing that
 * says which cloud or cluster is meant: no OS_*, no KUBECONFIG, no JUJU_MODEL.
 */
export function cleanEnvironment(env: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(env).filter(([name]) => KEPT.test(name)));
}

const KEPT =
  /^(?:HOME|PATH|USER|LOGNAME|SHELL|PWD|LANG|LANGUAGE|LC_[A-Z]+|TZ|TERM|COLORTERM|TMPDIR|XDG_[A-Z_]+|SSH_AUTH_SOCK|SSH_AGENT_PID|DBUS_SESSION_BUS_ADDRESS|JUJU_DATA|(?:https?|ftp|all|no)_proxy|(?:HTTPS?|FTP|ALL|NO)_PROXY)$/;
