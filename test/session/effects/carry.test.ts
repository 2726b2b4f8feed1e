import { existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readEnvironmentChange } from '../../../src/session/effects/environment-file.ts';
import { createBashRunner } from '../../../src/session/effects/run-block.ts';
import { carrying } from './support/carrying.ts';
import { commandFor } from './support/command-for.ts';
import { temporaryFolder } from './support/temporary-folder.ts';
import { until } from './support/until.ts';

const everyByte = String.raw`for i in {1..255}; do printf -v c "\\x$(printf %x $i)"; all+=$c; done; unset i c`;

describe('what one block leaves to the next, as if both were pasted into one shell', () => {
  it('is variables, exported or not, functions, the folder and the options', async () => {
    const { run, cwd } = carrying();
    const first = await run(
      `A='x  y'; export B=$'two\\nlines'; greet() { echo "hello $1"; }; export -f greet\nmkdir 'a b'; cd 'a b'; set -u; shopt -s extglob; umask 027`,
    );
    expect(first.change).toEqual({
      set: ['A', 'B', 'greet()'],
      changed: [],
      unset: [],
      folder: join(cwd, 'a b'),
      options: ['+extglob', '+nounset', '+umask'],
    });
    const second = await run(
      `printf '%s|' "$A" "$B"; bash -c 'greet "$B"; echo "\${A-not exported}"'\npwd; umask; shopt extglob; case $- in *u*) echo nounset;; esac`,
    );
    expect(second.out).toBe(
      `x  y|two\nlines|hello two\nlines\nnot exported\n${cwd}/a b\n0027\nextglob        \ton\nnounset\n`,
    );
    expect(second.err).toBe('');
    expect(second.change).toMatchObject({ set: [], changed: [], unset: [], options: [] });
  });

  it('is what was changed and unset, of handrail itself too', async () => {
    const { run } = carrying({ OLD: '1', GONE: '2' });
    await run('A=1; OLD=changed; unset GONE');
    const { out, change } = await run(
      'echo "$A $OLD ${GONE-none}"; unset A; OLD=1; set -f; set +f',
    );
    expect(out).toBe('1 changed none\n');
    expect(change).toMatchObject({ set: [], changed: ['OLD'], unset: ['A'], options: [] });
    expect((await run('echo "${A-none} $OLD ${GONE-none}"')).out).toBe('none 1 none\n');
  });

  it('is every kind of value, byte for byte', async () => {
    const { run } = carrying({ LANG: 'C.UTF-8' });
    await run(
      `${everyByte}; text=$all; quoted=$'it\\'s "x" $(y) \`z\` \\\\ \\n\\n'; utf=Grüße\ndeclare -A map=([a b]=1 [']"$x']="$all"); list=("$all" '' 'c d'); list[7]=e; declare -i number=5; declare -l low=ABC\nbig=$(head -c 200000 /dev/zero | tr '\\0' x)$'\\n'$(seq 1 9000); declare -n ref=number; declare -x later`,
    );
    const { out, err } = await run(
      `${everyByte}; [[ $text == "$all$all" || $all == "$text$text" ]] && echo bytes; [[ \${map[']"$x']} == "$text" && \${list[0]} == "$text" ]] && echo nested\nprintf '%s|' "$quoted" "$utf" "\${map[a b]}" "\${#list[@]}" "\${list[7]}" "\${#big}"; number+=2; low=DEF; echo "$number $low $ref"; later=1; printenv later`,
    );
    expect(err).toBe('');
    expect(out).toBe(`bytes\nnested\nit's "x" $(y) \`z\` \\ \n\n|Grüße|1|4|e|243893|7 def 7\n1\n`);
  });

  it('is left by exit, by a failing set -e, by a syntax error and by a signal, with the status as it was', async () => {
    const { run } = carrying();
    const status = async (script: string) => (await run(script)).outcome;
    expect(await status('A=1; exit 3')).toEqual({ type: 'exited', status: 3 });
    expect(await status('B=1; (set -e; exit 4); set -e; false; B=2')).toMatchObject({ status: 1 });
    expect(await status('set +e; C=1\nif')).toMatchObject({ status: 2 });
    expect(await status('D=1; kill -TERM $$; D=2')).toMatchObject({ status: 143 });
    expect(await status('E=1; set -u; echo "$nowhere"')).toMatchObject({ status: 1 });
    expect((await run('set +u; echo "$A $B $C $D $E"')).out).toBe('1 1 1 1 1\n');
  });

  it('is the globals, where a function ended the block among its locals', async () => {
    const { run } = carrying();
    await run(
      'i=1; A=1; f() { local A=2 B=3 i; local -A C=([x]=y); g; }; g() { local A=4; exit 5; }; f',
    );
    const { out, change } = await run('echo "$A ${B-none} ${C-none} $i"');
    expect(out).toBe('1 none none 1\n');
    expect(change).toMatchObject({ set: [], changed: [], unset: [] });
  });

  it('is there for a block that has been cancelled or failed before', async () => {
    const { start, run } = carrying();
    const { folder, block } = await start('A=1; echo ready; sleep 60; A=2');
    await until(() => readFileSync(join(folder, 'stdout'), 'utf8') === 'ready\n');
    block.cancel();
    expect(await block.ended).toEqual({ type: 'cancelled', status: 130 });
    expect((await run('echo $A')).out).toBe('1\n');
  });

  it('lets a name that was made readonly be set again', async () => {
    const { run } = carrying();
    for (const value of ['1', '2']) {
      const { err } = await run(`declare -rx FIXED=${value}; readonly -a LIST=(a)`);
      expect(err).toBe('');
    }
    expect((await run('printenv FIXED; echo "${LIST[0]}"')).out).toBe('2\na\n');
  });

  it('leaves out the values that handrail itself puts ahead, its own names and those of bash', async () => {
    const { run } = carrying();
    const uses = [{ name: 'project', value: 'p', from: 'literal' }] as const;
    const { change } = await run("project='p'; HANDRAIL_X=1; SECONDS=900; OPTIND=7; A=1", { uses });
    expect(change).toMatchObject({ set: ['A'], changed: [] });
    const { out } = await run(
      'echo "${project-none} ${HANDRAIL_X-none} $((SECONDS < 800)) $OPTIND"',
    );
    expect(out).toBe('none none 1 1\n');
  });
});

