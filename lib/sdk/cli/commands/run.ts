import { setTimeout as sleep } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { type DryRunView, dryRunResponse } from '#lib/contracts/dry-run.ts';
import { runResponse } from '#lib/contracts/run.ts';
import { runEventResponse } from '#lib/contracts/run-event.ts';
import { startedRun } from '#lib/contracts/run-start.ts';
import { isEnded } from '#lib/domain/run/status.ts';
import { CliError } from '../cli-error.ts';
import { type Connection, connect } from '../connection.ts';
import { printable } from '../printable.ts';

const eventPage = z.object({ items: z.array(runEventResponse), nextCursor: z.string().nullable() });

/**
 * Starts a run; with `--follow` prints its events until it ends. Interrupting stops the following, not the run. With
 * `--dry-run` nothing is started: it prints what would happen, and ends with 1 when something would fail.
 */
export async function run(args: string[]): Promise<number> {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      input: { type: 'string', multiple: true },
      label: { type: 'string', multiple: true },
      version: { type: 'string' },
      draft: { type: 'boolean' },
      follow: { type: 'boolean' },
      'dry-run': { type: 'boolean' },
    },
  });
  const [workflow] = positionals;
  if (!workflow || positionals.length > 1)
    throw new CliError(
      'usage: countersign run WORKFLOW [--input name=value]… [--label LABEL]… [--version N | --draft] [--follow | --dry-run]',
      2,
    );
  if (values.version !== undefined && !/^[1-9]\d*$/.test(values.version))
    throw new CliError('--version takes a whole number', 2);
  const server = connect();
  const path = `/workflows/${encodeURIComponent(workflow)}/runs`;
  const given = {
    input: Object.fromEntries((values.input ?? []).map(inputPair)),
    ...(values.version === undefined ? {} : { version: Number(values.version) }),
    ...(values.draft ? { draft: true } : {}),
    ...(values.label ? { labels: values.label } : {}),
  };
  if (values['dry-run']) return tell(dryRunResponse.parse(await server.post(path, { ...given, dryRun: true })));
  const started = startedRun.parse(await server.post(path, given));
  process.stdout.write(`${started.id} #${started.number} ${started.status}\n`);
  return values.follow ? follow(server, started.id) : 0;
}

function tell({ steps }: DryRunView): number {
  const words = { run: 'runs', skip: 'is skipped', ask: 'asks', unknown: 'open' } as const;
  for (const { id, would, why, fails, params, gates, secrets } of steps) {
    const asks = gates.map(({ placement, title }) => `(${placement}: ${title})`);
    const line = [id, fails ? 'FAILS' : words[would], ...asks].join('  ');
    process.stdout.write(`${printable(line)}\n`);
    if (why) process.stdout.write(`${printable(`    ${why}`)}\n`);
    if (secrets.length > 0) process.stdout.write(`${printable(`    with secrets ${secrets.join(', ')}`)}\n`);
    if (params !== null && params !== undefined)
      process.stdout.write(`${printable(`    ${JSON.stringify(params).slice(0, 400)}`)}\n`);
  }
  return steps.some(({ fails }) => fails) ? 1 : 0;
}

function inputPair(pair: string): [string, unknown] {
  const at = pair.indexOf('=');
  if (at < 1) throw new CliError(`--input takes name=value, not ${JSON.stringify(pair)}`, 2);
  const text = pair.slice(at + 1);
  try {
    return [pair.slice(0, at), JSON.parse(text)];
  } catch {
    return [pair.slice(0, at), text];
  }
}

async function follow(server: Connection, id: string): Promise<number> {
  let after = 0;
  for (;;) {
    const { items } = eventPage.parse(await server.get(`/runs/${id}/events?after=${after}&limit=200`));
    for (const event of items) {
      const what = [event.type, event.step, event.attempt && event.attempt > 1 ? `(attempt ${event.attempt})` : ''];
      const who = event.actor ? `by ${event.actor.name}` : '';
      process.stdout.write(`${printable([event.at, ...what, who].filter(Boolean).join('  '))}\n`);
      after = event.seq;
    }
    if (items.length > 0) continue;
    const view = runResponse.parse(await server.get(`/runs/${id}`));
    if (isEnded(view.status) && view.seq <= after) {
      process.stdout.write(`${printable(view.sentence)}\n`);
      return view.status === 'succeeded' ? 0 : 1;
    }
    await sleep(1000);
  }
}
