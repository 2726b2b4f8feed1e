import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { journalOf } from '../support/tmux-operator.ts';
import { vaultJourney, type VaultJourney } from '../support/vault-journey.ts';

describe.skipIf(!hasTmux)(
  'secrets in a real walk of phase-02 and step 7.2 (needs tmux)',
  { timeout: 300_000 },
  () => {
    let journey: VaultJourney | undefined;
    afterEach(async () => {
      await journey?.leaves();
      journey = undefined;
    });

    it('open the vault, let the charm in and reach the conductor, and are found nowhere afterwards', async () => {
      const at = await vaultJourney();
      journey = at;
      const { desk, cloud, secrets } = at;
      const { pane } = desk;
      await at.begins([at.phase02, at.step72], 'init');

      await at.goesOnTo('Who brings the unseal share 1 of 3');
      expect(cloud.vault.isInitialised).toBe(true);
      await at.gives(secrets.shares[0] ?? '', 'ada');
      await pane.sees('progress 1 of 3');
      await at.gives(secrets.shares[3] ?? '', 'bob', 'typed');
      await pane.sees('progress 2 of 3');
      await at.gives(`${secrets.shares[1]}\n`, 'cyd');
      await pane.sees('passed 2.2/1');
      expect(cloud.vault.isSealed).toBe(false);

      // The login goes away, and comes back by a password that is typed into juju's own question.
      cloud.controller.login = 'expired';
      await at.goesOnTo('Enter log in');
      await pane.keys('Enter');
      await pane.sees('please enter password for admin on ctl');
      await pane.pasteUnseen(at.password, 'typed');
      await pane.keys('Enter');
      await pane.sees('passed 2.3/1');

      await at.goesOnTo('Type the root token');
      await pane.sees('nothing entered yet');
      await at.enters(secrets.rootToken);
      await pane.sees('passed 2.4/1');
      expect(cloud.controller.isAuthorised).toBe(true);
      expect(cloud.vault.revoked).toEqual([secrets.childTokens[0]]);

      await at.goesOnTo('Enter finishes the walk');
      await pane.keys('Enter');
      await pane.sees('FINISHED, passed');
      await pane.keys('q');
      await pane.sees('Enter quits');
      await pane.keys('Enter');
      await pane.sees('finished, exit gate');
      await desk.types('exit');
      await pane.until((frame) => frame.includes('Pane is dead'), 'have left the shell');

      expect(readFileSync(join(at.target, 'kubeconfig'), 'utf8')).toContain('client-key-data');
      expect(journalOf(desk.folder).at(-1)).toContain('finished');
      expect(await at.leaks()).toEqual([]);
    });
  },
);
