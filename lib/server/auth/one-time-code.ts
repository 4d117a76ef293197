import { randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import { secretHash } from './secret.ts';

/** Seconds that a code stands, as every authenticator app has it (RFC 6238). */
const period = 30;

const generator = (key: string, account: string) =>
  new TOTP({ issuer: 'Countersign', label: account, secret: Secret.fromBase32(key), digits: 6, period });

/** A new shared key: 160 random bits in base32. */
export const newTotpKey = () => new Secret({ size: 20 }).base32;

/** `otpauth://totp/…`: what an authenticator app reads out of the picture. */
export const totpAddress = (key: string, account: string) => generator(key, account).toString();

/** The time step that the code belongs to: the one now, the one before or the one after; null when it fits none. */
export function stepOfCode(key: string, code: string, now = Date.now()): number | null {
  const delta = generator(key, '').validate({ token: code, timestamp: now, window: 1 });
  return delta === null ? null : Math.floor(now / 1000 / period) + delta;
}

const letters = 'abcdefghijklmnopqrstuvwxyz234567';

/** Ten codes of 80 random bits (`abcd-efgh-ijkl-mnop`), for when the device is lost. */
export const newRecoveryCodes = () =>
  Array.from({ length: 10 }, () => {
    const code = [...randomBytes(16)].map((byte) => letters[byte % letters.length]).join('');
    return code.replace(/(.{4})(?=.)/g, '$1-');
  });

/** A code however it was typed: spaces and dashes between, small or capital letters. */
export const plainCode = (typed: string) => typed.replaceAll(/[\s-]/g, '').toLowerCase();

/** What is kept of a recovery code. */
export const recoveryHash = (code: string) => secretHash(plainCode(code));
