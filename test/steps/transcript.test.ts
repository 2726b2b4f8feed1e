import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readTranscript } from '../../src/steps/transcript.ts';
import type { FenceSort } from '../../src/steps/transcript.ts';

function commandsOf(sort: FenceSort, ...lines: string[]): string | undefined {
  const reading = readTranscript(lines.join('\n'), sort);
  return reading.type === 'commands' ? reading.transcript.text : undefined;
}

function reasonOf(sort: FenceSort, ...lines: string[]): string {
  const reading = readTranscript(lines.join('\n'), sort);
  return reading.type === 'unsure' ? reading.reason : reading.type;
}

describe('a transcript', () => {
  it.each<FenceSort>(['shell', 'console', 'none'])('in a fence of sort %s', (sort) => {
    const reading = readTranscript('$ snap list\nName  Version\n\n$ uptime\nup\n$', sort);
    expect(reading).toMatchObject({
      type: 'commands',
      transcript: { text: 'snap list\nuptime', sample: 'Name  Version\n\nup', host: undefined },
    });
  });

  it('may show no output at all', () => {
    const reading = readTranscript('$ cd /srv\n$ ls', 'shell');
    expect(reading).toMatchObject({ transcript: { text: 'cd /srv\nls', sample: undefined } });
  });

  it('keeps the bytes of its commands', () => {
    expect(commandsOf('console', '$  printf "%s\\t"  "ü" ', 'ü')).toBe(' printf "%s\\t"  "ü" ');
  });

  it.each<[string, string[], string]>([
    ['a backslash', ['$ curl --max-time 5 \\', '    -s x', 'ok'], 'curl --max-time 5 \\\n    -s x'],
    ['a here-document', ['$ cat <<E', 'a', '$b', 'E', 'a'], 'cat <<E\na\n$b\nE'],
    ['a quote', ["$ sed -n '", "p'", 'a'], "sed -n '\np'"],
    ['a loop', ['$ for i in 1 2; do', 'echo $i', 'done', '1'], 'for i in 1 2; do\necho $i\ndone'],
    ['a pipe', ['$ ls |', '  wc -l', '3'], 'ls |\n  wc -l'],
    ['second prompts', ['$ if true; then', '> ls', '> fi', 'a'], 'if true; then\nls\nfi'],
    ['options behind them', ['$ ip a \\', '> --x', 'a'], 'ip a \\\n--x'],
    ['a body behind them', ['$ cat <<E', '> a', '>', '> E', 'a'], 'cat <<E\na\n\nE'],
  ])('has a command that goes on after %s', (_, lines, text) => {
    expect(commandsOf('console', ...lines)).toBe(text);
  });

  it('takes nothing that a comment or a quote only seems to carry on', () => {
    expect(commandsOf('console', '$ ls # a \\', 'b')).toBe('ls # a \\');
    expect(commandsOf('console', '$ echo "a # b" \\', '  c', 'a')).toBe('echo "a # b" \\\n  c');
  });

  it('leaves a hole to be filled as it is', () => {
    expect(commandsOf('console', '$ openstack server show <server-id>', '| a |')).toBe(
      'openstack server show <server-id>',
    );
  });

  it('is of one shell: what only looks like another prompt is output', () => {
    expect(commandsOf('console', 'me@a:~$ cat notes', '$ rm x', '# y', 'me@a:/b$ ls')).toBe(
      'cat notes\nls',
    );
    expect(commandsOf('none', '$ cat notes', '  $ rm x')).toBe('cat notes');
  });

  it('says who and where its prompts are', () => {
    const noteOf = (first: string) => {
      const reading = readTranscript(first, 'console');
      return reading.type === 'commands' ? reading.transcript.note : reading.type;
    };
    expect(noteOf('$ ls')).toBeUndefined();
    expect(noteOf('# ls')).toBe('Its prompts say that it was written for root.');
    expect(noteOf('(v) $ ls')).toBe(
      'Its prompts say that it was written for a user with (v) active.',
    );
    expect(noteOf('root@a:/etc# ls')).toBe(
      'Its prompts say that it was written for root on a in /etc.',
    );
  });

  it('shows the beginning of a long output', () => {
    const reading = readTranscript(`$ ls\n${'x'.repeat(999)}\n${'a\n'.repeat(99)}`, 'console');
    const sample = reading.type === 'commands' ? (reading.transcript.sample ?? '') : '';
    expect(sample.split('\n')).toHaveLength(41);
    expect(sample.split('\n')[0]).toHaveLength(240);
    expect(sample).toContain('(and 60 more lines)');
  });
});

