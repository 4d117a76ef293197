'use client';
import { Plus, X } from 'lucide-react';
import { Button } from '#components/ui/button.tsx';
import { Field } from '#components/ui/field.tsx';
import { IconButton } from '#components/ui/icon-button.tsx';
import { Input } from '#components/ui/input.tsx';
import { Notice } from '#components/ui/notice.tsx';
import { isObject } from '../model/draft.ts';
import { errorsInside } from '../model/step-findings.ts';
import { AidedField } from './aided-field.tsx';
import { freeRuleName } from './rule-action.ts';
import { RuleThen } from './rule-then.tsx';
import { useSetting } from './use-setting.ts';
import { asText } from './use-step.ts';

const mostRules = 100;

/** What is checked whenever a result arrives, and what follows. */
export function RulesEditor() {
  const { value, errors, disabled, set } = useSetting('rules');
  if (value !== undefined && !Array.isArray(value))
    return <Notice title="The rules are not a list">They are edited in the YAML view.</Notice>;
  const rules: readonly unknown[] = value ?? [];
  const put = (next: readonly unknown[]) => set(next.length === 0 ? undefined : next);
  return (
    <fieldset className="flex min-w-0 flex-col gap-3">
      <legend className="mb-2 font-medium">Rules</legend>
      {rules.length === 0 ? (
        <p className="text-muted">Nothing is checked. A rule looks at results and stops, asks or tells.</p>
      ) : null}
      {rules.map((rule, index) => (
        <RuleCard
          // biome-ignore lint/suspicious/noArrayIndexKey: a name changes while it is typed; the place does not
          key={index}
          index={index}
          rule={isObject(rule) ? rule : {}}
          errors={errorsInside(errors, String(index))}
          disabled={disabled}
          onChange={(next) => put(rules.with(index, next))}
          onRemove={() => put(rules.toSpliced(index, 1))}
        />
      ))}
      {disabled || rules.length >= mostRules ? null : (
        <div>
          <Button
            size="sm"
            icon={<Plus />}
            onClick={() => put([...rules, { name: freeRuleName(rules), when: 'false', then: { action: 'block' } }])}
          >
            Add a rule
          </Button>
        </div>
      )}
    </fieldset>
  );
}

function RuleCard({
  index,
  rule,
  errors,
  disabled,
  onChange,
  onRemove,
}: {
  index: number;
  rule: Readonly<Record<string, unknown>>;
  errors: Readonly<Record<string, string>>;
  disabled: boolean;
  onChange: (rule: Record<string, unknown>) => void;
  onRemove: () => void;
}) {
  return (
    <fieldset aria-label={`Rule ${index + 1}`} className="flex min-w-0 flex-col gap-3 rounded-md border p-3">
      <div className="flex items-start gap-1.5">
        <Field label="Name" labelHidden error={errors.name ?? errors['']} className="flex-1">
          <Input
            value={asText(rule.name)}
            maxLength={100}
            readOnly={disabled}
            onChange={(event) => onChange({ ...rule, name: event.target.value })}
          />
        </Field>
        <IconButton label={`Remove rule ${index + 1}`} icon={<X />} disabled={disabled} onClick={onRemove} />
      </div>
      <AidedField
        of={null}
        language="cel"
        label="When"
        error={errors.when}
        help="A CEL expression over steps and inputs: steps.tests.output.failed > 0"
        value={asText(rule.when)}
        disabled={disabled}
        onChange={(when) => onChange({ ...rule, when })}
      />
      <RuleThen
        value={isObject(rule.then) ? rule.then : {}}
        errors={errorsInside(errors, 'then')}
        disabled={disabled}
        onChange={(next) => onChange({ ...rule, then: next })}
      />
    </fieldset>
  );
}
