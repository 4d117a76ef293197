import { availableParallelism } from 'node:os';
import { resolve } from 'node:path';
import { z } from 'zod';
import { parseDuration } from '#lib/domain/workflow/duration.ts';
import { defaultDataFolder } from '#lib/server/data-folder.ts';
import { type ComingIn, comingInOf, comingInVariables, halfSet } from './config/coming-in.ts';

export const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const;
export const processRoles = ['all', 'web', 'worker'] as const;

const wholeNumber = (from: number, to: number) =>
  z
    .string()
    .refine((text) => /^\d+$/.test(text) && Number(text) >= from && Number(text) <= to, {
      error: `must be a whole number from ${from} to ${to}`,
    })
    .transform(Number);

const list = z.string().transform((text) =>
  text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== ''),
);

const byteUnits = { '': 1, k: 1024, m: 1024 ** 2, g: 1024 ** 3 } as const;
/** `512MB`, `2g`, `1048576` → bytes; `0` means no limit and becomes `null`. */
const bytes = z.string().transform((text, context) => {
  const match = /^(\d+)\s*([kmg]?)(i?b)?$/i.exec(text.trim());
  if (!match) {
    context.addIssue('must be a size such as 512MB or 2GB (0 for no limit)');
    return z.NEVER;
  }
  const size = Number(match[1]) * byteUnits[(match[2] ?? '').toLowerCase() as keyof typeof byteUnits];
  return size === 0 ? null : size;
});

const milliseconds = z.string().transform((text, context) => {
  const ms = /^\d+(\.\d+)?$/.test(text) ? parseDuration(Number(text)) : parseDuration(text);
  if (ms === null) {
    context.addIssue('must be a duration such as 30s, 5m, 2h or 1d, or a number of seconds (0 for no limit)');
    return z.NEVER;
  }
  return ms === 0 ? null : ms;
});

/** Shorter, and a busy machine would lose leases it should keep; longer, and what a dead worker held waits too long. */
const lease = z
  .string()
  .transform((text) => parseDuration(/^\d+(\.\d+)?$/.test(text) ? Number(text) : text))
  .refine((ms) => ms !== null && ms >= 2000 && ms <= 600_000, 'must be a duration from 2s to 10m')
  .transform(Number);

const postgresUrl = z.string().refine(
  (text) => {
    if (!URL.canParse(text)) return false;
    const { protocol, pathname } = new URL(text);
    return /^postgres(ql)?:$/.test(protocol) && pathname.length > 1;
  },
  { error: 'must be an address such as postgresql://user:password@host:5432/database' },
);

const environment = z.object({
  PORT: wholeNumber(0, 65535).default(3000),
  HOST: z.string().default('127.0.0.1'),
  COUNTERSIGN_URL: z
    .string()
    .refine((text) => URL.canParse(text) && /^https?:$/.test(new URL(text).protocol), {
      error: 'must be an address such as https://countersign.example.org',
    })
    .optional(),
  COUNTERSIGN_TRUSTED_PROXIES: list.default([]),
  DATABASE_URL: postgresUrl.optional(),
  DATABASE_OWNER_URL: postgresUrl.optional(),
  COUNTERSIGN_DATA_DIR: z.string().optional(),
  COUNTERSIGN_SECRET_KEY: z.string().min(32, 'must have at least 32 characters').optional(),
  COUNTERSIGN_ADMIN_EMAIL: z.email('must be an e-mail address').optional(),
  COUNTERSIGN_ADMIN_PASSWORD: z.string().min(8, 'must have at least 8 characters').optional(),
  COUNTERSIGN_ROLE: z.enum(processRoles, { error: `must be one of ${processRoles.join(', ')}` }).default('all'),
  COUNTERSIGN_POOLS: list.refine((pools) => pools.length > 0, 'must name at least one pool').default(['default']),
  COUNTERSIGN_SLOTS: wholeNumber(1, 10_000).optional(),
  COUNTERSIGN_LEASE: lease.default(15_000),
  MAX_CONCURRENT_RUNS: wholeNumber(1, 1_000_000).default(1000),
  MAX_CONCURRENT_STEPS: wholeNumber(1, 100_000).default(100),
  DEFAULT_RUN_TIMEOUT: milliseconds.default(null),
  STEP_MEMORY_LIMIT: bytes.default(null),
  STEP_CPU_LIMIT: milliseconds.default(null),
  STEP_DISK_LIMIT: bytes.default(null),
  RETENTION_DAYS: wholeNumber(0, 36_500).default(0),
  LOG_LEVEL: z.enum(logLevels, { error: `must be one of ${logLevels.join(', ')}` }).default('info'),
  ...comingInVariables,
});

/** Mistakes between variables, asked for apart: zod checks a whole only when each part is right, and all are told at once. */
function contradictions(given: Readonly<Record<string, string | undefined>>): string[] {
  const mistakes = halfSet(given);
  if ((given.COUNTERSIGN_ADMIN_EMAIL === undefined) !== (given.COUNTERSIGN_ADMIN_PASSWORD === undefined)) {
    const missing = given.COUNTERSIGN_ADMIN_EMAIL === undefined ? 'EMAIL' : 'PASSWORD';
    mistakes.push(
      `COUNTERSIGN_ADMIN_${missing} is missing: the first owner needs both an e-mail address and a password`,
    );
  }
  if (given.DATABASE_URL === undefined) {
    if (given.DATABASE_OWNER_URL !== undefined)
      mistakes.push('DATABASE_URL is missing: DATABASE_OWNER_URL only adds the role for migrations of that database');
    if (given.COUNTERSIGN_ROLE === 'worker')
      mistakes.push('DATABASE_URL is missing: a worker on its own shares the database of the web process');
  }
  return mistakes;
}

