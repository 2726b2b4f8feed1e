import { afterEach, describe, expect, it } from 'vitest';
import { hasTmux } from '../support/tmux.ts';
import { goesOn, journalOf } from '../support/tmux-operator.ts';
import { vaultJourney, type VaultJourney } from '../support/vault-journey.ts';

describe.skipIf(!hasTmux)(
  'secrets of a handrail that was killed with kill -9 (needs tmux)',
  { timeout: 400_000 },
  () => {
    let journey: VaultJourney | undefined;
    afterEach(async () => {
      await journey?.leaves();
      journey = undefined;
    });

    it('leave nothing, half typed, between two shares or on their way; and what stands is true', async () => {
      const at = await vaultJourney();
      journey = at;
      const { desk, cloud, secrets } = at;
      const { pane } = desk;
      const [one = '', two = '', three = ''] = secrets.shares;
      // A vault that was opened before, and is sealed since the machine was rebooted.
      cloud.vault.init();
      const resumes = async () => {
        await desk.types('handrail resume 2> >(tee -a handrail.err >&2)');
        return goesOn(pane);
      };

      await at.begins([at.phase02], 'reboot');
      await at.goesOnTo('Who brings the unseal share 1 of 3');
      await pane.text('ada');
      await pane.keys('Enter');
      await pane.sees('nothing entered yet');
      await pane.pasteUnseen(one.slice(0, 22), 'typed');
      await pane.sees('something was entered');
      await desk.killsHandrail();
      expect(await resumes()).toContain('next is 2.2/1');

      await at.goesOnTo('Who brings the unseal share 1 of 3');
      expect(cloud.vault.sent).toEqual([]);
      await at.gives(one, 'ada');
      await pane.sees('Who brings the unseal share 2 of 3');
      await pane.sees('Enter goes to the prompt');
      await desk.killsHandrail();
      expect(await resumes()).toContain('what was given before stands');
      expect(cloud.vault.progress).toBe(1);

      await pane.sees('settle its end');
      await pane.keys('Enter');
      await pane.sees('run 2.2/1 again');
      await pane.sees('› run 2.2/1 again');
      await pane.keys('Enter');
      await pane.sees('Run 2.2/1?');
      await pane.sees('Enter asks for the unseal share next');
      await pane.keys('Enter');
      await pane.sees('Who brings the unseal share 1 of 3');
      await at.gives(one, 'ada');
      await pane.sees('counted already');
      await at.gives(two, 'bob', 'typed');
      await pane.sees('progress 2 of 3');
      const held = cloud.holdVault();
      await at.gives(three, 'cyd');
      await held.arrived;
      await desk.killsHandrail();
      held.release();
      await resumes();
      await pane.sees(/✓ 2\.2 Unseal +passed/);
      expect(cloud.vault.isSealed).toBe(false);
      expect(journalOf(desk.folder).join('\n')).toContain('UNSEALED');
      await pane.keys('q');
      await pane.sees('Enter quits');
      await pane.keys('Enter');
      await pane.until((frame) => /desk\$\s*$/.test(frame), 'have left');
      expect(await at.leaks()).toEqual([]);
    });
  },
);
