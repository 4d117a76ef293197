import { spawn } from 'node:child_process';
import { root } from './paths.mjs';

/**
 * Runs a command in the checkout and keeps what it says.
 * @returns {Promise<{code: number, output: string}>} code 1 when it could not be started or was ended by a signal
 */
export function run(command, args, { env = {}, cwd = root } = {}) {
  return new Promise((resolve) => {
    const child = spawn(command, args, { cwd, env: { ...environment(), ...env }, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const keep = (text) => {
      output += text;
    };
    child.stdout.setEncoding('utf8').on('data', keep);
    child.stderr.setEncoding('utf8').on('data', keep);
    const end = (signal) => () => {
      child.kill(signal);
      process.exitCode = 130;
    };
    const onInterrupt = end('SIGINT');
    const onTerminate = end('SIGTERM');
    process.once('SIGINT', onInterrupt);
    process.once('SIGTERM', onTerminate);
    const done = (code) => {
      process.off('SIGINT', onInterrupt);
      process.off('SIGTERM', onTerminate);
      resolve({ code, output });
    };
    child.once('error', (error) => {
      output += `${error.message}\n`;
      done(1);
    });
    child.once('close', (code) => done(code ?? 1));
  });
}

/** Nothing is fetched from anywhere but the npm registry, and nobody is told that we run. */
export function environment() {
  return {
    ...process.env,
    // Any existing file keeps Prisma from fetching its schema engine, which nothing here uses.
    PRISMA_SCHEMA_ENGINE_BINARY: process.execPath,
    PRISMA_HIDE_UPDATE_MESSAGE: '1',
    CHECKPOINT_DISABLE: '1',
    NEXT_TELEMETRY_DISABLED: '1',
    PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD: '1',
  };
}
