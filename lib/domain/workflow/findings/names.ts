import type { Checked, StepList } from './check.ts';
import { type Finding, finding } from './finding.ts';

/** Names that are always there in expressions and templates. */
export const roots = ['inputs', 'steps', 'run', 'gate', 'secrets'] as const;

/** Second names of outputs: name → id of the step, by the list in which they are given. */
export type Aliases = ReadonlyMap<StepList, ReadonlyMap<string, string>>;

/** What the steps of a map call the item at hand. */
export const itemName = (list: StepList): string => {
  const as = list.of?.map.with?.as;
  return typeof as === 'string' ? as : 'item';
};

/** The second names that are free to be used, and findings for the others. */
export function aliasesOf({ lists, main, handlers }: Checked): { aliases: Aliases; findings: Finding[] } {
  const aliases = new Map<StepList, Map<string, string>>();
  const findings: Finding[] = [];
  const clashing = (step: string, path: (string | number)[], name: string, why: string) =>
    findings.push(finding('logic.asClash', { step, path, message: `"${name}" ${why}.`, fix: 'Choose another name.' }));
  for (const list of lists) {
    const own = new Map<string, string>();
    aliases.set(list, own);
    const item = list.of === null ? null : itemName(list);
    const outer = list.role === 'steps' ? [] : list.role === 'handlers' ? [main] : [list.of!.list, main, handlers];
    const taken = (name: string): string | null => {
      if ((roots as readonly string[]).includes(name)) return 'is always there already';
      for (const { byId, role } of outer) {
        const owner = aliases.get(role === 'steps' ? main : handlers)?.get(name);
        if (owner !== undefined) return `already names the output of "${owner}"`;
        if (byId.has(name) && role === 'steps') return 'is the id of another step';
      }
      return null;
    };
    if (list.of) {
      const { map } = list.of;
      const path = [...list.path.slice(0, -1), 'as'];
      const why = taken(item!) ?? (item === 'index' ? 'is the place of the item already' : null);
      if (why) clashing(map.id, path, item!, why);
    }
    for (const [index, step] of list.steps.entries()) {
      if (step.as === undefined) continue;
      const owner = own.get(step.as);
      const why =
        taken(step.as) ??
        (step.as === item ? 'is what the steps of the map call its item' : null) ??
        (item !== null && step.as === 'index' ? 'is the place of the item already' : null) ??
        (owner !== undefined ? `already names the output of "${owner}"` : null) ??
        (list.byId.has(step.as) && step.as !== step.id ? 'is the id of another step' : null);
      if (why) clashing(step.id, [...list.path, index, 'as'], step.as, why);
      else own.set(step.as, step.id);
    }
  }
  return { aliases, findings };
}