describe('a line that begins with #', () => {
  it('is typed by root in a console without another prompt', () => {
    expect(commandsOf('console', '# apt install x', 'Done', '# systemctl restart x')).toBe(
      'apt install x\nsystemctl restart x',
    );
  });

  it('is a comment in a shell fence, and beside a $', () => {
    expect(readTranscript('# apt install x\nls', 'shell').type).toBe('none');
    expect(commandsOf('console', '# make a network', '$ openstack network create x')).toBe(
      'openstack network create x',
    );
  });

  it.each([
    ['# Install it', '# apt install x'],
    ['# find the id', 'a'],
    ['# frobnicate x', 'a'],
    ['# cat /etc/motd', '$ ls is here'],
  ])('is nobody knows what: %s / %s', (...lines) => {
    expect(reasonOf('console', ...lines)).toMatch(/may be/);
  });
});

describe('what is not sure is not offered', () => {
  it.each<[string, string[]]>([
    ['a command that never ends', ['$ while true; do', 'a', 'b']],
    ['one that a prompt cuts off', ['$ echo "', '$ ls']],
    ['an apostrophe that a later one would close', ["$ echo don't", "it isn't"]],
    ['a prompt or a redirection', ['$ openstack server delete \\', '> web-1']],
    ['lines behind > that go on too long', ['$ cat <<E', '> E', '> a']],
    ['a prompt in a here-document', ['$ cat <<E', '$ ls', 'E']],
    ['a command behind no prompt', ['$ export A=1', 'export B=2']],
    ['two machines', ['me@a:~$ ls', 'me@b:~$ ls']],
    ['two users', ['me@a:~$ ls', 'root@a:~# ls']],
    ['a shell that it opens', ['$ ssh compute1', '$ ls']],
    ['a shell of root that it opens', ['$ sudo -i', '# apt install x']],
    ['another program', ['$ mysql -u root', 'mysql> drop table a;']],
    ['another program alone', ['mysql> drop table a;']],
    ['python', ['>>> import os']],
    ['a debugger', ['(gdb) run']],
    ['PowerShell', ['PS C:\\Users\\me> dir']],
    ['a shell inside something', ['sh-5.1# ls']],
    ['a price', ['$ 100 a month']],
    ['words', ['$ sign is the prompt']],
    ['a key', ['$ top', '^C']],
    ['typed input', ['$ cat > notes', 'hello']],
    ['only comments', ['$ # ls']],
  ])('%s', (_, lines) => {
    expect(reasonOf('shell', ...lines)).toMatch(/^a transcript whose commands are not offered: ./);
  });

  it('of a console, a router and a container', () => {
    expect(reasonOf('console', 'switch# show run')).toContain('switch# is the prompt of another');
    expect(reasonOf('none', '/app # ls')).toContain('/app # is the prompt of another');
  });
});

it('a script is no transcript', () => {
  expect(readTranscript('$HOME/bin/deploy\n$ not a prompt', 'shell').type).toBe('none');
  expect(readTranscript('', 'none').type).toBe('none');
  expect(readTranscript('plain output', 'console').type).toBe('none');
});

it.each<[string, string]>([
  ['prompts', '$ ls\n'.repeat(200_000)],
  ['root prompts', '# ls\n'.repeat(200_000)],
  ['quoted words', '$ "a"\n'.repeat(10_000)],
  ['open quotes', '$ echo "\n'.repeat(7000)],
  ['one loop without an end', `$ while true; do\n${'ls\n'.repeat(16_000)}`],
  ['one here-document without an end', `$ cat <<E\n${'> a\n'.repeat(15_000)}`],
  ['prompts on one line', '$ '.repeat(30_000)],
  ['backslashes', `$ ls ${'\\'.repeat(60_000)}`],
  ['brackets', `$ ${'$('.repeat(30_000)}`],
  ['second prompts', '$ a \\\n> b\n'.repeat(6000)],
  ['blanks', `$${' '.repeat(60_000)}x`],
])('tells them apart in bounded time, or not at all: %s', (_, text) => {
  const started = performance.now();
  for (const sort of ['shell', 'console', 'none'] as const) readTranscript(text, sort);
  expect(performance.now() - started).toBeLessThan(10_000);
});

it('never throws, and every line it offers stood behind a prompt or was waited for', () => {
  const line = fc.constantFrom(
    ...['$ ls', '$ cat <<E', 'E', '> x', '$ echo "', '"', '# ls', 'me@a:~$ ls', 'me@a:~# ls'],
    ...['$', '$ a \\', '  b', '', 'Model  Cloud', '$ if x', '$ then', '$ $ls', '% ls', "it's"],
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 12 }), (lines) => {
      const reading = readTranscript(lines.join('\n'), 'console');
      if (reading.type !== 'commands') return;
      const { text } = reading.transcript;
      expect(text.trim()).not.toBe('');
      for (const row of text.split('\n')) expect(lines.some((one) => one.endsWith(row))).toBe(true);
    }),
  );
});
