/** Real time, in milliseconds: for looking after real processes, whatever clock the session has. */
export function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, milliseconds));
}
