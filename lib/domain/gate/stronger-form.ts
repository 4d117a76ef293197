import type { Json } from '../workflow/json.ts';
import type { GatePolicy, PolicyDemand } from './spec.ts';

/** A form that asks for all that both ask for; where they name one field differently, the demanded one holds. */
export function strongerForm(own: GatePolicy['form'], demanded: PolicyDemand['form']): GatePolicy['form'] {
  if (!demanded) return own;
  if (!own) return demanded as GatePolicy['form'];
  const required = [...new Set([...namesIn(own.required), ...namesIn(demanded.required)])];
  return {
    ...own,
    ...(demanded as object),
    properties: { ...fieldsIn(own.properties), ...fieldsIn(demanded.properties) },
    ...(required.length > 0 ? { required } : {}),
  };
}

const namesIn = (given: unknown): string[] =>
  Array.isArray(given) ? given.filter((name): name is string => typeof name === 'string') : [];

const fieldsIn = (given: unknown): { [key: string]: Json } =>
  given !== null && typeof given === 'object' && !Array.isArray(given) ? (given as { [key: string]: Json }) : {};
