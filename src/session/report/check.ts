import type { KeptFile, Report } from './model.ts';

/** One thing that was looked at, and what was found. */
export interface Check {
  readonly what: 'journal' | 'documents' | 'attempts' | 'report' | 'outputs';
  readonly sound: boolean;
  /** One sentence, without its full stop: what is sound, or the first that is not. */
  readonly said: string;
}

/** What an earlier report says of its session, for a look at that session now. */
export interface EarlierReport {
  readonly session: string;
  readonly journal: { readonly events: number; readonly bytes: number; readonly lastHash: string };
  readonly files: readonly KeptFile[];
}

/** Reads what is needed of a report that may be anything; a string says why it is none. */
export function earlierReport(value: unknown): EarlierReport | string {
  if (!isRecord(value)) return 'it is no JSON object';
  if (value['format'] !== 1)
    return typeof value['format'] === 'number'
      ? `it is a report in format ${value['format']}, and this handrail reads format 1`
      : 'it does not say its format';
  const { session, blocks } = value as Partial<Record<keyof Report, unknown>>;
  if (!isRecord(session) || typeof session['id'] !== 'string') return 'it names no session';
  const { journal } = session;
  if (!isRecord(journal)) return 'it does not tell of the journal';
  const { events, bytes, lastHash } = journal;
  if (!isCount(events) || !isCount(bytes) || !isHash(lastHash))
    return 'it does not tell how the journal stood';
  if (!Array.isArray(blocks)) return 'it holds no blocks';
  const files = blocks.flatMap(filesOfBlock);
  if (files.includes(undefined)) return 'it names a file without its size and hash';
  return {
    session: session['id'],
    journal: { events, bytes, lastHash },
    files: files.filter((file) => file !== undefined),
  };
}

function filesOfBlock(block: unknown): readonly (KeptFile | undefined)[] {
  const attempts = isRecord(block) ? block['attempts'] : undefined;
  if (!Array.isArray(attempts)) return [undefined];
  return attempts.flatMap((attempt: unknown) => {
    const output = isRecord(attempt) ? attempt['output'] : undefined;
    const files = isRecord(output) ? output['files'] : undefined;
    return Array.isArray(files) ? files.map(fileOf) : [undefined];
  });
}

function fileOf(value: unknown): KeptFile | undefined {
  if (!isRecord(value)) return undefined;
  const { file, bytes, sha256 } = value;
  // A name from a file that anybody may have written: nothing outside of the attempts is looked at.
  if (typeof file !== 'string' || !/^attempts\/\d{4,9}\/(?:looks\/\d{3,9}\/)?[a-z]+$/.test(file))
    return undefined;
  return isCount(bytes) && isHash(sha256) ? { file, bytes, sha256 } : undefined;
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function isHash(value: unknown): value is string {
  return typeof value === 'string' && /^[0-9a-f]{64}$/.test(value);
}
