import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { derivedSecret } from '#lib/server/auth/secret.ts';

const sealedShape = z.object({ sealed: z.string() });
const purpose = 'idempotent answers';

/** An answer as AES-256-GCM under the installation's key, bound to its place. */
export function seal(answer: unknown, place: string): { sealed: string } {
  const iv = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', derivedSecret(purpose), iv).setAAD(Buffer.from(place));
  const text = Buffer.concat([cipher.update(JSON.stringify(answer), 'utf8'), cipher.final()]);
  return { sealed: Buffer.concat([iv, cipher.getAuthTag(), text]).toString('base64') };
}

/** The answer again; throws when it was changed, moved or sealed under another key. */
export function openSealed(kept: unknown, place: string): unknown {
  const bytes = Buffer.from(sealedShape.parse(kept).sealed, 'base64');
  const decipher = createDecipheriv('aes-256-gcm', derivedSecret(purpose), bytes.subarray(0, 12))
    .setAAD(Buffer.from(place))
    .setAuthTag(bytes.subarray(12, 28));
  return JSON.parse(Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8'));
}
