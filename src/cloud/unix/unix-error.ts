/** Errors of the simulated kernel. The texts are those that C's strerror gives. */

export type ErrorName =
  | 'ENOENT'
  | 'EACCES'
  | 'EPERM'
  | 'EEXIST'
  | 'ENOTDIR'
  | 'EISDIR'
  | 'ENOTEMPTY'
  | 'ELOOP'
  | 'EINVAL'
  | 'ECONNREFUSED'
  | 'ETIMEDOUT'
  | 'EHOSTUNREACH';

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
  switch (code) {
    case 'ENOENT':
      return 'No such file or directory';
    case 'EACCES':
      return 'Permission denied';
    case 'EPERM':
      return 'Operation not permitted';
    case 'EEXIST':
      return 'File exists';
    case 'ENOTDIR':
      return 'Not a directory';
    case 'EISDIR':
      return 'Is a directory';
    case 'ENOTEMPTY':
      return 'Directory not empty';
    case 'ELOOP':
      return 'Too many levels of symbolic links';
    case 'EINVAL':
      return 'Invalid argument';
    case 'ECONNREFUSED':
      return 'Connection refused';
    case 'ETIMEDOUT':
      return 'Connection timed out';
    case 'EHOSTUNREACH':
      return 'No route to host';
  }
}

/** The sentence of an error for a program's message. */
export function errorText(error: unknown): string {
  if (error instanceof UnixError) return error.text;
  return error instanceof Error ? error.message : String(error);
}
