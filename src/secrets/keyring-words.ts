import type { KeyringFault, StoreKind } from './keyring-store.ts';

/** The keyring as it is called in a sentence. */
export const storeWords: Readonly<Record<StoreKind, string>> = {
  'secret-service': 'the Secret Service',
  kernel: "the kernel's keyring",
};

/**
 * One sentence for what a keyring refused, with the way on.
 *
 * @param seconds how long it was waited for
 * @param said what the library said; shown only where nothing better is known
 */
export function faultWords(
  kind: StoreKind,
  fault: KeyringFault,
  { seconds, said }: { readonly seconds: number; readonly said: string },
): string {
  const store = storeWords[kind];
  const Store = `${store.charAt(0).toUpperCase()}${store.slice(1)}`;
  switch (fault) {
    case 'unreachable':
      return kind === 'kernel'
        ? 'The kernel of this machine gives out no keyring.'
        : 'No Secret Service answers on the D-Bus session bus.';
    case 'locked':
      return `${Store} is locked; unlock it with its own password, or leave it out with HANDRAIL_KEYRING=kernel.`;
    case 'denied':
      return `${Store} refuses this login; start handrail from a fresh login, or go on without.`;
    case 'revoked':
      return `${Store} ended with the login that this terminal came from; start handrail from a fresh login, or go on without.`;
    case 'full':
      return `${Store} is full; make room with: handrail secrets forget NAME`;
    case 'silent':
      return `${Store} did not answer in ${seconds} s; it may be locked and waiting for its own password.`;
    case 'lost':
      return `${Store} took it and does not have it; go on without.`;
    case 'other':
      return `${Store} failed: ${said}.`;
  }
}
