// DBOS Transact: a chain of empty steps in one workflow, and many workflows of ten steps at once.
// DATABASE_URL=… node dbos.mjs STEPS RUNS RUN_STEPS TAKES  → one line of JSON. JavaScript, so that the product's type check needs no peer.
import { DBOS } from '@dbos-inc/dbos-sdk';

const [steps, runs, runSteps, takes] = process.argv.slice(2).map(Number);
const workflow = DBOS.registerWorkflow(
  async (count) => {
    for (let index = 0; index < count; index++) await DBOS.runStep(async () => ({ text: '' }), { name: `s${index}` });
  },
  { name: 'chain' },
);
DBOS.setConfig({
  name: 'bench',
  systemDatabaseUrl: process.env.DATABASE_URL,
  runAdminServer: false,
  logLevel: 'error',
});
await DBOS.launch();
await (await DBOS.startWorkflow(workflow)(20)).getResult();

let from = performance.now();
await (await DBOS.startWorkflow(workflow)(steps)).getResult();
const chainMs = performance.now() - from;

const stepsPerSecond = [];
for (let take = 0; take < takes; take++) {
  from = performance.now();
  const handles = await Promise.all(Array.from({ length: runs }, () => DBOS.startWorkflow(workflow)(runSteps)));
  await Promise.all(handles.map((handle) => handle.getResult()));
  stepsPerSecond.push((runs * runSteps * 1000) / (performance.now() - from));
}

process.stdout.write(`${JSON.stringify({ chainMsPerStep: chainMs / steps, stepsPerSecond })}\n`);
await DBOS.shutdown();
process.exit(0);
