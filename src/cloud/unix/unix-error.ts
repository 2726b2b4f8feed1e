/** Errors of the simulated kernel. The texts are those that C's strerror gives. */

const texts = {
  ENOENT: 'No such file or directory',
  EACCES: 'Permission denied',
  EPERM: 'Operation not permitted',
  EEXIST: 'File exists',
  ENOTDIR: 'Not a directory',
  EISDIR: 'Is a directory',
  ENOTEMPTY: 'Directory not empty',
  ELOOP: 'Too many levels of symbolic links',
  EINVAL: 'Invalid argument',
  ECONNREFUSED: 'Connection refused',
  ETIMEDOUT: 'Connection timed out',
} as const;

export type ErrorName = keyof typeof texts;

/** A failed file operation: `code` and `path` for programs, `text` for people. */
export class UnixError extends Error {
  readonly code: ErrorName;
  readonly path: string;
  readonly text: string;

  constructor(code: ErrorName, path: string) {
    // just-bash's own commands look for this form of the message.
    super(`${code}: ${strerror(code).toLowerCase()}, open '${path}'`);
    this.name = 'UnixError';
    this.code = code;
    this.path = path;
    this.text = strerror(code);
  }
}

export function strerror(code: ErrorName): string {
  return texts[code];
}

export function isErrorName(text: string): text is ErrorName {
  return text in texts;
}

/** The sentence of an error for a program's message. */
export function errorText(error: unknown): string {
  if (error instanceof UnixError) return error.text;
  return error instanceof Error ? error.message : String(error);
}
