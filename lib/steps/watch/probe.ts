import { evaluate } from '#lib/domain/expression/evaluate.ts';
import type { StepError } from '#lib/domain/run/step-error.ts';
import { ask, otherwiseExpected } from '../http/ask.ts';
import { contentOf } from '../http/content.ts';
import { errorOf } from '../http/errors.ts';
import type { ExecuteContext } from '../kind.ts';
import type { WatchParams } from './params.ts';
import type { Probed } from './sample.ts';

/** A probe that hangs tells nothing; the next one is due. */
const longestMs = 30_000;

/** One look. An error ends the watch: a request that may not be sent, an expression that cannot be evaluated. */
export async function probeOnce(
  { probe }: WatchParams,
  context: ExecuteContext,
): Promise<{ ok: true; probed: Probed } | { ok: false; error: StepError }> {
  const begun = context.now();
  if ('expression' in probe) {
    const result = evaluate(probe.expression, context.scope);
    if (result.ok) return { ok: true, probed: { value: result.value, failed: null, ms: 0 } };
    const place = ['with.probe.expression', result.error.place].filter(Boolean).join(', ');
    return { ok: false, error: { kind: 'expression', ...result.error, place } };
  }
  const sent = await ask(probe.http, context, Math.min(context.timeoutMs, longestMs));
  const ms = Math.max(0, Math.round(context.now() - begun));
  if (!sent.ok) {
    const error = errorOf(sent.fault);
    if (error.kind === 'refused' || error.kind === 'input')
      return { ok: false, error: { ...error, place: 'with.probe.http.url' } };
    return { ok: true, probed: { value: null, failed: error.message, ms } };
  }
  const { status, headers, body } = sent.answer;
  const expected = otherwiseExpected(probe.http, sent.answer);
  const { body: content } = contentOf(body, headers['content-type'] ?? '');
  const failed = expected === null ? null : `the answer was ${status}, not ${expected}`;
  return { ok: true, probed: { value: { status, headers, body: content, ms }, failed, ms } };
}
