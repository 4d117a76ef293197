import pino, { type Logger } from 'pino';

const slot = Symbol.for('countersign.log');
const shared = globalThis as typeof globalThis & { [slot]?: Logger };

/** The process's log: JSON lines on standard error's level of `LOG_LEVEL`. Secrets are never given to it. */
export function log(): Logger {
  shared[slot] ??= pino({
    level: process.env.LOG_LEVEL || 'info',
    base: { pid: process.pid },
    redact: ['password', 'token', 'key', 'authorization', 'cookie'],
  });
  return shared[slot];
}
