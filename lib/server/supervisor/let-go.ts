import { flushCompileCache } from 'node:module';

/** By then a start is over, and the first visitor is hardly there. */
const afterMs = 5000;

/**
 * Lets go, once, of what a start leaves behind. The heap has grown for modules being read and schemas being built, and
 * would stay as large while nobody asks for anything: 80 MB over web and worker. It takes some 50 ms. The supervisor
 * starts both with `--expose-gc`; without it nothing happens.
 */
export function letGoOfStart(): void {
  setTimeout(() => {
    flushCompileCache();
    globalThis.gc?.({ type: 'major', execution: 'sync', flavor: 'last-resort' });
  }, afterMs).unref();
}
