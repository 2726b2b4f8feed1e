/** Puts a mask where something looks like a secret. What knows secrets is no part of this; the command line gives it. */
export interface Hide {
  text(text: string): string;
  /** A value and the name that it stands under: a password is known by its name as well. */
  value(name: string, value: string): { readonly value: string; readonly masked: boolean };
}
