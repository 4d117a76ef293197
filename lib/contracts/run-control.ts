import { z } from 'zod';

export const cancelRunRequest = z.strictObject({ reason: z.string().trim().min(1, 'say why').max(2000) });

export const pauseRunRequest = z.strictObject({ reason: z.string().trim().max(2000).optional() });
/** `reason`: why; a step that is retried reads it as `gate.feedback`. */
export const controlStepRequest = z.strictObject({ reason: z.string().trim().max(10_000).optional() });
export const signalRequest = z.strictObject({ name: z.string().trim().min(1).max(200), data: z.json().optional() });
