import type { Page } from '@playwright/test';

/** What must never happen on a page, as it happened. */
export interface Watch {
  faults: string[];
  /** Elements of the page as it is now that could act and are not ours. */
  strangers(): Promise<string[]>;
}

declare global {
  interface Window {
    /** What every planted script calls. */
    __pwned(what: unknown): void;
    __violated(what: string): void;
  }
}

/**
 * Keeps watch over a page from its next address on: planted scripts that run (`__pwned`), dialogs, things the page's
 * policy had to refuse, errors of its own scripts, and requests that leave its server.
 */
export async function watch(page: Page, own: string): Promise<Watch> {
  const faults: string[] = [];
  const here = () => page.url().replace(own, '');
  await page.exposeFunction('__pwned', (what: unknown) => faults.push(`${here()}: the script ${what} ran`));
  await page.exposeFunction('__violated', (what: string) => faults.push(`${here()}: refused by the policy: ${what}`));
  await page.addInitScript(() => {
    document.addEventListener('securitypolicyviolation', (event) => {
      const { effectiveDirective, blockedURI, sample, target } = event;
      const at = target instanceof Element ? target.outerHTML.slice(0, 200) : '';
      window.__violated([effectiveDirective, blockedURI, sample, at].join(' '));
    });
  });
  page.on('console', (message) => {
    if (/Content.Security.Policy|Trusted/i.test(message.text())) faults.push(`${here()}: ${message.text()}`);
  });
  page.on('pageerror', (error) => faults.push(`${here()}: ${error.message}`));
  page.on('dialog', async (dialog) => {
    faults.push(`${here()}: a dialog “${dialog.message()}”`);
    await dialog.dismiss();
  });
  await page.route('**', async (route) => {
    const url = route.request().url();
    if (url.startsWith(`${own}/`) || /^(data|blob):/.test(url)) return route.fallback();
    faults.push(`${here()}: asked ${url.slice(0, 200)}`);
    return route.abort();
  });
  return { faults, strangers: () => page.evaluate(strangersOf) };
}

function strangersOf(): string[] {
  const nonce = document.querySelector<HTMLScriptElement>('script[nonce]')?.nonce;
  const isOurs = (url: string) => /^(https?|mailto):/.test(url) || url === '';
  const isStrange = (element: Element) => {
    if (element.getAttributeNames().some((name) => name.startsWith('on') || name === 'srcdoc')) return true;
    if (element instanceof HTMLScriptElement)
      return element.src ? new URL(element.src).origin !== location.origin : element.nonce !== nonce;
    if (element instanceof HTMLAnchorElement && element.hasAttribute('href')) return !isOurs(element.href);
    if (element instanceof HTMLFormElement) return new URL(element.action).origin !== location.origin;
    return /^(iframe|object|embed|base|applet|img|image|video|audio|foreignobject)$/i.test(element.tagName);
  };
  return [...document.querySelectorAll('*')].filter(isStrange).map((element) => element.outerHTML.slice(0, 200));
}
