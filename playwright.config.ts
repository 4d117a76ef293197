import { existsSync } from 'node:fs';
import { defineConfig } from '@playwright/test';
import places from './scripts/setup/chromium-places.json' with { type: 'json' };

// scripts/test.mjs finds or installs a Chromium and names it here; called by hand, one that is installed will do.
const executablePath = process.env.CHROMIUM_PATH || places.find((place) => existsSync(place));

// Chromium's sandbox does not work for root; the rest keeps it from calling home, which closed networks answer late.
const args = [
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];
if (process.getuid?.() === 0) args.push('--no-sandbox');

export default defineConfig({
  testDir: 'e2e',
  outputDir: 'test-results',
  // Each journey boots a product of its own; two cores carry one at a time.
  workers: 1,
  fullyParallel: false,
  forbidOnly: process.env.CI !== undefined,
  // A machine that stalls is no defect; scripts/test.mjs says which journeys needed a second try.
  retries: process.env.CI === undefined ? 0 : 1,
  timeout: 120_000,
  expect: { timeout: 10_000 },
  use: {
    viewport: { width: 1440, height: 900 },
    trace: 'retain-on-failure',
    screenshot: 'only-on-failure',
    launchOptions: { executablePath, args },
  },
});
