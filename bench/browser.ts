import { existsSync } from 'node:fs';
import { type Browser, chromium } from '@playwright/test';

const flags = [
  '--no-sandbox',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
const installed = '/usr/bin/chromium';

/** A real Chromium, the installed one where there is one. */
export const openBrowser = (): Promise<Browser> =>
  chromium.launch({ args: flags, ...(existsSync(installed) ? { executablePath: installed } : {}) });
