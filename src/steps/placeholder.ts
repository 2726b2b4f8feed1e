/**
 * What a value put in the place of a placeholder has to look like. `choice`: one of those that it names, `<yes|no>`;
 * `secret`: it would stand open in argv, script and journal, so that it is never asked for.
 */
export type PlaceholderCheck =
  | 'word'
  | 'name'
  | 'number'
  | 'port'
  | 'ip'
  | 'cidr'
  | 'uuid'
  | 'path'
  | 'url'
  | 'date'
  | 'choice'
  | 'secret';

/** `<NAME>` or `YOUR_IP` in a command: the operator gives what belongs there before the block can run. */
export interface Placeholder {
  /** As it stands in the block: `<cluster>`. */
  readonly text: string;
  /** What is asked for: `cluster`. */
  readonly name: string;
  readonly check: PlaceholderCheck;
  /** Every place in the block's text, as offsets `[start, end)`. */
  readonly spans: readonly (readonly [start: number, end: number])[];
}
