'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Combobox } from '#components/ui/combobox.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Select } from '#components/ui/select.tsx';
import { edgeResults } from '#lib/domain/workflow/spec.ts';
import { closesCircle, outcomesOf, readNeeds, writeNeeds } from '../model/need.ts';
import { errorsUnder } from '../model/step-findings.ts';
import { useEditor, useEditorEach } from '../store/editor-context.tsx';
import { AidedField } from './aided-field.tsx';
import { asText, orNothing, useStep } from './use-step.ts';

const resultWords = {
  success: 'succeeds',
  failure: 'fails',
  always: 'ends either way',
  notTaken: 'is not taken',
} as const satisfies Record<(typeof edgeResults)[number], string>;

/** When the step runs: what it needs, how many of it, and a condition. */
export function FlowTab({ id }: { id: string }) {
  const { step, set } = useStep(id);
  const findings = useEditor((state) => state.byStep[id]);
  const readOnly = useEditor((state) => state.readOnly);
  const steps = useEditor((state) => state.draft.steps);
  const groups = useEditorEach((state) => groupNames(state.draft.steps));
  if (!step) return null;
  const needs = readNeeds(step.needs);
  const errors = errorsUnder(findings, '');
  const put = (next: typeof needs) => set('needs', writeNeeds(next));
  const candidates = Object.keys(steps).filter((other) => other !== id && !closesCircle(steps, other, id));
  const free = candidates.filter((other) => !needs.some((need) => need.step === other));
  const join = typeof step.join === 'number' ? 'number' : step.join === 'any' ? 'any' : 'all';
  return (
    <div className="flex flex-col gap-5">
      <fieldset className="flex flex-col gap-2">
        <legend className="mb-2 font-medium">Runs after</legend>
        {needs.length === 0 ? <p className="text-muted">Nothing: it starts with the run.</p> : null}
        {needs.map((need, index) => (
          <div key={`${need.step} ${need.on}`} className="flex items-center gap-1.5">
            <Combobox
              aria-label={`Step ${index + 1} it needs`}
              className="min-w-0 flex-1"
              disabled={readOnly}
              value={need.step}
              options={[...new Set([need.step, ...candidates])].map((other) => ({ value: other, label: other }))}
              onValueChange={(next) => next && put(needs.with(index, { step: next, on: 'success' }))}
            />
            <Select
              aria-label={`Result of ${need.step}`}
              className="w-36 shrink-0"
              disabled={readOnly}
              value={need.on}
              options={resultOptions(outcomesOf(steps[need.step]), need.on)}
              onValueChange={(on) => put(needs.with(index, { ...need, on }))}
            />
            <IconButton
              size="sm"
              label={`Does not need ${need.step}`}
              icon={<X />}
              disabled={readOnly}
              onClick={() => put(needs.toSpliced(index, 1))}
            />
          </div>
        ))}
        {errors.needs ? (
          <p role="alert" className="font-medium text-danger text-xs">
            {errors.needs}
          </p>
        ) : null}
        {free.length > 0 && !readOnly ? (
          <div>
            <Button
              size="sm"
              icon={<Plus />}
              onClick={() => put([...needs, { step: free.at(-1) ?? '', on: 'success' }])}
            >
              Add a step it needs
            </Button>
          </div>
        ) : null}
      </fieldset>
      {needs.length > 1 ? (
        <Field label="How many of them" error={errors.join}>
          <div className="flex gap-2">
            <Select
              aria-label="How many of them"
              disabled={readOnly}
              value={join}
              options={[
                { value: 'all', label: 'All of them' },
                { value: 'any', label: 'The first that is met' },
                { value: 'number', label: 'A number' },
              ]}
              onValueChange={(next) =>
                set('join', next === 'all' ? undefined : next === 'any' ? 'any' : Math.min(2, needs.length))
              }
            />
            {join === 'number' ? (
              <Input
                type="number"
                aria-label="Number of needs"
                className="w-20"
                min={1}
                max={needs.length}
                value={asText(step.join)}
                onChange={(event) => set('join', Math.max(1, Math.trunc(Number(event.target.value)) || 1))}
              />
            ) : null}
          </div>
        </Field>
      ) : null}
      <AidedField
        of={id}
        language="cel"
        label="Only when"
        error={errors.when}
        help="A CEL expression over inputs and steps. When it is false, the step is not taken: size(steps.notes.output.text) > 0"
        placeholder="inputs.publish == true"
        value={asText(step.when)}
        disabled={readOnly}
        onChange={(when) => set('when', orNothing(when))}
      />
      <Field
        label="Also known as"
        error={errors.as}
        help="A second name for its output in templates: {{ release_notes }}"
      >
        <Input
          mono
          spellCheck={false}
          value={asText(step.as)}
          readOnly={readOnly}
          onChange={(event) => set('as', orNothing(event.target.value))}
        />
      </Field>
      <Field label="Group" error={errors.group} help="Steps of one group are drawn in a frame.">
        <Input
          value={asText(step.group)}
          readOnly={readOnly}
          list={`groups-${id}`}
          onChange={(event) => set('group', orNothing(event.target.value))}
        />
      </Field>
      <datalist id={`groups-${id}`}>
        {groups.map((group) => (
          <option key={group} value={group} />
        ))}
      </datalist>
    </div>
  );
}

function resultOptions(outcomes: readonly string[], current: string) {
  const known = edgeResults.map((value) => ({ value: value as string, label: resultWords[value] }));
  const names = new Set(outcomes);
  if (!known.some((option) => option.value === current)) names.add(current);
  return [...known, ...[...names].map((name) => ({ value: name, label: `chooses ${name}` }))];
}

function groupNames(steps: Readonly<Record<string, Readonly<Record<string, unknown>>>>): string[] {
  return [...new Set(Object.values(steps).flatMap((step) => (typeof step.group === 'string' ? [step.group] : [])))];
}
