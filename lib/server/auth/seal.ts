import { createSeal, type Seal } from '#lib/storage/seal.ts';
import { derivedSecret } from './secret.ts';

const purposes = ['secrets', 'second factor', 'channels'] as const;
const seals = new Map<string, Seal>();

/** What seals things of this purpose under the installation's key. */
export function sealFor(purpose: (typeof purposes)[number]): Seal {
  const known = seals.get(purpose) ?? createSeal(derivedSecret(purpose));
  seals.set(purpose, known);
  return known;
}
