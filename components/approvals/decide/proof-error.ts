import type { ApiError } from '#lib/client/api-error.ts';

const proofCodes: ReadonlySet<string> = new Set(['wrong_credentials', 'wrong_code']);

/** What to say at the field of the proof, where it was the proof that was refused. */
export function proofError({ code, title, fix }: ApiError): string | undefined {
  return proofCodes.has(code) ? [title, fix].filter(Boolean).join('. ') : undefined;
}
