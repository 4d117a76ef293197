// Restate: a chain of empty durable steps in one invocation, and many invocations of ten steps at once. Its server with
// the settings it ships with: a log and a store of its own, fsync on, and no line of log a step.
// node restate.mjs STEPS RUNS RUN_STEPS TAKES  → one line of JSON. JavaScript, so that the product's type check needs no peer.
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer as createHttp2 } from 'node:http2';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createEndpointHandler, service } from '@restatedev/restate-sdk';

const [steps, runs, runSteps, takes] = process.argv.slice(2).map(Number);
const folder = mkdtempSync(join(tmpdir(), 'countersign-bench-restate-'));
const [fabric, ingress, admin] = await Promise.all([freePort(), freePort(), freePort()]);
const chain = service({
  name: 'chain',
  handlers: {
    run: async (context, count) => {
      for (let index = 0; index < count; index++) await context.run(`s${index}`, () => ({ text: '' }));
    },
  },
});
const endpoint = createHttp2(createEndpointHandler({ services: [chain], logger: () => {} })).listen(0, '127.0.0.1');
await once(endpoint, 'listening');
const server = spawn(
  join(import.meta.dirname, '../node_modules/.bin/restate-server'),
  ['--base-dir', folder, '--node-name', 'bench', '--no-logo', '--listen-mode', 'tcp'],
  {
    // Its launcher is a script that starts the server proper: the group ends both.
    detached: true,
    stdio: 'ignore',
    env: {
      PATH: process.env.PATH,
      RESTATE_BIND_ADDRESS: `127.0.0.1:${fabric}`,
      RESTATE_INGRESS__BIND_ADDRESS: `127.0.0.1:${ingress}`,
      RESTATE_ADMIN__BIND_ADDRESS: `127.0.0.1:${admin}`,
      RESTATE_DISABLE_TELEMETRY: 'true',
      RESTATE_LOG_FILTER: 'error',
    },
  },
);
const end = () => {
  try {
    process.kill(-server.pid, 'SIGKILL');
  } catch {}
  rmSync(folder, { recursive: true, force: true, maxRetries: 5 });
};
process.once('exit', end);
for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.once(signal, () => process.exit(1));

await patiently(() => fetch(`http://127.0.0.1:${admin}/health`));
await patiently(() =>
  post(`http://127.0.0.1:${admin}/deployments`, { uri: `http://127.0.0.1:${endpoint.address().port}` }),
);
const run = (count) => post(`http://127.0.0.1:${ingress}/chain/run`, count);
await patiently(() => run(20));

let from = performance.now();
await run(steps);
const chainMs = performance.now() - from;

const stepsPerSecond = [];
for (let take = 0; take < takes; take++) {
  from = performance.now();
  await Promise.all(Array.from({ length: runs }, () => run(runSteps)));
  stepsPerSecond.push((runs * runSteps * 1000) / (performance.now() - from));
}

process.stdout.write(`${JSON.stringify({ chainMsPerStep: chainMs / steps, stepsPerSecond })}\n`);
const ended = once(server, 'exit');
process.kill(-server.pid, 'SIGKILL');
await ended;
process.exit(0);

async function post(url, body) {
  const response = await fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  const text = await response.text();
  if (!response.ok) throw new Error(`${url}: ${response.status} ${text}`);
  return text;
}

async function patiently(ask) {
  for (const until = performance.now() + 30_000; ; ) {
    try {
      const answer = await ask();
      if (answer.ok ?? true) return;
      throw new Error(`it answers ${answer.status}`);
    } catch (error) {
      if (performance.now() > until) throw error;
      await new Promise((wake) => setTimeout(wake, 100));
    }
  }
}

async function freePort() {
  const probe = createServer().listen(0, '127.0.0.1');
  await once(probe, 'listening');
  const { port } = probe.address();
  await new Promise((closed) => probe.close(closed));
  return port;
}
