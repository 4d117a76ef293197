'use client';
import { Plus, Trash2 } from 'lucide-react';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { SealMark } from '#components/ui/seal.tsx';
import { usePolicies } from '#lib/client/workflows/use-policies.ts';
import { gateSentence } from '#lib/domain/gate/sentence.ts';
import { isObject } from '../model/draft.ts';
import { errorsUnder } from '../model/step-findings.ts';
import { asText, useStep } from '../panel/use-step.ts';
import { useEditor } from '../store/editor-context.tsx';
import { GateForm } from './gate-form.tsx';
import type { GateDraft } from './gate-part.ts';

const mostGates = 3;
const order = ['before', 'after', 'onFailure'] as const;
const words = { before: 'Before', after: 'After', onFailure: 'On failure' } as const;
const placementOf = (gate: GateDraft) => order.find((name) => name === gate.placement) ?? 'after';

/** Who signs at this step, when, and with what rights; read back as one sentence. */
export function GateTab({ id }: { id: string }) {
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  const policies = usePolicies();
  const [shown, setShown] = useState(0);
  if (!step) return null;
  const alone = step.kind === 'gate';
  const list = Array.isArray(step.gate);
  const gates = readGates(step.gate, alone);
  const at = Math.min(shown, gates.length - 1);
  const gate = gates[at];
  const put = (next: readonly GateDraft[]) =>
    set('gate', next.length === 0 ? undefined : next.length === 1 ? next[0] : next);
  const errors = errorsUnder(findings, list ? `gate.${at}` : 'gate');
  const free = order.find((name) => !gates.some((each) => placementOf(each) === name));
  const add = () => {
    put([...gates, gates.length === 0 ? { placement: 'after' } : { placement: free ?? 'after' }]);
    setShown(gates.length);
  };

  if (!gate) {
    return (
      <div className="flex flex-col items-center gap-3 py-8 text-center">
        <SealMark size="lg" />
        <p className="text-balance text-muted">
          Nobody signs here. A gate stops the run at this step until a person has let it pass.
        </p>
        {readOnly ? null : (
          <Button variant="seal" icon={<Plus />} onClick={add}>
            Add a gate
          </Button>
        )}
      </div>
    );
  }
  const name = asText(step.name) || id;
  return (
    <div className="flex flex-col gap-5">
      {gates.length > 1 ? (
        <div className="flex flex-wrap items-center gap-1.5">
          {gates.map((each, index) => (
            <Button
              // biome-ignore lint/suspicious/noArrayIndexKey: gates have no names; their order is their identity
              key={index}
              size="sm"
              variant={index === at ? 'secondary' : 'ghost'}
              aria-pressed={index === at}
              onClick={() => setShown(index)}
            >
              {words[placementOf(each)]}
            </Button>
          ))}
        </div>
      ) : null}
      <div className="flex gap-2.5 rounded-md border border-seal-line bg-seal-soft px-3 py-2.5">
        <SealMark size="sm" className="mt-0.5" />
        <p aria-live="polite" className="min-w-0">
          {gateSentence(gate, { name, kind: step.kind }, policies)}
        </p>
      </div>
      <GateForm
        key={at}
        step={id}
        gate={gate}
        alone={alone}
        errors={errors}
        disabled={readOnly}
        policies={policies}
        onChange={(next) => put(gates.with(at, next))}
      />
      {readOnly || alone ? null : (
        <div className="flex flex-wrap gap-2">
          <Button
            size="sm"
            variant="danger-quiet"
            icon={<Trash2 />}
            onClick={() => {
              put(gates.toSpliced(at, 1));
              setShown(0);
            }}
          >
            Remove this gate
          </Button>
          {gates.length < mostGates ? (
            <Button size="sm" variant="ghost" icon={<Plus />} onClick={add}>
              Another gate
            </Button>
          ) : null}
        </div>
      )}
    </div>
  );
}

function readGates(gate: unknown, alone: boolean): GateDraft[] {
  const gates = (Array.isArray(gate) ? gate : [gate]).filter(isObject);
  return alone && gates.length === 0 ? [{}] : gates;
}
