import { readiness } from '#lib/server/queries/readiness.ts';
import { Answer } from './answer.ts';
import { apiHeaders } from './security-headers.ts';

/** `/health`: this process lives. `/ready`: it can work; 503 and what is missing, else. */
export const probes = {
  '/health': async () => Answer.json({ status: 'ok' }, 200, apiHeaders),
  '/ready': async () => {
    const checks = await readiness();
    const ready = Object.values(checks).every((check) => check === 'ok');
    return Answer.json({ status: ready ? 'ok' : 'unavailable', checks }, ready ? 200 : 503, apiHeaders);
  },
} as const satisfies Record<string, () => Promise<Answer>>;
