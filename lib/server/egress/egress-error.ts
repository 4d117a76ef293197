import type { EgressFault } from '#lib/engine/step-ports.ts';

/** Carries a fault through the HTTP client, out of its connect and its streams. */
export class EgressError extends Error {
  readonly fault: EgressFault;

  constructor(fault: EgressFault) {
    super(fault.message);
    this.fault = fault;
  }
}

/** What went wrong on the way, from whatever the client, a socket or a decoder threw. */
export function faultOf(error: unknown): EgressFault {
  if (error instanceof EgressError) return error.fault;
  const { code = '', message = String(error) } = error as { code?: string; message?: string };
  if (code === 'UND_ERR_HEADERS_OVERFLOW')
    return { code: 'size', message: 'The headers of the answer are larger than is accepted.' };
  if (code === 'UND_ERR_SOCKET' || code === 'ECONNRESET' || code === 'EPIPE')
    return { code: 'connect', message: 'The other side closed the connection before its answer was complete.' };
  return { code: 'protocol', message: `The answer could not be read: ${message}` };
}
