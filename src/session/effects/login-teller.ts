import type { StoreApi } from 'zustand/vanilla';
import type { LoginTrouble } from '../login-trouble.ts';
import { needsOf } from '../needs.ts';
import type { Outcome } from '../outcome.ts';
import { previewOf } from '../preview.ts';
import type { Located } from '../refs.ts';
import type { Session } from '../session.ts';
import { standingOf } from '../standing.ts';
import type { View } from '../walker.ts';
import type { Recorder } from './record.ts';
import { troubleIn } from './seen-trouble.ts';

/** Writes down what runs show of a login: it is gone, or the block that met it lost has got through. */
export interface LoginTeller {
  tell(attempt: number, located: Located, trouble: LoginTrouble | undefined): void;
  /**
   * A look that met a lost login is no answer: resolves when the login is back. Undefined when it met none. Several
   * polls may wait so at once; the login is told lost by the first of them.
   */
  held(
    attempt: number,
    located: Located,
    folder: string,
    outcome: Outcome,
  ): Promise<void> | undefined;
}

export function createLoginTeller(store: StoreApi<View>, recorder: Recorder): LoginTeller {
  const teller: LoginTeller = {
    tell(attempt, located, trouble) {
      const { session } = store.getState();
      // A poll goes on with its block as it was started, which may have another name by now.
      const ref = session.attempts.find(({ number }) => number === attempt)?.block ?? located.ref;
      // A look at what had passed leaves it passed, and shows a lost login all the same.
      const isLook = session.attempts.some(({ number, recheck }) => number === attempt && recheck);
      const passed = standingOf(session, { ...located, ref }) === 'passed' && !isLook;
      if (trouble?.type === 'lost' && !passed)
        recorder.note({
          type: 'login-lost',
          login: trouble.kind,
          said: trouble.said,
          block: ref,
          attempt,
        });
      else if (passed && session.login?.block === ref)
        recorder.note({ type: 'login-restored', login: session.login.kind });
    },
    held(attempt, located, folder, outcome) {
      const { session } = store.getState();
      const trouble = troubleIn(folder);
      if (trouble?.type === 'lost') {
        if (session.login?.kind !== trouble.kind) teller.tell(attempt, located, trouble);
      } else if (outcome.type !== 'not-started' || !needsLostLogin(session, located)) {
        // Where it was seen before the look was started, its folder tells nothing.
        return undefined;
      }
      return untilView(store, ({ session }) => session.login === undefined);
    },
  };
  return teller;
}

function needsLostLogin(session: Session, located: Located): boolean {
  const kind = session.login?.kind;
  const needs = needsOf(previewOf(session, located));
  return (kind === 'juju' && needs.juju) || (kind === 'openstack' && needs.openstack);
}

/** Resolves when the view is as wanted; at once when it is already. */
function untilView(store: StoreApi<View>, holds: (view: View) => boolean): Promise<void> {
  return new Promise((resolve) => {
    if (holds(store.getState())) return resolve();
    const stop = store.subscribe((view) => {
      if (!holds(view)) return;
      stop();
      resolve();
    });
  });
}
