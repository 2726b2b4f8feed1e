/** Something the operator can mend: one sentence that names the thing and the way on. Printed without a stack trace. */
export class UserError extends Error {
  /** Exit status: 1 the walk stopped short, 2 usage or nothing could begin. */
  readonly status: 1 | 2;
  /** What else is wrong, a line each. */
  readonly also: readonly string[];

  constructor(message: string, status: 1 | 2 = 2, also: readonly string[] = []) {
    super(message);
    this.also = also;
    this.name = 'UserError';
    this.status = status;
  }
}
