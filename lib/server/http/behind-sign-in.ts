import { identify } from '#lib/server/auth/identify.ts';
import { wayIn } from '#lib/server/auth/way-in.ts';
import type { Listener } from './front.ts';

/**
 * Sends strangers to the sign-in before the router is asked for a page. The layout asks too, but in the payload that
 * browsers fetch (`RSC: 1`) layout and page are rendered beside each other: a redirect in one comes with the other.
 * A page is opened by a cookie alone. `isOpen`: paths for everybody.
 */
export function behindSignIn(next: Listener, isOpen: (path: string) => boolean): Listener {
  return async (request, response) => {
    const { url = '/', headers, method } = request;
    const { cookie = null } = headers;
    if (isOpen(url.replace(/\?.*$/s, '')) || (await identify({ get: (name) => (name === 'cookie' ? cookie : null) })))
      return next(request, response);
    const reads = method === 'GET' || method === 'HEAD';
    if (reads) response.writeHead(307, { location: await wayIn(url), 'cache-control': 'no-store' }).end();
    else response.writeHead(401, { 'content-type': 'text/plain; charset=utf-8' }).end('Sign in first.\n');
  };
}
