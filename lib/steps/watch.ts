import { evaluate } from '#lib/domain/expression/evaluate.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { parseDuration } from '#lib/domain/workflow/duration.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { httpHints } from './http/hints.ts';
import { defineKind, type ExecuteContext, type StepResult } from './kind.ts';
import { conditionSource, readWatchExpression, watchNames } from './watch/condition.ts';
import { defaultEveryMs, type WatchParams, watchParams } from './watch/params.ts';
import { probeOnce } from './watch/probe.ts';
import { conditionScope, freshMemo, type Memo, noted, type Probed } from './watch/sample.ts';

/** Failed probes in a row after which it trips, unless they are ignored. */
const errorsToTrip = 3;

export const watchKind = defineKind({
  kind: 'watch',
  label: 'Watch',
  group: 'Logic',
  description:
    'Looks at something again and again for a while, and trips when a condition comes true; holds no worker between.',
  icon: 'activity',
  where: 'driver',
  hints: {
    every: { widget: 'text', placeholder: '30s', help: 'Time between two probes, at least 200ms.' },
    window: { widget: 'text', placeholder: '15m', help: 'How long it watches.' },
    probe: { help: 'What it looks at each time: a request it makes, or an expression it evaluates.' },
    ...Object.fromEntries(Object.entries(httpHints).map(([name, hint]) => [`probe.http.${name}`, hint])),
    'probe.http.artifact': { widget: 'none' },
    'probe.expression': { widget: 'cel', placeholder: 'steps.deploy.output.errors' },
    tripWhen: {
      help: 'Conditions (CEL), any of which trips it. They read probe, samples, error_rate and response_time; where the result has fields error_rate or response_time, those. 5% is 0.05; 2000ms, 2s and 1m are milliseconds.',
    },
    'tripWhen.*': { widget: 'cel', placeholder: 'error_rate > 5%', names: watchNames },
    trips: { help: 'How many probes in a row have to trip it. Default 1.' },
    onTrip: { placeholder: 'fail', help: 'fail (default): the step fails. outcome: its edges are tripped and calm.' },
    onError: { placeholder: 'trip', help: 'A probe that fails 3 times in a row: trip (default) or ignore.' },
  },
  summary: ['tripWhen', 'window'],
  example: {
    id: 'soak',
    kind: 'watch',
    with: {
      every: '30s',
      window: '15m',
      probe: { http: { url: 'https://example.org/metrics.json' } },
      tripWhen: ['error_rate > 5%', 'response_time > 2000ms', 'probe.body.queue > 100'],
      trips: 2,
    },
  },
  params: watchParams,
  literal: ['onTrip', 'onError'],
  expressions: ['probe.expression', 'tripWhen', 'tripWhen.*'],
  readAs: readWatchExpression,
  secrets: ['probe.http.headers.*', 'probe.http.query.*', 'probe.http.body'],
  addresses: ['probe.http.url'],
  outcomes: ({ onTrip }) => (onTrip === 'outcome' ? ['tripped', 'calm'] : []),
  pure: false,
  execute,
});

async function execute(params: WatchParams, context: ExecuteContext): Promise<StepResult> {
  const memo = (context.memo as Memo | null) ?? freshMemo(context.now());
  const looked = await probeOnce(params, context);
  if (!looked.ok) return looked;
  const { probed } = looked;
  const now = noted(memo, probed);
  const judged = judge(params, now, probed, context);
  if ('error' in judged) return { ok: false, error: judged.error };
  const next: Memo = { ...now, trips: judged.why === null ? 0 : memo.trips + 1 };
  const { trips = 1, onError = 'trip' } = params;
  const said = probed.failed ?? (judged.why === null ? 'calm' : `trips (${next.trips} of ${trips}): ${judged.why}`);
  context.logs.write({ stream: 'stdout', text: `probe ${next.count}: ${brief(probed.value)}: ${said}\n` });
  if (judged.why !== null && next.trips >= trips) return tripped(params, next, probed, judged.why);
  if (onError === 'trip' && next.errors >= errorsToTrip)
    return tripped(params, next, probed, `${next.errors} probes failed in a row, the last: ${probed.failed}`);
  const end = memo.startedAt + parseDuration(params.window)!;
  const at = context.now();
  if (at >= end) return calm(params, next, probed);
  const every = params.every === undefined ? defaultEveryMs : parseDuration(params.every)!;
  return { suspend: { until: Math.min(end, at + every), due: 'again', memo: next as unknown as Json } };
}

/** Which condition holds; null for none. What came back in place of an expected answer may lack what they read. */
function judge(
  { tripWhen }: WatchParams,
  memo: Memo,
  probed: Probed,
  { scope }: ExecuteContext,
): { why: string | null } | { error: StepError } {
  const many = Array.isArray(tripWhen);
  for (const [index, text] of (many ? tripWhen : [tripWhen]).entries()) {
    const result = evaluate(conditionSource(text), { ...scope, ...conditionScope(memo, probed) });
    if (result.ok && result.value === true) return { why: text };
    if ((result.ok && result.value === false) || probed.failed !== null) continue;
    const place = `with.tripWhen${many ? `.${index}` : ''}`;
    if (!result.ok)
      return {
        error: { kind: 'expression', ...result.error, place: [place, result.error.place].filter(Boolean).join(', ') },
      };
    const message = `The condition gave ${brief(result.value)}, not true or false.`;
    return { error: { kind: 'expression', message, place, fix: 'Compare it with something, such as `probe > 5`.' } };
  }
  return { why: null };
}

const outputOf = (memo: Memo, { value }: Probed, why: string | null) => ({
  samples: memo.count,
  errors: memo.errorsInAll,
  tripped: why !== null,
  why,
  last: value,
  worst: memo.worst,
});

const calm = ({ onTrip }: WatchParams, memo: Memo, probed: Probed): StepResult => ({
  ok: true,
  output: outputOf(memo, probed, null),
  ...(onTrip === 'outcome' ? { outcome: 'calm' } : {}),
});

function tripped({ onTrip }: WatchParams, memo: Memo, probed: Probed, why: string): StepResult {
  const output = outputOf(memo, probed, why);
  if (onTrip === 'outcome') return { ok: true, output, outcome: 'tripped' };
  return {
    ok: false,
    error: {
      kind: 'assert',
      message: `It tripped at probe ${memo.count}: ${why}. The probe gave ${brief(probed.value)}.`,
      place: 'with.tripWhen',
      details: { ...output, last: brief(probed.value) },
    },
  };
}

function brief(value: Json): string {
  const text = JSON.stringify(value);
  return text.length > 200 ? `${text.slice(0, 200)}…` : text;
}
