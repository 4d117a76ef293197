import { mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { readConfig } from './config.ts';
import { defaultDataFolder } from './data-folder.ts';

const mistakes = (env: Record<string, string>) => {
  const read = readConfig(env);
  return read.ok ? [] : read.mistakes;
};

describe('the configuration', () => {
  it('has a default for everything', () => {
    const read = readConfig({});
    expect(read.ok && read.config).toMatchObject({
      port: 3000,
      host: '127.0.0.1',
      url: 'http://127.0.0.1:3000',
      role: 'all',
    });
  });

  it('tells all mistakes at once, also those between variables', () => {
    const told = mistakes({
      PORT: 'abc',
      LOG_LEVEL: 'loud',
      STEP_MEMORY_LIMIT: 'lots',
      DEFAULT_RUN_TIMEOUT: 'soon',
      COUNTERSIGN_ROLE: 'worker',
      COUNTERSIGN_ADMIN_EMAIL: 'owner@example.org',
    });
    expect(told).toHaveLength(6);
    expect(told[0]).toBe('PORT must be a whole number from 0 to 65535, not “abc”');
    for (const line of told) expect(line).not.toContain('\n');
  });

  it('never repeats a secret in a mistake', () => {
    const told = mistakes({
      DATABASE_URL: 'mysql://u:hunter2@h/d',
      COUNTERSIGN_SECRET_KEY: 'hunter2',
      COUNTERSIGN_ADMIN_PASSWORD: 'hunter',
    });
    expect(told).toHaveLength(4);
    expect(told.join()).not.toContain('hunter');
  });

  it('takes an empty variable for one that is not set', () => {
    expect(mistakes({ PORT: '', DATABASE_URL: '', COUNTERSIGN_ADMIN_EMAIL: '' })).toEqual([]);
  });

  it('reads sizes in bytes, times in milliseconds, and 0 as no limit', () => {
    const read = readConfig({
      STEP_MEMORY_LIMIT: '512MB',
      DEFAULT_RUN_TIMEOUT: '2h',
      STEP_CPU_LIMIT: '0',
      RETENTION_DAYS: '0',
    });
    expect(read.ok && read.config).toMatchObject({
      stepMemoryLimitBytes: 512 * 1024 * 1024,
      defaultRunTimeoutMs: 7_200_000,
      stepCpuLimitMs: null,
      retentionDays: null,
    });
  });

  it('keeps data in the checkout, except for root where only root may enter it', () => {
    const folder = mkdtempSync(join(tmpdir(), 'countersign-config-'));
    const open = join(folder, 'checkout');
    mkdirSync(open);
    expect(defaultDataFolder(open, false)).toBe(join(open, '.data'));
    expect(defaultDataFolder(open, true)).toMatch(/^\/var\/lib\/countersign\/checkout-[0-9a-f]{8}$/);
    rmSync(folder, { recursive: true });
  });
});
