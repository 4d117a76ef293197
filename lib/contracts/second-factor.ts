import { z } from 'zod';

/** A code of the app (six digits) or a recovery code, as it was typed. */
const code = z.string().min(1).max(64);
/** Of the account, where it has one: who signs in elsewhere has none. */
const password = z.string().max(200).optional();

export const secondFactorState = z
  .object({
    /** When it was turned on; null: it is off. */
    since: z.string().nullable(),
    recoveryCodesLeft: z.number(),
    /** Whether the account has a password, which is then asked for before a change. */
    hasPassword: z.boolean(),
  })
  .meta({ id: 'SecondFactor' });
export type SecondFactorState = z.infer<typeof secondFactorState>;

export const offerSecondFactorRequest = z.strictObject({ password });
export const offeredSecondFactor = z.object({
  /** The shared key in base32, to type into an app. */
  key: z.string(),
  /** `otpauth://totp/…`, for the picture. */
  address: z.string(),
});
export type OfferedSecondFactor = z.infer<typeof offeredSecondFactor>;

export const codeRequest = z.strictObject({ code });
export const recoveryCodes = z.object({ codes: z.array(z.string()) });
export type RecoveryCodes = z.infer<typeof recoveryCodes>;

export const removeSecondFactorRequest = z.strictObject({ password, code });
