/** Resolves once `holds` answers with something, and with that; looks every few milliseconds. */
export async function until<Answer>(holds: () => Answer | undefined | false): Promise<Answer> {
  for (;;) {
    const answer = holds();
    if (answer !== undefined && answer !== false) return answer;
    await new Promise((resolve) => setTimeout(resolve, 10));
  }
}
