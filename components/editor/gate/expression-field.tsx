'use client';
import { useEffect, useState } from 'react';
import { CodeField } from '#components/ui/code-field.tsx';
import { Field } from '#components/ui/field.tsx';
import { useEditor, useEditorEach } from '../store/editor-context.tsx';
import { exampleInputs, namesInSight } from './names-in-sight.ts';

const waitMs = 300;

/** The expression that names further people when the gate opens, with what it gives for the inputs as they are by default. */
export function ExpressionField({
  value,
  error,
  disabled,
  onChange,
}: {
  value: string;
  error?: string;
  disabled: boolean;
  onChange: (expression: string) => void;
}) {
  const names = useEditorEach((state) => namesInSight(state.draft));
  const inputs = useEditor((state) => state.draft.settings.inputs);
  const told = useTold(value, inputs);
  return (
    <Field
      label="And whoever an expression names"
      error={error ?? told.error}
      help={
        told.help ??
        'CEL over the run: an e-mail, a group, or a list of them, such as inputs.owner. Ctrl-Space completes.'
      }
    >
      <CodeField
        label="Expression that names reviewers"
        minLines={1}
        maxLines={6}
        lineNumbers={false}
        placeholder="inputs.owner"
        value={value}
        completions={names}
        invalid={(error ?? told.error) !== undefined}
        readOnly={disabled}
        onChange={onChange}
      />
    </Field>
  );
}

type Told = { help?: string; error?: string };

/** What is to be said about an expression, a moment after it was typed. Its language is loaded with the first one. */
function useTold(expression: string, inputs: unknown): Told {
  const [told, setTold] = useState<Told>({});
  useEffect(() => {
    if (expression.trim() === '') return setTold({});
    const timer = setTimeout(async () => {
      const { checkExpression, evaluate } = await import('#lib/domain/expression/evaluate.ts');
      const wrong = checkExpression(expression);
      if (wrong) return setTold({ error: wrong.message });
      const result = evaluate(expression, { inputs: exampleInputs(inputs) });
      setTold({
        help: result.ok
          ? `With the inputs’ defaults it names ${[result.value].flat().map(String).join(', ') || 'nobody'}.`
          : 'Whom it names is known when a run comes here.',
      });
    }, waitMs);
    return () => clearTimeout(timer);
  }, [expression, inputs]);
  return told;
}
