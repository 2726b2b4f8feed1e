/**
 * Waits for one of two keys at a terminal: Enter, or q. Ctrl-C, Ctrl-D and a terminal that goes are q.
 * Nothing else is read on: what was typed ahead stays for whoever reads next.
 */
export function asksEnter(question: string): Promise<boolean> {
  return asksKey(question, { yes: /^[\r\n]$/, no: /[q\u0003\u0004]/ });
}

/** Waits for y, which alone is a yes; any other key is a no, and so is a terminal that goes. */
export function asksYes(question: string): Promise<boolean> {
  return asksKey(question, { yes: /^[yY]$/, no: /[^]/ });
}

function asksKey(
  question: string,
  { yes, no }: { readonly yes: RegExp; readonly no: RegExp },
): Promise<boolean> {
  const { stdin, stdout } = process;
  stdout.write(question);
  stdin.setRawMode(true);
  stdin.resume();
  return new Promise<boolean>((resolve) => {
    const done = (answer: boolean) => {
      stdin.off('data', onData);
      stdin.off('end', onEnd);
      stdin.setRawMode(false);
      stdin.pause();
      stdout.write('\n');
      resolve(answer);
    };
    const onEnd = () => done(false);
    const onData = (chunk: Buffer | string) => {
      const text = chunk.toString();
      if (yes.test(text)) done(true);
      else if (no.test(text)) done(false);
    };
    stdin.on('data', onData);
    stdin.on('end', onEnd);
  });
}
