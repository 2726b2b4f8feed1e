import { mergedPlaces, type Place } from './places.ts';
import { masked } from './redact.ts';
import type { Secret } from './secret.ts';
import { secretStream } from './secret-stream.ts';

/** Masks a text that comes in pieces, whatever lies across two of them. */
export interface RedactedPieces {
  /** Answers with what is safe to show by now; the last of it is kept back until it is known how it goes on. */
  take(piece: string): string;
  /** The rest of it. */
  end(): string;
}

/** As `redact`, for a text that is too long to be in memory at once. */
export function redactPieces(secrets: readonly Secret[]): RedactedPieces {
  const stream = secretStream(secrets, 'text');
  let held = '';
  let start = 0;
  let places: readonly Place[] = [];
  const next = (piece: string, isLast: boolean): string => {
    held += piece;
    places = mergedPlaces([...places, ...stream.take(piece, isLast)]);
    const length = isLast ? held.length : safeLength(held.length - stream.reach, start, places);
    const inside = places.filter((place) => place.end <= start + length);
    places = places.slice(inside.length);
    const text = masked(
      held.slice(0, length),
      inside.map((place) => ({ start: place.start - start, end: place.end - start })),
    );
    held = held.slice(length);
    start += length;
    return text;
  };
  return { take: (piece) => next(piece, false), end: () => next('', true) };
}

/** Not into the middle of a place: it would be masked twice. */
function safeLength(wanted: number, start: number, places: readonly Place[]): number {
  const cut = places.find((place) => place.end > start + wanted && place.start < start + wanted);
  return Math.max(0, cut === undefined ? wanted : cut.start - start);
}
