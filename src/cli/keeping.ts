import type { KeeperParts } from '../session/effects/keeper.ts';

/** What a walk on the real machine remembers with. Loaded when it is first needed, which in most walks is never. */
export function keepingFor(stateDir: string, cwd: string): KeeperParts {
  return {
    openKeyring: async () => {
      const { openKeyring } = await import('../secrets/open-keyring.ts');
      return openKeyring({ env: process.env, stateDir, now: Date.now });
    },
    juju: {
      open: async (words) => {
        const { startOnPseudoTerminal } = await import('../session/effects/pseudo-terminal.ts');
        return startOnPseudoTerminal({ words, cwd, env: definedIn(process.env) });
      },
    },
  };
}

function definedIn(env: NodeJS.ProcessEnv): Record<string, string> {
  const entries = Object.entries(env).filter((entry) => entry[1] !== undefined);
  return Object.fromEntries(entries as [string, string][]);
}
