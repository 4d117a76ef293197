import type { StepError } from '#lib/domain/run/step-error.ts';
import type { EgressAnswer, EgressFault } from '#lib/engine/step-ports.ts';
import { excerptOf } from './content.ts';

const kinds: Record<EgressFault['code'], StepError['kind']> = {
  refused: 'refused',
  address: 'input',
  dns: 'network',
  connect: 'network',
  tls: 'network',
  timeout: 'network',
  aborted: 'cancelled',
  size: 'output',
  redirects: 'http',
  protocol: 'network',
};

/** Nothing came back. */
export function errorOf({ code, message, fix }: EgressFault): StepError {
  return {
    kind: kinds[code],
    message,
    ...(code === 'refused' || code === 'address' ? { place: 'with.url' } : {}),
    ...(fix === undefined ? {} : { fix }),
    details: { fault: code },
  };
}

/** An answer came back that does not count as success. */
export function unexpected({ status, headers, body }: EgressAnswer, expected: string): StepError {
  const excerpt = excerptOf(body, 500);
  const retryAfter = headers['retry-after'];
  return {
    kind: 'http',
    message: `The answer was ${status}, not ${expected}${excerpt === '' ? '.' : `: ${excerpt}`}`,
    details: { status, body: excerpt, ...(retryAfter === undefined ? {} : { retryAfter }) },
  };
}
