import { type Problem, type ProblemCode, problems } from '#lib/contracts/problem.ts';

export type RefusalDetails = Partial<Pick<Problem, 'detail' | 'fix' | 'errors' | 'findings' | 'gate'>> & {
  /** Headers of the answer: `Retry-After`, `Allow`. */
  headers?: Record<string, string>;
  /** For the log only. */
  cause?: unknown;
};

const mark = Symbol.for('countersign.refusal');

/** An expected failure of a command or query: it becomes a problem+json answer with its code's status. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly [mark] = true;
  readonly code: ProblemCode;
  readonly details: RefusalDetails;

  constructor(code: ProblemCode, details: RefusalDetails = {}) {
    super(details.detail ?? problems[code].title, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.details = details;
  }
}

/**
 * Whether this was thrown as a refusal (of that code). Not `instanceof`: the pages' bundle and the server each have
 * their own copy of the class.
 */
export function isRefusal(error: unknown, code?: ProblemCode): error is Refusal {
  return typeof error === 'object' && error !== null && mark in error && (!code || (error as Refusal).code === code);
}

/** `throw refuse('not_found')`; a plain text is the detail. */
export function refuse(code: ProblemCode, details: RefusalDetails | string = {}): Refusal {
  return new Refusal(code, typeof details === 'string' ? { detail: details } : details);
}
