import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto';

/** Seals texts with AES-256-GCM under one key of 32 bytes. `place` (a record's id) is bound to it: moved, it does not open. */
export interface Seal {
  /** `v1.<key>.<base64url of nonce, tag and text>`; `<key>` tells keys apart without saying anything about them. */
  seal(text: string, place: string): string;
  /** Throws SealBroken when it was changed, moved, or sealed under another key. */
  open(sealed: string, place: string): string;
  /** Whether it was sealed under this key. */
  isOwn(sealed: string): boolean;
}

export class SealBroken extends Error {
  readonly code = 'seal_broken';
}

export function createSeal(key: Buffer): Seal {
  const keyId = createHash('sha256').update('key id').update(key).digest('base64url').slice(0, 8);
  const isOwn = (sealed: string) => sealed.startsWith(`v1.${keyId}.`);
  return {
    isOwn,
    seal(text, place) {
      const nonce = randomBytes(12);
      const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(place));
      const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
      return `v1.${keyId}.${Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url')}`;
    },
    open(sealed, place) {
      if (!isOwn(sealed)) throw new SealBroken('It was sealed under another key.');
      const bytes = Buffer.from(sealed.slice(`v1.${keyId}.`.length), 'base64url');
      try {
        const decipher = createDecipheriv('aes-256-gcm', key, bytes.subarray(0, 12))
          .setAAD(Buffer.from(place))
          .setAuthTag(bytes.subarray(12, 28));
        return Buffer.concat([decipher.update(bytes.subarray(28)), decipher.final()]).toString('utf8');
      } catch {
        throw new SealBroken('It was changed, or belongs elsewhere.');
      }
    },
  };
}
