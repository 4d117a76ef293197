// Keeps the history of one random run: node test/histories/record.ts NAME SEED. See README.md beside it.
import { existsSync, writeFileSync } from 'node:fs';
import fc from 'fast-check';
import { drain } from '#lib/domain/run/testing/drain.ts';
import { given, played } from '#lib/domain/run/testing/watched.ts';
import { digestOf } from './meaning.ts';

const [name, seed] = process.argv.slice(2);
if (!name || !seed) throw new Error('give a name and a seed');
const file = new URL(`./${name}.json`, import.meta.url);
if (existsSync(file)) throw new Error(`${name}.json exists, and existing histories are never edited`);

const [from] = fc.sample(given, { seed: Number(seed), numRuns: 1 });
const play = played(from!);
drain(play);
const { run, events } = play;
const types = [...new Set(events.map(({ type }) => type))].sort();
const history = {
  about: `A random run with ${types.join(', ')}.`,
  digest: digestOf(run),
  ending: { status: run.status, reason: run.reason },
  events,
};
writeFileSync(file, `${JSON.stringify(history)}\n`);
process.stdout.write(`${name}.json: ${events.length} events, ${history.about}\n`);
