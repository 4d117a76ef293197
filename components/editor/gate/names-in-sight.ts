import { type Draft, isObject } from '../model/draft.ts';

const ofRun = ['id', 'number', 'workflow', 'version', 'startedBy.email', 'startedBy.name', 'startedAt'];

/** What an expression of this workflow can read, as it is written: `inputs.owner`, `steps.notes.output`. */
export function namesInSight({ settings, order, steps }: Pick<Draft, 'settings' | 'order' | 'steps'>): string[] {
  const inputs = isObject(settings.inputs) ? Object.keys(settings.inputs) : [];
  const known = order.flatMap((id) => {
    const as = steps[id]?.as;
    return typeof as === 'string' && as !== '' ? [as] : [];
  });
  return [
    ...inputs.map((name) => read('inputs', name)),
    ...order.map((id) => `${read('steps', id)}.output`),
    ...known,
    ...ofRun.map((name) => `run.${name}`),
  ];
}

const read = (root: string, name: string) =>
  /^[A-Za-z_]\w*$/.test(name) ? `${root}.${name}` : `${root}[${JSON.stringify(name)}]`;

/** Inputs that have a default, by name. */
export function exampleInputs(inputs: unknown): Record<string, unknown> {
  if (!isObject(inputs)) return {};
  return Object.fromEntries(
    Object.entries(inputs).flatMap(([name, spec]) =>
      isObject(spec) && spec.default !== undefined ? [[name, spec.default]] : [],
    ),
  );
}
