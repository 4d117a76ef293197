import { didYouMean } from '../../expression/closest-name.ts';
import { type Checked, needsOf, type StepList } from './check.ts';
import type { Finding } from './finding.ts';
import { finding } from './finding.ts';
import type { Vantage } from './unit.ts';

/**
 * Whether a result is there when it is read: `there`; `perhaps`, since a handler can be called at any time; or not:
 * its own, of a step that comes later or elsewhere, or of none that exists.
 */
type Reach = 'there' | 'perhaps' | 'own' | 'later' | 'elsewhere' | 'nowhere';

export function reachOf(checked: Checked, { list, step, after }: Vantage, id: string): Reach {
  if (list === null || step === null)
    return checked.main.byId.has(id) || checked.handlers.byId.has(id) ? 'there' : 'nowhere';
  return reach(checked, list, step.id, id, after);
}

function reach(checked: Checked, list: StepList, from: string, id: string, after: boolean): Reach {
  if (!list.byId.has(id)) {
    if (list.of) return reach(checked, list.of.list, list.of.map.id, id, false);
    return list.role === 'handlers' && checked.main.byId.has(id) ? 'perhaps' : 'nowhere';
  }
  if (id === from) return after ? 'there' : 'own';
  if (list.role === 'handlers') return 'perhaps';
  if (list.isUpstream(id, from)) return 'there';
  return list.isUpstream(from, id) ? 'later' : 'elsewhere';
}

type At = { step?: string; path: (string | number)[] };

/** A finding about reading the step `id` from there; null when its result is there. `result`: its output is read. */
export function reachFinding(checked: Checked, from: Vantage, id: string, at: At, result: boolean): Finding | null {
  const reached = reachOf(checked, from, id);
  const list = from.list ?? checked.main;
  const own = from.step?.id ?? '';
  switch (reached) {
    case 'there':
      return null;
    case 'perhaps':
      if (!result || from.guarded) return null;
      return finding('logic.unguarded', {
        ...at,
        related: [id],
        message: `"${own}" reads the result of "${id}", which may not have run when it is called.`,
        fix: `Give a default ({{ … | default: "" }}), or look first: when: steps["${id}"].output != null.`,
      });
    case 'nowhere':
      return unknownStep(list, checked.main, id, at);
    case 'own':
      return finding('logic.notUpstream', {
        ...at,
        message: `"${own}" reads its own result before it has one.`,
        fix: 'Read another step, or move this to a later one.',
      });
    default:
      return notBefore(from, id, at, reached === 'later');
  }
}

function unknownStep(list: StepList, main: StepList, id: string, at: At): Finding {
  const ids = [...new Set([...list.byId.keys(), ...main.byId.keys()])];
  const split = ids.find((key) => key.startsWith(`${id}-`));
  return finding('logic.unknownName', {
    ...at,
    message: `There is no step "${id}".`,
    fix: split
      ? `A name with a hyphen is written steps["${split}"] in expressions.`
      : didYouMean(id, ids).trim() || 'Correct the name, or add that step.',
  });
}

function notBefore({ list, step }: Vantage, id: string, at: At, back: boolean): Finding {
  const outer = !list!.byId.has(id);
  // What a step of a map reads from outside has to be there before the map begins.
  const reader = outer && list!.of ? list!.of.map : step!;
  const needs = needsOf(reader).map((need) => need.step);
  return finding('logic.notUpstream', {
    ...at,
    related: [id],
    message: back
      ? `"${step!.id}" reads "${id}", which runs only after it.`
      : `"${step!.id}" reads "${id}", which need not have run before it.`,
    fix: back
      ? 'Turn the needs around, or read an earlier step.'
      : `Add "${id}" to ${outer ? `the needs of "${reader.id}"` : 'its needs'}: [${[...new Set([...needs, id])].slice(0, 8).join(', ')}].`,
  });
}
