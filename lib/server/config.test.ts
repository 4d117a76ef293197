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

  it('reads how long a lease lasts, and refuses what no machine can keep', () => {
    const read = readConfig({ COUNTERSIGN_LEASE: '4s' });
    expect(read.ok && read.config.leaseMs).toBe(4000);
    const inSeconds = readConfig({ COUNTERSIGN_LEASE: '2' });
    expect(inSeconds.ok && inSeconds.config.leaseMs).toBe(2000);
    for (const refused of ['1s', '11m', 'soon', '0'])
      expect(mistakes({ COUNTERSIGN_LEASE: refused })).toEqual([
        `COUNTERSIGN_LEASE must be a duration from 2s to 10m, not “${refused}”`,
      ]);
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

  it('tells each half of a provider or of mail that is missing', () => {
    const told = mistakes({
      SMTP_URL: 'smtp://robot:hunter2@mail.example.org',
      OIDC_NAME: 'Our house',
      GITHUB_CLIENT_ID: 'id',
      GOOGLE_ISSUER: 'https://accounts.example.org',
    });
    expect(told.map((line) => line.split(':')[0])).toEqual([
      'MAIL_FROM is missing',
      'OIDC_ISSUER is missing',
      'OIDC_CLIENT_ID is missing',
      'OIDC_CLIENT_SECRET is missing',
      'GITHUB_CLIENT_SECRET is missing',
      'GOOGLE_CLIENT_ID is missing',
      'GOOGLE_CLIENT_SECRET is missing',
    ]);
    expect(mistakes({ SIGN_IN_DOMAINS: 'example.org' })).toHaveLength(1);
  });

  it('refuses what would decide who somebody is over an open line, and repeats no credentials', () => {
    const told = mistakes({
      SMTP_URL: 'http://robot:hunter2@mail.example.org',
      MAIL_FROM: 'Flows\r\nBcc: all@example.org <flows@example.org>',
      OIDC_ISSUER: 'http://accounts.example.org',
      OIDC_CLIENT_ID: 'id',
      OIDC_CLIENT_SECRET: ' ',
      GITHUB_URL: 'ftp://github.example.org',
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'hunter2',
      SIGN_IN_DOMAINS: 'example.org, @example.org',
    });
    expect(told.map((line) => line.split(' ')[0])).toEqual([
      'SMTP_URL',
      'MAIL_FROM',
      'OIDC_ISSUER',
      'OIDC_CLIENT_SECRET',
      'GITHUB_URL',
      'SIGN_IN_DOMAINS',
    ]);
    expect(told.join()).not.toContain('hunter2');
  });

  it('reads providers, mail and domains', () => {
    const read = readConfig({
      SMTP_URL: 'smtps://robot:hunter2@mail.example.org',
      MAIL_FROM: 'Flows <flows@example.org>',
      OIDC_ISSUER: 'https://accounts.example.org/realm/',
      OIDC_CLIENT_ID: 'id',
      OIDC_CLIENT_SECRET: 'secret',
      OIDC_NAME: 'Our house',
      GITHUB_URL: 'http://127.0.0.1:4000',
      GITHUB_CLIENT_ID: 'id',
      GITHUB_CLIENT_SECRET: 'secret',
      SIGN_IN_DOMAINS: 'Example.org, lab.example.org',
    });
    expect(read.ok && read.config).toMatchObject({
      mail: { smtpUrl: 'smtps://robot:hunter2@mail.example.org', from: 'Flows <flows@example.org>' },
      providers: [
        { id: 'oidc', label: 'Our house', issuer: 'https://accounts.example.org/realm' },
        { id: 'github', label: 'GitHub', url: 'http://127.0.0.1:4000', apiUrl: 'http://127.0.0.1:4000/api/v3' },
      ],
      signInDomains: ['example.org', 'lab.example.org'],
    });
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
