import { hash, verify } from '@node-rs/argon2';
import { refuse } from '#lib/server/refusal.ts';

/** OWASP's floor for argon2id: 19 MiB, two passes. */
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

let nobody: Promise<string> | undefined;

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/** Whether it is the password. Does the same work where there is no account, so that time does not tell. */
export async function passwordFits(passwordHash: string | null, password: string): Promise<boolean> {
  nobody ??= hashPassword('nobody has this password');
  const fits = await verify(passwordHash ?? (await nobody), password);
  return passwordHash !== null && fits;
}

/** Refuses a new password that is too easy to guess: short, or the address itself. */
export function requireGoodPassword(password: string | undefined, email: string, path = 'password'): string {
  const trouble =
    password === undefined || password === ''
      ? 'is missing'
      : password.length < 10
        ? 'needs at least 10 characters'
        : password.toLowerCase() === email || new Set(password).size < 4
          ? 'is too easy to guess'
          : null;
  if (trouble !== null || password === undefined)
    throw refuse('invalid_request', {
      detail: `${path} ${trouble}.`,
      errors: [{ path, message: trouble ?? 'is missing' }],
    });
  return password;
}
