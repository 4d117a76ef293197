import { z } from 'zod';

/** Ids of steps and names of inputs: what expressions and templates can write out. */
export const identifier = z
  .string()
  .regex(
    /^[A-Za-z][A-Za-z0-9_-]{0,99}$/,
    'must start with a letter and hold only letters, digits, _ and - (at most 100)',
  );
