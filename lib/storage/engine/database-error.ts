/**
 * What a failed statement means for the appends in it.
 *
 * - `data`: a value cannot be stored; the same statement without it goes through.
 * - `passing`: a deadlock, a lock's time limit; the same statement may go through now.
 * - `lost`: the connection or the server went away; whether it was committed is unknown.
 * - `fault`: our own mistake, or the database is not what we take it for; trying again does not help.
 */
export type DatabaseErrorClass = 'data' | 'passing' | 'lost' | 'fault';

/** Told by SQLSTATE, not by `instanceof`: two copies of the driver may be loaded. */
export function classifyDatabaseError(error: unknown): DatabaseErrorClass {
  const code = sqlState(error);
  if (code === null) return error instanceof Error && !(error instanceof TypeError) ? 'lost' : 'fault';
  if (/^(22|54|23|21)/.test(code)) return 'data';
  if (/^40|^55P03|^57014/.test(code)) return 'passing';
  if (/^(08|57P|53|58)/.test(code)) return 'lost';
  return 'fault';
}

function sqlState(error: unknown): string | null {
  if (typeof error !== 'object' || error === null || !('code' in error) || !('severity' in error)) return null;
  return typeof error.code === 'string' && /^[0-9A-Z]{5}$/.test(error.code) ? error.code : null;
}

/** The database stayed unreachable for as long as we were willing to wait. */
export class StorageUnavailable extends Error {
  override readonly name = 'StorageUnavailable';
  readonly code = 'storage_unavailable';
}
