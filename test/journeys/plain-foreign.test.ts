import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { builtHandrail } from '../support/built.ts';
import { hasPty, startOnPty, type Pty } from '../support/pty.ts';

/** A document that nobody wrote for handrail: no label, no gate, a transcript, placeholders, what to expect. */
const foreign = `# Where the lamps are

Look for the lamp first:

\`\`\`console
$ kubectl get pods -n <namespace>
NAME      READY   STATUS
lamp-1    1/1     Running
\`\`\`

Then look into one:

\`\`\`bash
kubectl logs <pod> -n <namespace> # expect lit
\`\`\`

And put it out:

\`\`\`bash
kubectl delete pod <pod>
\`\`\`
`;

const enter = '\r';

let open: Pty[] = [];
afterEach(() => {
  open.forEach((pty) => pty.close());
  open = [];
});

/** A folder with the document and a kubectl that writes down what it is asked. */
function stage(): { folder: string; pty: Pty; asked: () => readonly string[] } {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-foreign-'));
  const log = join(folder, 'asked');
  writeFileSync(join(folder, 'lamps.md'), foreign);
  mkdirSync(join(folder, 'bin'));
  const kubectl = join(folder, 'bin', 'kubectl');
  writeFileSync(kubectl, `#!/bin/sh\necho "$*" >> '${log}'\necho "seen $*"\n`);
  chmodSync(kubectl, 0o755);
  const env = {
    XDG_STATE_HOME: folder,
    PATH: `${join(folder, 'bin')}:${process.env['PATH'] ?? ''}`,
  };
  const command = [process.execPath, builtHandrail(), 'walk', 'lamps.md', '--plain'];
  const pty = startOnPty(command, { cwd: folder, env });
  open.push(pty);
  const asked = () => (existsSync(log) ? readFileSync(log, 'utf8').trim().split('\n') : []);
  return { folder, pty, asked };
}

describe.skipIf(!hasPty)("somebody else's document by lines (needs script of util-linux)", () => {
  it('asks for what it leaves open, shows what to expect, and runs the commands alone', async () => {
    const { folder, pty, asked } = stage();
    await pty.sees('Enter asks for what it leaves open');
    const first = pty.text();
    expect(first).toContain('  | kubectl get pods -n <namespace>');
    expect(first).not.toContain('  | NAME');
    expect(first).toContain('  SAMPLE of what it prints, from the document:');
    expect(first).toContain('    . lamp-1    1/1     Running');
    await pty.answers(
      ['', enter],
      ['<namespace>; Enter alone goes back: ', `a b${enter}`],
      ['can not hold a blank', ''],
      ['<namespace>; Enter alone goes back: ', `$(reboot)${enter}`],
      ['a shell could make something else of it', ''],
      // Thought better of it: nothing has run.
      ['<namespace>; Enter alone goes back: ', enter],
    );
    await pty.sees('Enter asks for what it leaves open');
    expect(asked()).toEqual([]);
    await pty.answers(
      ['', enter],
      ['<namespace>; Enter alone goes back: ', `lamps${enter}`],
      ['  | kubectl get pods -n lamps', ''],
      ['  GIVEN: <namespace> = lamps', ''],
      ['Enter runs it', enter],
      ['    > seen get pods -n lamps', ''],
    );
    expect(asked()).toEqual(['get pods -n lamps']);
    await pty.answers(
      ['EXPECT: lit', ''],
      ['Enter asks for what it leaves open', enter],
      ['<pod>; Enter alone goes back: ', `lamp-1${enter}`],
      ['Enter alone takes lamps', ''],
      ['<namespace>; b goes back: ', enter],
      ['Enter runs it', enter],
      ['    > seen logs lamp-1 -n lamps', ''],
      ['changes things:', ''],
      ['  | kubectl delete pod <pod>', ''],
      ['Enter asks for what it leaves open', enter],
      ['Enter alone takes lamp-1', ''],
      ['<pod>; b goes back: ', `b${enter}`],
      ['Enter asks for what it leaves open', `q${enter}`],
      ['Take it up again with: handrail resume ', ''],
    );
    await pty.ended;
    expect(asked()).toEqual(['get pods -n lamps', 'logs lamp-1 -n lamps']);
    expect(existsSync(join(folder, 'namespace'))).toBe(false);
  });
});
