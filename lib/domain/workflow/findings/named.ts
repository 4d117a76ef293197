import type { Workflow } from '../spec.ts';
import type { Finding } from './finding.ts';

/**
 * The finding with the name of what it is about in its words: a step of a map is found in the drawing by its map, a
 * handler or a rule not at all.
 */
export function named(found: Finding, { steps, handlers = [], rules = [] }: Workflow): Finding {
  const [part, index, , inner, nested] = found.path ?? [];
  if (typeof index !== 'number') return found;
  if (part === 'rules') return told(found, 'The rule', rules[index]?.name);
  const step = part === 'steps' ? steps[index] : part === 'handlers' ? handlers[index] : undefined;
  if (!step) return found;
  if (step.kind === 'map' && inner === 'steps' && typeof nested === 'number' && found.step !== step.id)
    return { ...told(found, `In the map "${step.id}", step`, found.step), step: step.id };
  return part === 'handlers' && found.step === step.id ? told(found, 'The handler', step.id) : found;
}

function told(found: Finding, what: string, name: string | undefined): Finding {
  if (name === undefined || found.message.includes(`"${name}"`)) return found;
  return { ...found, message: `${what} "${name}": ${found.message}` };
}