describe('the shell of a block that carries', () => {
  it('shows no trace of ours, under set -x, set -e, set -u, set -f and traps of the block', async () => {
    const { run } = carrying();
    const { err, out } = await run(
      'A=1; PS4="+ "; IFS=x; set -xeuf; echo hi; trap "echo debug >&2" DEBUG; trap "echo err >&2" ERR; true',
    );
    expect(out).toBe('hi\n');
    expect(err).toBe(
      `+ echo hi\n+ trap 'echo debug >&2' DEBUG\n++ echo debug\ndebug\n+ trap 'echo err >&2' ERR\n++ echo debug\ndebug\n+ true\n`,
    );
    // What is carried is on from the first line of the next one.
    const next = await run('set +x; echo "$A-$-" | tr x -; trap');
    expect(next.err).toBe('+ set +x\n');
    expect(next.out).toMatch(/^1-efhuB\ntrap -- '[^\n]*' EXIT\n$/);
  });

  it('names its script and its line in messages, and has no arguments', async () => {
    const { run } = carrying();
    const { err, out, folder, outcome } = await run(
      'echo "$# ${BASH_SOURCE[0]} $0"\nno-such-program\nreturn 3\necho "after $?"',
    );
    expect(out).toBe(`0 ${folder}/script ${folder}/script\nafter 2\n`);
    expect(err).toContain(`${folder}/script: line 2: no-such-program: command not found\n`);
    expect(err).toContain(`${folder}/script: line 3: return: can only`);
    expect(outcome).toEqual({ type: 'exited', status: 0 });
  });

  it('has the BASH_ENV of the operator', async () => {
    const setup = join(temporaryFolder(), 'setup');
    writeFileSync(setup, 'FROM_SETUP=1; echo setup');
    const { run } = carrying({ BASH_ENV: setup });
    expect((await run('echo "$FROM_SETUP $BASH_ENV"; FROM_SETUP=2')).out).toBe(
      `setup\n1 ${setup}\n`,
    );
    expect((await run('echo "$FROM_SETUP"')).out).toBe('setup\n2\n');
    expect((await carrying().run('echo "${BASH_ENV-none}"')).out).toBe('none\n');
  });

  it('starts in the folder of handrail, with a sentence, when the one that was left is gone', async () => {
    const { run, cwd } = carrying();
    await run('mkdir gone; cd gone; rmdir ../gone');
    const { out, err, change } = await run('pwd');
    expect(out).toBe(`${cwd}\n`);
    expect(err).toBe(
      `handrail: the folder ${cwd}/gone that an earlier block left is gone; this block starts in ${cwd}.\n`,
    );
    expect(change).toMatchObject({ folder: cwd });
    expect((await run('pwd')).err).toBe('');
  });
});

