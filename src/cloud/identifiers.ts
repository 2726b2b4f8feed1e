/**
 * Made-up identifiers. They come from the seed and a label (or from the seed and a counter, for what is
 * made during a walk), so that the same walk shows the same identifiers each time.
 */
import { createHash } from 'node:crypto';
import type { CloudModel } from './model.ts';

/** 32 hexadecimal digits, as keystone names things. */
export function hexId(seed: number, label: string): string {
  return digest(seed, label).slice(0, 32);
}

/** A version 4 UUID, as neutron, nova and magnum name things. */
export function uuid(seed: number, label: string): string {
  const hex = digest(seed, label);
  const parts = [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `a${hex.slice(17, 20)}`,
    hex.slice(20, 32),
  ];
  return parts.join('-');
}

/** The next hexadecimal identifier of this cloud. Moves its counter on. */
export function nextHex(model: CloudModel): string {
  return hexId(model.seed, `next/${model.nextId++}`);
}

/** The next UUID of this cloud. Moves its counter on. */
export function nextUuid(model: CloudModel): string {
  return uuid(model.seed, `next/${model.nextId++}`);
}

/** Lower-case letters and digits, `length` of them, as Cluster API and Helm end a name. */
export function suffix(seed: number, label: string, length: number): string {
  const alphabet = 'bcdfghjklmnpqrstvwxz2456789';
  return [...digest(seed, label).slice(0, length)]
    .map((digit, place) => alphabet[(parseInt(digit, 16) * 7 + place * 5) % alphabet.length])
    .join('');
}

/** As many hexadecimal digits as wanted. */
export function longHex(seed: number, label: string, digits: number): string {
  let text = '';
  for (let part = 0; text.length < digits; part++) text += digest(seed, `${label}/${part}`);
  return text.slice(0, digits);
}

/** A whole number from `from` to `to`, both possible. */
export function pick(seed: number, label: string, from: number, to: number): number {
  return from + (parseInt(digest(seed, label).slice(0, 8), 16) % (to - from + 1));
}

function digest(seed: number, label: string): string {
  return createHash('sha256').update(`${seed}/${label}`).digest('hex');
}
