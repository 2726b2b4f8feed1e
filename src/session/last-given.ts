/** Under which a session holds what was given last for a placeholder's text in a runbook. */
export function lastGivenKey(runbook: string, text: string): string {
  return `${runbook}\n${text}`;
}
