import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import { isTraining, playWalk } from '../../src/cli/autopilot-walk.ts';
import { beginSession } from '../../src/cli/open-session.ts';
import { openRunbook } from '../../src/cli/runbook-files.ts';
import { atOnce } from '../../src/cli/training.ts';
import type { SessionEvent } from '../../src/session/events.ts';

const byStdin = `curl -sS --max-time 20 -X PUT --data-binary @- http://127.0.0.1:8220/v1/sys/unseal
\`\`\`

**INPUT:** 3 of 5 \`unseal share\`, a vault share, on standard input as json \`key\`.
**GATE:** json \`.sealed\` is \`false\`.`;

const atPrompt = `VAULT_ADDR=http://127.0.0.1:8220 vault operator unseal
\`\`\`

**INPUT:** 3 of 5 \`unseal share\`, a vault share, at \`Unseal Key (will be hidden):\`.
**GATE:** output has exactly 1 line matching \`Sealed +false\`.`;

const book = (unseal: string, place = 'vault/0') => `# Book

**ASK:** Is this an \`init\` or a \`reboot\`?

## Step 1 -- unseal

**SECRET -- ${place}**
\`\`\`bash
${unseal}
`;

/** A training walk of a document, played without hands. */
async function play(document: string, faults: readonly string[] = []) {
  const folder = mkdtempSync(join(tmpdir(), 'handrail-secret-training-'));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  writeFileSync(join(folder, 'book.md'), document);
  const events: SessionEvent[] = [];
  const walker = await beginSession({
    mode: 'training',
    runbooks: [openRunbook(join(folder, 'book.md'))],
    stateDir: join(folder, 'state'),
    faults,
    pace: atOnce,
    onEvent: (event) => events.push(event),
  });
  onTestFinished(() => walker.close());
  if (!isTraining(walker)) throw new Error('a training walk did not begin as one');
  const result = await playWalk(walker, { routes: ['reboot'], attestYes: false });
  const { session } = walker.store.getState();
  return { walker, result, session, events, state: join(folder, 'state') };
}

describe('a SECRET block in training, without hands', () => {
  it.each([
    ['on standard input', byStdin],
    ['at a prompt', atPrompt],
  ])('is given what the simulated holders hold, %s', async (_, unseal) => {
    const { result, session, events, state } = await play(book(unseal));
    expect(result.stopped).toBeUndefined();
    expect(result.passed).toBe(true);
    const { rounds = [] } = session.attempts[0] ?? {};
    expect(rounds.map(({ number, holder }) => [number, holder])).toEqual([
      [1, 'holder 1'],
      [2, 'holder 2'],
      [3, 'holder 3'],
    ]);
    const shares = sharesOf(state);
    expect(shares).toHaveLength(10);
    const written = filesIn(state).filter((file) => !file.endsWith('cloud.json'));
    expect(written.some((file) => file.endsWith('stdout'))).toBe(true);
    for (const share of shares) {
      expect(JSON.stringify(events)).not.toContain(share);
      for (const file of written) expect(readFileSync(file, 'latin1')).not.toContain(share);
    }
  });

  it('stops where the simulated cloud has no such secret', async () => {
    const { result } = await play(book(byStdin.replace('unseal share', 'night safe code')));
    expect(result.stopped).toEqual({
      block: '1/1',
      why: 'nobody in the simulated cloud has the night safe code that it asks for',
    });
  });

  it('fails with the vault when the shares are of another init', async () => {
    const { result, session } = await play(book(byStdin), ['vault-wrong-shares']);
    expect(result.passed).toBe(false);
    expect(result.stopped?.block).toBe('1/1');
    expect(session.attempts[0]?.rounds.length).toBeGreaterThanOrEqual(3);
  });

  it('is given nothing after a login that went, and nothing goes round and round', async () => {
    const { result } = await play(book(byStdin), ['macaroon-expired']);
    expect(result.passed).toBe(false);
    expect(result.stopped?.why).toMatch(/login/i);
  });
});

function filesIn(folder: string): readonly string[] {
  return readdirSync(folder).flatMap((name) => {
    const path = join(folder, name);
    return statSync(path).isDirectory() ? filesIn(path) : [path];
  });
}

/** The simulated cloud keeps its own shares where it keeps everything. */
function sharesOf(state: string): readonly string[] {
  const file = filesIn(state).find((path) => path.endsWith('cloud.json'));
  const text = file === undefined ? '' : readFileSync(file, 'utf8');
  const saved = JSON.parse(text) as { model: { vault: { init: { shares: unknown[] } } } };
  return saved.model.vault.init.shares.flatMap((share) => [
    String(share),
    Buffer.from(String(share), 'hex').toString('base64'),
  ]);
}
