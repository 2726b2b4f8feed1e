/** Hands the terminal over on `h`, again and again; counts the keys it hears itself. */
import { Text, render, useApp, useStdin } from 'ink';
import { useEffect, useState } from 'react';
import { machineClock } from '../../../src/screens/shell-clock.ts';
import { handOver } from '../../../src/screens/terminal/hand-over.ts';
import { createKeyStream } from '../../../src/screens/terminal/key-stream.ts';

const log = process.env.TEST_LOG ?? '/dev/null';
const keys = createKeyStream(process.stdin, machineClock);

/** Says that it is there, is slow to read as real programs are, then reads one line and nothing more until it is told. */
const child = `echo "READY $1" >&"\${TEST_READY_ON:-1}"; sleep 0.15; IFS= read -r line; printf "%s\\n" "$line" >> "$2"
[ -z "$TEST_GO_ON" ] || until [ -e "$TEST_GO_ON" ]; do sleep 0.02; done`;

function Program() {
  const { suspendTerminal } = useApp();
  const { setRawMode } = useStdin();
  const [round, setRound] = useState(0);
  const [heard, setHeard] = useState('');
  useEffect(() => {
    setRawMode(true);
    return () => setRawMode(false);
  }, [setRawMode]);
  useEffect(() => {
    keys.listen(async (token) => {
      if (token.type !== 'key') return;
      if (token.name === 'q') return instance.unmount();
      if (token.name !== 'h') return setHeard((before) => before + token.name);
      await handOver(
        {
          suspend: (callback) =>
            keys.deafWhile(async () => {
              await suspendTerminal(callback);
            }),
          stdin: process.stdin,
          stdout: process.stdout,
        },
        { command: '/bin/bash', arguments: ['-c', child, 'child', String(round + 1), log] },
      );
      setRound((before) => before + 1);
    });
  }, [round, suspendTerminal]);
  return (
    <Text>
      IDLE after {round}, heard [{heard}]
    </Text>
  );
}

const instance = render(<Program />, {
  stdin: keys.stdin,
  interactive: true,
  alternateScreen: true,
  incrementalRendering: true,
  exitOnCtrlC: false,
  patchConsole: false,
});
await instance.waitUntilExit();
process.stdout.write('LEFT\n');
process.exit(0);
