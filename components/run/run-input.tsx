'use client';
import type { RunView } from '#lib/contracts/run.ts';
import { SensitiveInput } from './sensitive-input.tsx';
import { isLarge, ValueView } from './step/value-view.tsx';

/** What the run was started with; what its workflow marks sensitive stands apart, covered. */
export function RunInput({ run }: { run: RunView }) {
  const given = isObject(run.input) && !isLarge(run.input) ? run.input : null;
  const sensitive = sensitiveNames(run.spec).filter((name) => given === null || name in given);
  const open = given && Object.fromEntries(Object.entries(given).filter(([name]) => !sensitive.includes(name)));
  if (sensitive.length === 0 && given && Object.keys(given).length === 0)
    return <p className="text-muted text-sm">This run was started without input.</p>;
  return (
    <div className="flex flex-col gap-2">
      {sensitive.map((name) => (
        <SensitiveInput key={name} runId={run.id} name={name} />
      ))}
      {open && Object.keys(open).length === 0 ? null : <ValueView runId={run.id} value={open ?? run.input} />}
    </div>
  );
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;

/** Inputs that the run's own copy of the workflow marks sensitive. */
function sensitiveNames(spec: unknown): string[] {
  const inputs = isObject(spec) && isObject(spec.inputs) ? spec.inputs : {};
  return Object.entries(inputs).flatMap(([name, input]) => (isObject(input) && input.sensitive === true ? [name] : []));
}
