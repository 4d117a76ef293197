import type { RunEventView } from '#lib/contracts/run-event.ts';
import { type GateAction, gateActions } from '#lib/domain/gate/spec.ts';

type Data = Record<string, unknown>;
const text = (value: unknown) => (typeof value === 'string' ? value : '');
const list = (value: unknown) => (Array.isArray(value) ? value.map((one) => text((one as Data)?.id ?? one)) : []);
const some = (names: string[]) =>
  names.length > 3 ? `${names.slice(0, 3).join(', ')} and ${names.length - 3} more` : names.join(', ');

/** What an event says beside its step and person; empty where its type says it all. */
export function eventWords({ type, data }: Pick<RunEventView, 'type' | 'data'>): string {
  const given = (data ?? {}) as Data;
  switch (type) {
    case 'run.paused':
    case 'run.cancelRequested':
    case 'run.failing':
    case 'step.skipped':
      return text(given.reason);
    case 'signal.received':
      return text(given.name);
    case 'rule.checked':
      return `${text(given.rule)}: ${given.error ? 'could not be evaluated' : given.holds ? `came true, ${text(given.action)}` : 'does not hold'}`;
    case 'steps.added':
      return some(list(given.steps));
    case 'steps.reset':
      return [some(list(given.steps)), text(given.feedback)].filter(Boolean).join(': ');
    case 'map.expanded':
      return `${String(given.count)} items`;
    case 'items.started':
      return given.to === Number(given.from) + 1
        ? `item ${String(given.to)}`
        : `items ${Number(given.from) + 1} to ${String(given.to)}`;
    case 'attempt.suspended':
      return waitWords((given.wait ?? {}) as Data);
    case 'attempt.failed':
      return given.fallback
        ? `goes on as fallback ${String(given.fallback)}`
        : text((given.error as Data | undefined)?.message);
    case 'gate.voted':
      return voteWords(given);
    case 'gate.reminded':
      return given.nth === 1 ? 'who is asked was reminded' : `reminder ${String(given.nth)}`;
    case 'gate.escalated':
      return `stage ${String(given.stage)}: also asks ${some(list(given.to))}`;
    case 'gate.reassigned':
      return [`now asks ${some(list(given.to))}`, text(given.comment)].filter(Boolean).join(': ');
    case 'gate.closed':
      return given.expired ? `nobody decided in time: ${text(given.outcome) || text(given.action)}` : '';
    default:
      return '';
  }
}

function voteWords({ action, outcome, onBehalfOf, steppedUp, selfSigned, asksSecond, comment }: Data): string {
  const known = gateActions[action as GateAction];
  const facts = [
    outcome ? `chose ${text(outcome)}` : (known?.past ?? text(action)),
    onBehalfOf ? `for ${text((onBehalfOf as Data).name)}` : '',
    selfSigned ? 'self-signed' : '',
    steppedUp ? 'proved who they are' : '',
    asksSecond ? 'needs a second reviewer' : '',
  ];
  return [facts.filter(Boolean).join(', '), text(comment)].filter(Boolean).join(': ');
}

function waitWords({ event, until, child }: Data): string {
  if (child) return 'waits for the run it started';
  if (event) return `waits for the signal ${text(event)}`;
  return typeof until === 'number' ? `waits until ${new Date(until).toISOString()}` : '';
}
