// npm start · npm run dev: installs, generates and builds what changed, then hands over to the supervisor.
// Plain JavaScript without dependencies: this runs before anything is installed, in the Node the machine has (20 or later).
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { build } from './setup/build.mjs';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { inRoot, root } from './setup/paths.mjs';
import { environment } from './setup/run.mjs';
import { main } from './setup/say.mjs';

const dev = process.argv.includes('--dev');

await main(async () => {
  const node = await install();
  await generate(node);
  if (!dev) await build(node);
  return supervise(node);
});

/**
 * Runs the supervisor to its end. Signals are passed on once; Ctrl-C reaches it by itself, being in the same group.
 * Should this process (or npm above it) be killed, the channel closes, and the supervisor stops in good order.
 */
function supervise(node) {
  return new Promise((resolve) => {
    const child = spawn(node, [inRoot('lib/server/supervisor.ts')], {
      cwd: root,
      env: { ...environment(), NODE_ENV: dev ? 'development' : 'production' },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    process.on('SIGINT', () => {});
    for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill('SIGTERM'));
    const before = npmAbove();
    const watch = setInterval(() => {
      if (npmAbove() !== before) child.kill('SIGTERM');
    }, 1000);
    const done = (code) => {
      clearInterval(watch);
      resolve(code);
    };
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      done(1);
    });
    child.once('exit', (code, signal) => done(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/**
 * The process number of the npm that runs this, or undefined outside npm. A signal to npm may end npm, or the shell it
 * runs scripts in, and reach nobody below: then this number changes.
 */
function npmAbove() {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? [];
    return /^(ba|da|a|z|k)?sh$/.test(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
  } catch {
    return `${process.ppid}`;
  }
}
