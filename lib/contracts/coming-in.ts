import { z } from 'zod';
import { providerIds } from '#lib/domain/access/provider.ts';

const provider = z.enum(providerIds);

/** An account elsewhere that signs its person in here. */
export const identityResponse = z
  .object({
    provider,
    /** As its button says it. */ label: z.string(),
    /** Whether this server offers it (still). */ offered: z.boolean(),
    /** Null: not connected. */
    connected: z
      .object({ email: z.string().meta({ description: 'Its address when it was connected' }), since: z.string() })
      .nullable(),
  })
  .meta({ id: 'Identity' });
export type IdentityView = z.infer<typeof identityResponse>;

export const identityList = z.object({
  items: z.array(identityResponse),
  nextCursor: z.null(),
  /** Whether the account has a password: the last way in cannot be taken away. */
  hasPassword: z.boolean(),
});
export type IdentityList = z.infer<typeof identityList>;

/** Begins to connect: a short-lived cookie remembers for whom, then the browser goes to the provider. */
export const connectRequest = z.strictObject({ currentPassword: z.string().max(200).optional() });

export const requestResetRequest = z.strictObject({
  email: z
    .email()
    .max(254)
    .transform((value) => value.trim().toLowerCase()),
});
/** The same for every address: whether this server sends mail, not whether it sent one. */
export const requestedReset = z.object({ mail: z.boolean() });

export const resetOffer = z.object({ email: z.string(), name: z.string() });
export const resetRequest = z.strictObject({ password: z.string().min(10).max(200) });
export const resetDone = z.object({ email: z.string() });

export const passwordLinkResponse = z
  .object({ /** In this answer only. */ link: z.string(), expiresAt: z.string() })
  .meta({ id: 'PasswordLink' });
export type PasswordLink = z.infer<typeof passwordLinkResponse>;