/** What the environment says, checked. Times are milliseconds, sizes bytes; `null` means no limit. */
export interface ServerConfig extends ComingIn {
  port: number;
  host: string;
  /** The address people open, without a slash at the end. */
  url: string;
  trustedProxies: string[];
  /** The application role's connection; `null` means the embedded server (the supervisor fills it in for its children). */
  databaseUrl: string | null;
  databaseOwnerUrl: string | null;
  dataDir: string;
  secretKey: string | null;
  admin: { email: string; password: string } | null;
  role: (typeof processRoles)[number];
  pools: string[];
  slots: number;
  /** A worker that did not say for so long that it lives has lost its runs. */
  leaseMs: number;
  maxConcurrentRuns: number;
  maxConcurrentSteps: number;
  defaultRunTimeoutMs: number | null;
  stepMemoryLimitBytes: number | null;
  stepCpuLimitMs: number | null;
  stepDiskLimitBytes: number | null;
  retentionDays: number | null;
  logLevel: (typeof logLevels)[number];
}

/** Reads the environment; every mistake is told, one line each, none with a secret in it. */
export function readConfig(
  env: Readonly<Record<string, string | undefined>>,
): { ok: true; config: ServerConfig } | { ok: false; mistakes: string[] } {
  const given = Object.fromEntries(Object.entries(env).filter(([, value]) => value !== undefined && value !== ''));
  const checked = environment.safeParse(given);
  const mistakes = checked.success ? [] : checked.error.issues.map((issue) => mistake(issue, given));
  mistakes.push(...contradictions(given));
  if (!checked.success || mistakes.length > 0) return { ok: false, mistakes };
  const read = checked.data;
  const shownHost = ['0.0.0.0', '::'].includes(read.HOST) ? 'localhost' : read.HOST;
  const derived = `http://${shownHost.includes(':') ? `[${shownHost}]` : shownHost}:${read.PORT}`;
  return {
    ok: true,
    config: {
      port: read.PORT,
      host: read.HOST,
      url: (read.COUNTERSIGN_URL ?? derived).replace(/\/+$/, ''),
      trustedProxies: read.COUNTERSIGN_TRUSTED_PROXIES,
      databaseUrl: read.DATABASE_URL ?? null,
      databaseOwnerUrl: read.DATABASE_OWNER_URL ?? null,
      dataDir: read.COUNTERSIGN_DATA_DIR === undefined ? defaultDataFolder() : resolve(read.COUNTERSIGN_DATA_DIR),
      secretKey: read.COUNTERSIGN_SECRET_KEY ?? null,
      admin:
        read.COUNTERSIGN_ADMIN_EMAIL !== undefined && read.COUNTERSIGN_ADMIN_PASSWORD !== undefined
          ? { email: read.COUNTERSIGN_ADMIN_EMAIL, password: read.COUNTERSIGN_ADMIN_PASSWORD }
          : null,
      role: read.COUNTERSIGN_ROLE,
      pools: read.COUNTERSIGN_POOLS,
      slots: read.COUNTERSIGN_SLOTS ?? availableParallelism() * 4,
      leaseMs: read.COUNTERSIGN_LEASE,
      maxConcurrentRuns: read.MAX_CONCURRENT_RUNS,
      maxConcurrentSteps: read.MAX_CONCURRENT_STEPS,
      defaultRunTimeoutMs: read.DEFAULT_RUN_TIMEOUT,
      stepMemoryLimitBytes: read.STEP_MEMORY_LIMIT,
      stepCpuLimitMs: read.STEP_CPU_LIMIT,
      stepDiskLimitBytes: read.STEP_DISK_LIMIT,
      retentionDays: read.RETENTION_DAYS === 0 ? null : read.RETENTION_DAYS,
      logLevel: read.LOG_LEVEL,
      ...comingInOf(read),
    },
  };
}

const secretVariables = /PASSWORD|SECRET|DATABASE|SMTP/;

function mistake(issue: z.core.$ZodIssue, given: Record<string, string | undefined>): string {
  const name = String(issue.path[0]);
  const value = given[name];
  return value === undefined || secretVariables.test(name)
    ? `${name} ${issue.message}`
    : `${name} ${issue.message}, not “${value}”`;
}

const slot = Symbol.for('countersign.config');
const shared = globalThis as typeof globalThis & { [slot]?: ServerConfig };

/** The configuration of this process, read once. Mistakes are printed, one line each, and the process ends with code 2. */
export function serverConfig(): ServerConfig {
  if (shared[slot]) return shared[slot];
  const read = readConfig(process.env);
  if (!read.ok) {
    for (const line of read.mistakes) process.stderr.write(`${line}\n`);
    process.exit(2);
  }
  shared[slot] = read.config;
  return read.config;
}
