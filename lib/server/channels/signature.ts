import { createHmac } from 'node:crypto';
import { newSecret } from '#lib/server/auth/secret.ts';

export const signatureHeader = 'X-Countersign-Signature';

export const newSigningSecret = (): string => newSecret('whs_');

/** The header's value for a body sent at `at` (Unix ms). */
export function signatureOf(secret: string, { at, body }: { at: number; body: string }): string {
  const time = Math.floor(at / 1000);
  const hmac = createHmac('sha256', secret).update(`${time}.${body}`).digest('hex');
  return `t=${time},v1=${hmac}`;
}

/** How the other side makes sure of it, for whoever is given the secret. */
export const signatureAdvice =
  'Each request carries t=<Unix seconds>,v1=<hex>. Compute HMAC-SHA256 with the secret over “<t>.<body>”, the body byte for byte as it arrived; compare it with v1 in constant time, and refuse a t that is more than five minutes old. Countersign-Delivery is the same for every try of one message.';
