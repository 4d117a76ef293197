import { createHmac } from 'node:crypto';
import ipaddr from 'ipaddr.js';
import { RateLimiterPostgres } from 'rate-limiter-flexible';
import { log } from '#lib/server/log.ts';
import { type Refusal, refuse } from '#lib/server/refusal.ts';
import { database } from '#lib/storage/database.ts';
import { derivedSecret } from './secret.ts';

const minute = 60;

/**
 * Failed attempts that are let through; seconds. An account's own limit on passwords is wide, so that a stranger cannot
 * easily lock somebody out of it from elsewhere. Codes of a second factor are few and short, and whoever guesses at
 * them knows the password already: theirs is narrow.
 */
const limits = {
  address: { points: 60, duration: 15 * minute },
  pair: { points: 8, duration: 15 * minute },
  account: { points: 100, duration: 60 * minute },
  code: { points: 20, duration: 60 * minute },
};

/** Counted in the database: for all web processes together, and beyond a restart. Its table comes with the migrations. */
const limiter = (keyPrefix: keyof typeof limits) =>
  new RateLimiterPostgres({
    storeClient: database().pool,
    storeType: 'pool',
    tableName: 'throttle',
    tableCreated: true,
    clearExpiredByTimeout: false,
    keyPrefix,
    ...limits[keyPrefix],
  });

/**
 * Counts an attempt on an account's secret before it is checked, so that guesses at the same time count too; a success
 * is to be taken back with `forgive`. What one limit refuses does not count towards the wider ones after it. Refuses
 * with 429 and `Retry-After`; with 503 when the database does not answer, since what cannot be counted is not let in.
 */
export async function attempt(
  account: string,
  address: string | null,
  kind: 'password' | 'code' = 'password',
): Promise<{ forgive(): Promise<void> }> {
  const place = placeOf(address);
  const name = kind === 'code' ? `code ${account}` : account;
  const from = { limiter: limiter('address'), key: hidden(place) };
  const pair = { limiter: limiter('pair'), key: hidden(`${name}\n${place}`) };
  const whole = { limiter: limiter(kind === 'code' ? 'code' : 'account'), key: hidden(name) };
  try {
    for (const each of [from, pair, whole]) await each.limiter.consume(each.key);
  } catch (error) {
    throw refusalOf(error);
  }
  return {
    async forgive() {
      try {
        await pair.limiter.delete(pair.key);
        for (const each of [from, whole]) await each.limiter.reward(each.key);
      } catch (error) {
        // It was the right secret all the same.
        log().warn({ err: error }, 'An attempt that succeeded stays counted');
      }
    },
  };
}

function refusalOf(error: unknown): Refusal {
  if (!isSpent(error))
    return refuse('unavailable', {
      detail: 'Attempts cannot be counted now.',
      fix: 'Try again in a moment.',
      headers: { 'retry-after': '1' },
      cause: error,
    });
  const seconds = Math.max(1, Math.ceil(error.msBeforeNext / 1000));
  return refuse('too_many_requests', {
    detail: `Too many attempts. Try again in ${seconds > 90 ? `${Math.ceil(seconds / 60)} minutes` : `${seconds} seconds`}.`,
    headers: { 'retry-after': String(seconds) },
  });
}

/** By its shape: the limiters may come from another copy of this module, whose class is another one. */
const isSpent = (error: unknown): error is { msBeforeNext: number } =>
  typeof error === 'object' && error !== null && 'msBeforeNext' in error;

/** A connection gets a whole network of IPv6 addresses: they count as one. */
export function placeOf(address: string | null): string {
  if (address === null || !ipaddr.isValid(address)) return 'unknown';
  const parsed = ipaddr.process(address);
  if (parsed.kind() === 'ipv4') return parsed.toString();
  const network = parsed.toByteArray().slice(0, 8);
  return `${ipaddr.fromByteArray([...network, ...network.map(() => 0)]).toString()}/64`;
}

/** Of addresses and of accounts, real or not, only this is kept: nobody without the installation's key reads them out of it. */
const hidden = (text: string) => createHmac('sha256', derivedSecret('throttle')).update(text).digest('base64url');
