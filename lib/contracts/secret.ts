import { z } from 'zod';
import { plainName } from '#lib/domain/plain-name.ts';
import { secretName } from '#lib/domain/secret/reference.ts';
import { secretValueFault } from '#lib/domain/secret/value.ts';

const name = z.string().regex(secretName, 'letters, digits and _, not beginning with a digit, at most 64 characters');

const value = z.string().superRefine((text, { addIssue }) => {
  const message = secretValueFault(text);
  if (message) addIssue({ code: 'custom', message });
});

const description = z.string().overwrite(plainName).trim().max(500);

/** A secret without its value: that is never given back. */
export const secretResponse = z
  .object({
    id: z.string(),
    name: z.string(),
    description: z.string(),
    createdBy: z.string(),
    createdAt: z.string(),
    /** Of the value or the description. */
    updatedAt: z.string(),
    lastUsedAt: z.string().nullable(),
    /** Workflows whose latest published version names it. */
    usedBy: z.array(z.object({ id: z.string(), slug: z.string(), name: z.string() })),
  })
  .meta({ id: 'Secret' });
export type SecretView = z.infer<typeof secretResponse>;

export const createSecretRequest = z.strictObject({ name, value, description: description.optional() });
/** A new value replaces the old one for every attempt that begins from now on. */
export const updateSecretRequest = z.strictObject({ value: value.optional(), description: description.optional() });

/** A sensitive input of a run, in plain. */
export const shownInput = z.object({ name: z.string(), value: z.string() });
