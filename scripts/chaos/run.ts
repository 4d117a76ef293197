import { writeFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { Campaign, type CampaignResult } from '../../test/faults/campaign.ts';
import { fullDisk } from '../../test/faults/full-disk.ts';
import { drawSchedule } from '../../test/faults/schedule.ts';
import { UnderFire } from '../../test/faults/under-fire.ts';
import { type Check, judge } from '../../test/faults/verdict.ts';

// npm run chaos -- [--kills N] [--seed S] [--minutes M] [--json FILE] [--log FILE]; without --kills the quick form that `npm test`
// runs: each fault once, from a fixed seed. Ends with 1 when anything was not as promised.

const { values } = parseArgs({
  options: {
    kills: { type: 'string' },
    seed: { type: 'string', default: '1' },
    minutes: { type: 'string' },
    json: { type: 'string' },
    log: { type: 'string' },
  },
});
const long = values.kills !== undefined;
const seed = Number(values.seed);
const leaseMs = 3000;
const say = (line: string) => process.stdout.write(`${line}\n`);

say(
  `Seed ${seed}. ${long ? `${values.kills} kills` : 'Each fault once'}; leases of ${leaseMs / 1000} s; clocks of workers an hour wrong.`,
);
// Of the workers beside the supervised one: an hour ahead, an hour behind, right.
const hourMs = 3_600_000;
const workerClocks = long ? [hourMs, -hourMs, 0, hourMs] : [hourMs, -hourMs];
const fire = await UnderFire.open({ leaseMs, workerClocks, secondWeb: true });
const checks: Check[] = [];
const from = performance.now();
try {
  const rounds = long ? Math.ceil(Number(values.kills) / 20) + 10 : 1;
  const schedule = drawSchedule(seed, { rounds, workers: workerClocks.length, restMs: long ? 6000 : 500 });
  const campaign = new Campaign(fire, {
    seed,
    schedule,
    stories: long ? 10 : 6,
    maxKills: long ? Number(values.kills) : undefined,
    maxMs: values.minutes === undefined ? undefined : Number(values.minutes) * 60_000,
    say,
  });
  const result = await campaign.run();
  checks.push(...(await judge(fire, result)), ...(long ? timesKept(result) : []));
  report(result);
  if (values.log) writeFileSync(values.log, fire.said);
  if (checks.some(isWrong)) say(`\nWhat the processes said last:\n${fire.said.slice(-6000)}`);
} finally {
  await fire.close();
}
const disk = await fullDisk({ seed, leaseMs, say });
if (disk === null) say('A full disk could not be tried: this account may not mount one.');
else checks.push(...disk);
tellChecks(checks);
const failed = checks.filter(isWrong).length;
if (values.json) writeFileSync(values.json, JSON.stringify({ passed: checks.length - failed, failed }));
say(failed > 0 ? `Not as promised; the seed was ${seed}.` : 'As promised.');
process.exit(failed > 0 ? 1 : 0);

function isWrong({ wrong }: Check): boolean {
  return wrong.length > 0;
}

/** Limits of time are for a machine that has time: the quick form leaves them out. */
function timesKept({ watch }: CampaignResult): Check[] {
  const above = (times: readonly number[], limitMs: number) =>
    times.filter((ms) => ms > limitMs).map((ms) => `${Math.round(ms)} ms`);
  return [
    {
      name: 'what a dead worker held is free within lease + 5 s',
      looked: watch.recoveries.length,
      wrong: above(watch.recoveries, leaseMs + 5000),
    },
    { name: 'workers are back within 30 s', looked: watch.reconnects.length, wrong: above(watch.reconnects, 30_000) },
  ];
}

function report({ chronicle, caller, watch, kills, faults }: CampaignResult): void {
  const { asked, succeeded, tries, failedTries } = caller.counts;
  const effects = [...fire.receiver.effects().values()];
  const hits = Map.groupBy(fire.switchboard.hits(), ({ point, how }) => `${how} at ${point}`);
  say(
    `\n${Math.round((performance.now() - from) / 1000)} s, ${kills} kills, ${chronicle.runs.size} runs, ${effects.length} effects (${effects.filter(({ times }) => times > 1).length} asked for more than once), ${chronicle.gates.size} gates.`,
  );
  say(`${succeeded} of ${asked} operations came through, in ${tries} tries, of which ${failedTries} failed.`);
  say(
    `Free again after a worker died: ${spread(watch.recoveries)}; with the database away meanwhile: ${spread(watch.cloudedRecoveries)}.`,
  );
  say(`Workers back after trouble: ${spread(watch.reconnects)}.\n`);
  for (const [name, count] of [...faults, ...[...hits].map(([name, list]) => [name, list.length] as const)].sort(
    ([a], [b]) => (a < b ? -1 : 1),
  ))
    say(`${String(count).padStart(5)}  ${name}`);
  for (const [fault, count] of [...caller.counts.faults].sort(([, a], [, b]) => b - a).slice(0, 8))
    say(`${String(count).padStart(5)}  tries that ended with ${fault}`);
}

function tellChecks(all: readonly Check[]): void {
  say('');
  for (const { name, looked, wrong } of all) {
    say(`${wrong.length > 0 ? '✗' : '✓'} ${name} (${looked})`);
    for (const line of wrong.slice(0, 10)) say(`    ${line.slice(0, 1500)}`);
  }
}

function spread(times: readonly number[]): string {
  if (times.length === 0) return 'none';
  const sorted = [...times].sort((a, b) => a - b);
  const at = (part: number) =>
    `${(sorted[Math.min(sorted.length - 1, Math.floor(part * sorted.length))]! / 1000).toFixed(1)} s`;
  return `median ${at(0.5)}, 95 % ${at(0.95)}, longest ${at(1)} (${times.length})`;
}