describe('a block that leaves nothing', () => {
  it.each([
    ['has a trap of its own on EXIT', 'NEW=1; trap "echo bye" EXIT'],
    ['becomes another program', 'NEW=1; exec true'],
    ['is killed', 'NEW=1; kill -KILL $$'],
  ])('says so when it %s, and what was carried before it stays whole', async (_, script) => {
    const { run, memory } = carrying();
    await run('A=1');
    const before = readFileSync(join(memory, 'carried'));
    expect((await run(script)).change).toBe('not-left');
    expect(readFileSync(join(memory, 'carried'))).toEqual(before);
    expect((await run('echo "$A ${NEW-none}"')).out).toBe('1 none\n');
  });

  it('only reads, as a look of a poll does', async () => {
    const { run } = carrying();
    await run('A=1');
    const { out, change } = await run('echo "$A"; A=2; trap', { environment: 'read' });
    expect(out).toBe('1\n');
    expect(change).toBeUndefined();
    expect((await run('echo "$A"')).out).toBe('1\n');
  });

  it('starts clean: nothing carried, nothing of the login that names a cloud', async () => {
    const { run, cwd } = carrying({ OS_CLOUD: 'x', LANG: 'C.UTF-8', https_proxy: 'http://p' });
    await run('A=1; export OS_PROJECT_ID=2; mkdir d; cd d');
    const { out } = await run(
      'echo "${A-none} ${OS_PROJECT_ID-none} ${OS_CLOUD-none} $LANG $https_proxy $HOME"; pwd; OS_PROJECT_ID=3',
      { environment: 'clean' },
    );
    expect(out).toBe(`none none none C.UTF-8 http://p /root\n${cwd}\n`);
    expect((await run('echo "$OS_PROJECT_ID"')).out).toBe('2\n');
  });

  it('has what handrail itself has when nothing is said, as what is shipped to a unit', async () => {
    const { run, memory } = carrying();
    await run('A=1');
    const ofHandrail = commandFor('echo "${A-none}"; B=1');
    const folder = join(temporaryFolder(), '1');
    const carriedIn = () => ({ type: 'memory', folder: memory }) as const;
    const runner = createBashRunner({ env: process.env, cwd: '/', carriedIn });
    await (
      await runner.start(ofHandrail, folder)
    ).ended;
    expect(readFileSync(join(folder, 'stdout'), 'utf8')).toBe('none\n');
    expect(readEnvironmentChange(folder)).toBeUndefined();
  });
});

describe('a handrail in another terminal', () => {
  it('gives its own values, but for those that a block has set', async () => {
    const { run } = carrying({ SSH_AUTH_SOCK: 'old', TMUX: 'old', KUBECONFIG: 'old' });
    await run('export KUBECONFIG=set');
    const env = { SSH_AUTH_SOCK: 'new', TMUX: 'new', KUBECONFIG: 'new' };
    const { out, change } = await run('echo "$SSH_AUTH_SOCK $TMUX $KUBECONFIG"', { env });
    expect(out).toBe('new new set\n');
    expect(change).toMatchObject({ set: [], changed: [] });
  });

  it('keeps what was set by chance to what it has itself', async () => {
    const { run } = carrying();
    await run('export REGION=one');
    await run('true', { env: { REGION: 'one' } });
    expect((await run('echo "$REGION"', { env: { REGION: 'two' } })).out).toBe('one\n');
  });
});

describe('where it is kept', () => {
  it('is one private file in memory, and no value stands with the attempt', async () => {
    const { run, memory } = carrying();
    const { folder } = await run('export OS_PASSWORD=canary-$((40+2)); cd /; set -u');
    expect(readdirSync(memory)).toEqual(['carried']);
    expect(statSync(join(memory, 'carried')).mode & 0o777).toBe(0o600);
    expect(readFileSync(join(memory, 'carried'), 'utf8')).toContain('canary-42');
    expect(statSync(join(folder, 'environment')).mode & 0o777).toBe(0o600);
    for (const name of readdirSync(folder))
      expect(readFileSync(join(folder, name), 'utf8'), name).not.toContain('canary-42');
  });

  it('may be gone: the block runs all the same', async () => {
    const { run, memory } = carrying();
    await run('A=1');
    rmSync(memory, { recursive: true });
    const { out, err, change } = await run('echo "${A-none}"; exit 3');
    expect([out, err, change]).toEqual(['none\n', '', undefined]);
    expect(existsSync(memory)).toBe(false);
  });

  it('is cleared of what a killed wrapper left behind', async () => {
    const { run, memory } = carrying();
    // Above the largest process id there is.
    writeFileSync(join(memory, 'left.99999999'), 'x');
    writeFileSync(join(memory, 'base.99999999.names'), 'x');
    await run('true');
    expect(readdirSync(memory)).toEqual(['carried']);
  });
});
