import type { LentTerminal } from '../../session/walker.ts';

/** The two ends of a terminal as Node has them. */
export interface TerminalEnds {
  readonly stdin: {
    setRawMode?(raw: boolean): unknown;
    ref?(): unknown;
    on(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
    off(event: 'data', listener: (chunk: Buffer | string) => void): unknown;
    pause(): unknown;
    resume(): unknown;
  };
  readonly stdout: { write(text: string): unknown };
}

/** A terminal that is the operator's alone, for a stand-in that asks without showing what is typed. */
export function lentTerminal({ stdin, stdout }: TerminalEnds): LentTerminal {
  return {
    print: (text) => void stdout.write(text.replace(/(?<!\r)\n/g, '\r\n')),
    askHidden: (question) =>
      new Promise((resolve) => {
        let typed = '';
        stdout.write(question);
        stdin.setRawMode?.(true);
        const end = (answer: string | undefined): void => {
          stdin.off('data', onData);
          stdin.setRawMode?.(false);
          stdin.pause();
          stdout.write('\r\n');
          resolve(answer);
        };
        const onData = (chunk: Buffer | string): void => {
          for (const character of String(chunk)) {
            if (character === '\r' || character === '\n') return end(typed);
            if (character === '\u0003' || character === '\u0004') return end(undefined);
            if (character === '\u007f') typed = [...typed].slice(0, -1).join('');
            else if (character === '\u0015') typed = '';
            else typed += character;
          }
        };
        // Ink lets go of it while the terminal is lent, and nothing else keeps this program alive.
        stdin.ref?.();
        stdin.on('data', onData);
        stdin.resume();
      }),
  };
}
