/**
 * The question that an output ends with: its last line, without a line feed, asks for something that only a person
 * can answer. Undefined when it ends otherwise. Whether the program really waits is for the caller to see.
 */
export function promptAtEnd(printed: string): string | undefined {
  const last = printed.slice(printed.lastIndexOf('\n') + 1);
  // A progress line that is drawn over has its newest text behind the last return.
  const line = last.slice(last.lastIndexOf('\r') + 1);
  return line.length <= 300 && asks.test(line) ? line.trim() : undefined;
}

const asks =
  /(?:pass(?:word|phrase)|username|login|user name|token|PIN|unseal key|otp|verification code)[^\n]{0,120}[:?]\s*$|(?:\[y\/n\]|\(y(?:es)?\/n(?:o)?(?:\/\[fingerprint\])?\)|\[yes\/no\])\s*[:?]?\s*$/i;
