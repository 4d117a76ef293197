import type { RetryRule } from '../../workflow/normal.ts';
import type { StepError } from '../step-error.ts';

/**
 * The first rule that covers this error and has retries left, with its delay in ms; null when none does. `random` in
 * [0, 1) spreads a jittered delay over its upper half, so that many failures do not return at once.
 */
export function nextRetry(
  rules: RetryRule[],
  used: readonly number[],
  error: StepError,
  random: number,
): { rule: number; delayMs: number } | null {
  for (const [index, rule] of rules.entries()) {
    if (!covers(rule, error)) continue;
    const spent = used[index] ?? 0;
    if (spent >= rule.max) continue;
    const full = Math.min(
      rule.maxDelayMs,
      rule.backoff === 'fixed' ? rule.initialMs : rule.initialMs * rule.factor ** spent,
    );
    return { rule: index, delayMs: Math.round(rule.jitter ? full * (0.5 + random / 2) : full) };
  }
  return null;
}

/** Errors with a name of their own in `on`; every other kind is `error` there. */
const named: ReadonlySet<string> = new Set(['timeout', 'exit', 'assert', 'http', 'network']);

function covers(rule: RetryRule, error: StepError): boolean {
  // What the rules refuse once they refuse again.
  if (error.kind === 'refused') return false;
  return rule.on.includes('any') || rule.on.includes(named.has(error.kind) ? error.kind : 'error');
}
