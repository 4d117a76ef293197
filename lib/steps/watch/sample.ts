import type { Json, JsonObject } from '#lib/domain/workflow/json.ts';
import { isObject } from '../is-object.ts';

/** What one probe came to; `value`: null when nothing came back. */
export type Probed = { value: Json; failed: string | null; ms: number };

/** What a watch notes from one probe to the next. */
export type Memo = {
  startedAt: number;
  count: number;
  /** The last results, the oldest first. */
  samples: Json[];
  /** For each of them, whether the probe failed. */
  failed: boolean[];
  /** In a row, up to now. */
  trips: number;
  errors: number;
  errorsInAll: number;
  worst: number | null;
};

const most = 100;
/** Of all samples together: the memo is written with each probe. */
const mostText = 16_000;

export const freshMemo = (startedAt: number): Memo => ({
  startedAt,
  count: 0,
  samples: [],
  failed: [],
  trips: 0,
  errors: 0,
  errorsInAll: 0,
  worst: null,
});

/** The memo with one more sample; the oldest make room. */
export function noted(memo: Memo, probed: Probed): Memo {
  const samples = [...memo.samples, sampleOf(probed.value)];
  const failed = [...memo.failed, probed.failed !== null];
  let size = samples.reduce<number>((sum, sample) => sum + JSON.stringify(sample).length, 0);
  while (samples.length > 1 && (samples.length > most || size > mostText)) {
    size -= JSON.stringify(samples.shift()).length;
    failed.shift();
  }
  const measure = typeof probed.value === 'number' ? probed.value : probed.ms;
  return {
    ...memo,
    count: memo.count + 1,
    samples,
    failed,
    errors: probed.failed === null ? 0 : memo.errors + 1,
    errorsInAll: memo.errorsInAll + (probed.failed === null ? 0 : 1),
    worst:
      probed.failed === null || typeof probed.value === 'number'
        ? Math.max(memo.worst ?? measure, measure)
        : memo.worst,
  };
}

/** An answer without its headers; what is long is left out. */
function sampleOf(value: Json): Json {
  const kept = isObject(value) && 'headers' in value ? { ...value, headers: {} } : value;
  if (JSON.stringify(kept).length <= 1000) return kept;
  return isObject(kept) && 'body' in kept ? { ...kept, body: null } : null;
}

/** What conditions read: `error_rate` and `response_time` are the probe's own where it tells them. */
export function conditionScope({ samples, failed }: Memo, { value, ms }: Probed): JsonObject {
  const own = told(value);
  return {
    probe: value,
    samples,
    error_rate: own.error_rate ?? failed.filter(Boolean).length / Math.max(1, failed.length),
    response_time: own.response_time ?? ms,
  };
}

function told(value: Json): { error_rate?: number; response_time?: number } {
  const from = isObject(value) && isObject(value.body) ? value.body : value;
  if (!isObject(from)) return {};
  const { error_rate, response_time } = from;
  return {
    ...(typeof error_rate === 'number' ? { error_rate } : {}),
    ...(typeof response_time === 'number' ? { response_time } : {}),
  };
}
