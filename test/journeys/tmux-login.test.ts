import { join } from 'node:path';
import { writeFileSync } from 'node:fs';
import { afterEach, describe, expect, it } from 'vitest';
import { fakeJuju, fakePassword, type FakeJuju } from '../support/fake-juju.ts';
import { hasTmux } from '../support/tmux.ts';
import { attemptsOf, journalOf, pressOn, sitDown, type Desk } from '../support/tmux-operator.ts';
import { existsSync, readFileSync } from 'node:fs';

const desks: Desk[] = [];
const jujus: FakeJuju[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0)) await desk.leaves();
  for (const juju of jujus.splice(0)) juju.remove();
});

async function desk(env: Readonly<Record<string, string>> = {}): Promise<Desk> {
  const made = await sitDown({ env });
  desks.push(made);
  return made;
}

const book = `# Book

## Step 1 -- Look

**CHECK (read-only) -- jumphost**
\`\`\`bash
juju status
\`\`\`

## Step 2 -- Change

**RUN -- magnum/0**
\`\`\`bash
echo changed >>"$HOME/effects"
\`\`\`

## Step 3 -- Wait

**POLL -- magnum/0** every 1 s, at most 30 times
\`\`\`bash
cat "$HOME/ready"
\`\`\`

**GATE:** output is \`yes\`.
`;

describe.skipIf(!hasTmux)(
  'a login that expires in front of the operator',
  { timeout: 120_000 },
  () => {
    it('before a check, before a run and in the middle of a poll: each goes on where it was', async () => {
      const juju = fakeJuju();
      jujus.push(juju);
      const at = await desk({ FAKE_JUJU: juju.folder });
      writeFileSync(join(at.folder, 'book.md'), book);
      const { pane } = at;
      await at.types(`PATH=${juju.programs}:$PATH handrail walk book.md`);
      await pane.sees('run the check');

      juju.login('expired');
      await pane.keys('Enter');
      await pane.sees('The Juju login is gone.');
      await pane.sees('Enter log in');
      await pane.keys('Enter');
      await pane.sees('please enter password for admin on ctl');
      // A wrong password first: it is juju that says so, and the login is still gone.
      await pane.text('wrong horse');
      await pane.keys('Enter');
      await pane.sees('The Juju login is still gone.');
      await pane.sees('Enter log in');
      await pane.keys('Enter');
      await pane.sees('please enter password for admin on ctl');
      await pane.text(fakePassword);
      await pane.keys('Enter');
      // The check ran again by itself.
      await pane.sees('✓ passed 1/1');

      await pane.keys('Enter');
      await pane.sees('Enter ask, then run');
      juju.login('expired');
      await pane.keys('Enter');
      // Asked while the preview was read: Enter is not even needed to see it. The start is refused all the same.
      await pane.sees('Enter asks again');
      await pane.keys('Enter');
      await pane.sees('known not to have run');
      await pane.sees('Enter log in');
      await pane.keys('Enter');
      await pane.sees('please enter password for admin on ctl');
      await pane.text(fakePassword);
      await pane.keys('Enter');
      await pane.sees('Run 2/1? It has not started.');
      await pane.sees('target ctl:admin/openstack, as pinned');
      await pane.sees('Enter runs exactly this');
      expect(existsSync(join(juju.folder, 'effects'))).toBe(false);
      await pane.keys('Enter');
      await pane.sees('✓ passed 2/1');
      expect(readFileSync(join(juju.folder, 'effects'), 'utf8')).toBe('changed\n');

      await pane.keys('Enter');
      await pane.sees('start the poll');
      writeFileSync(join(juju.folder, 'ready'), 'no\n');
      await pane.keys('Enter');
      await pane.sees('next look');
      juju.login('expired');
      await pane.sees('The poll waits');
      await pane.sees('Enter log in');
      writeFileSync(join(juju.folder, 'ready'), 'yes\n');
      await pane.keys('Enter');
      await pane.sees('please enter password for admin on ctl');
      await pane.text(fakePassword);
      await pane.keys('Enter');
      await pane.sees('✓ passed 3/1');

      const journal = journalOf(at.folder).join('\n');
      expect(journal).not.toContain(fakePassword);
      expect(journal).not.toContain('wrong horse');
      expect(journal.match(/"type":"block-started","block":"book:2\/1"/g)).toHaveLength(1);
      expect(existsSync(attemptsOf(at.folder))).toBe(true);
      expect(juju.eaten()).toEqual([]);
    });

    it('in training: the simulated macaroon expires, the operator logs in and walks to the end', async () => {
      const at = await desk();
      const { pane } = at;
      await at.types('handrail train --fault macaroon-expires --route fresh');
      // The Enter that met it may lead on into the login at once.
      const met = await pressOn(pane, /log in: this terminal goes to|please enter password/);
      if (!met.includes('please enter')) {
        await pane.sees('Enter log in');
        await pane.keys('Enter');
      }
      await pane.sees('please enter password for admin on');
      const shown = await pane.frame();
      expect(shown).toContain('TRAINING');
      await pane.text('training');
      await pane.keys('Enter');
      await pane.sees('The login is back.');
      await pressOn(pane, '› Exit gate');
    });
  },
);
