import { systemCode } from './problem.ts';

/** The driver's own words for a connection that was lost, or never came about: they carry no code. */
const lost =
  /^(Connection terminated|Client has encountered a connection error|timeout exceeded when trying to connect)/;

/** The database cannot be reached, is not up yet, or has no room or connection left: it may be back in a moment. */
export function isDatabaseAway(error: unknown): boolean {
  if (/^(08|53|57P|58|ECONN|ETIMEDOUT|EPIPE|ENOTFOUND|EAI_AGAIN)/.test(systemCode(error) ?? '')) return true;
  return error instanceof Error && lost.test(error.message);
}
