// npm start · npm run dev: installs, generates and builds what changed, then hands over to the supervisor.
// Plain JavaScript without dependencies: this runs before anything is installed, in the Node the machine has (20 or later).
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { build } from './setup/build.mjs';
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { codeCache, inRoot, root } from './setup/paths.mjs';
import { environment } from './setup/run.mjs';
import { main } from './setup/say.mjs';

const dev = process.argv.includes('--dev');

// A signal to npm may end npm, or the shell it runs scripts in, and reach nobody below. Then this ends as if asked to.
const above = npmAbove();
setInterval(() => {
  if (npmAbove() !== above) process.kill(process.pid, 'SIGTERM');
}, 1000).unref();

await main(async () => {
  const node = await install();
  await generate(node);
  if (!dev) await build(node);
  return supervise(node);
});

/**
 * Runs the supervisor to its end. Signals are passed on; Ctrl-C in a terminal reaches it by itself too, and counts once.
 * Should this process (or npm above it) be killed, the channel closes, and the supervisor stops in good order.
 */
function supervise(node) {
  return new Promise((resolve) => {
    const child = spawn(node, [inRoot('lib/server/supervisor.ts')], {
      cwd: root,
      env: { ...environment(), NODE_COMPILE_CACHE: codeCache, NODE_ENV: dev ? 'development' : 'production' },
      stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
    });
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal));
    child.once('error', (error) => {
      process.stderr.write(`${error.message}\n`);
      resolve(1);
    });
    child.once('exit', (code, signal) => resolve(code ?? (signal === 'SIGINT' ? 130 : 1)));
  });
}

/** Tells the npm that runs this from no npm any more; undefined outside npm. */
function npmAbove() {
  if (process.env.npm_lifecycle_event === undefined) return undefined;
  try {
    const [, name, parent] = /^\d+ \((.*)\) \S (\d+)/.exec(readFileSync(`/proc/${process.ppid}/stat`, 'utf8')) ?? [];
    return /^(ba|da|a|z|k)?sh$/.test(name) ? `${process.ppid} ${parent}` : `${process.ppid}`;
  } catch {
    return `${process.ppid}`;
  }
}
