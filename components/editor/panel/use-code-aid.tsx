import { useMemo } from 'react';
import { type FieldSlot, type FormContext, hintFor } from '#components/ui/schema-form/context.ts';
import type { ErrorsByPath } from '#components/ui/schema-form/schema.ts';
import type { StepKindView } from '#lib/contracts/workflow.ts';
import { secretsInSight } from '#lib/domain/expression/sight.ts';
import { matchesPath } from '#lib/domain/template/path-pattern.ts';
import { SecretMenu } from './secret-menu.tsx';
import { useSecretNames } from './use-secret-names.ts';
import { useSight } from './use-sight.ts';
import { ValuePreview } from './value-preview.tsx';
import { WorkflowField } from './workflow-field.tsx';

type Aid = Required<Pick<FormContext, 'code' | 'below' | 'insert' | 'control'>>;

/**
 * What the fields of a step know: of values upstream (completion, meaning under the pointer, the result below), of
 * sealed values where they may stand, and of other workflows.
 */
export function useCodeAid(id: string, kind: StepKindView | undefined, errors: ErrorsByPath): Aid {
  const { aid, scope, known } = useSight(id);
  const secrets = useSecretNames((kind?.secrets.length ?? 0) > 0);
  return useMemo(() => {
    const spoken = ({ path }: FieldSlot) => languageAt(kind, path);
    const more = ({ path }: FieldSlot) =>
      Object.entries(hintFor(kind?.hints ?? {}, path)?.names ?? {}).map(([name, doc]) => ({ name, doc, type: 'any' }));
    const sealed = ({ path }: FieldSlot) => matchesPath(path.split('.'), kind?.secrets ?? []);
    return {
      code: (slot) => {
        const language = spoken(slot);
        return language ? aid(language, [...more(slot), ...(sealed(slot) ? [secretsInSight(secrets)] : [])]) : {};
      },
      below: (slot) => {
        const language = spoken(slot);
        if (!language || typeof slot.value !== 'string') return null;
        if (language === 'template' && !/\{\{|\{%/.test(slot.value)) return null;
        // What is sealed is never shown, and what is named only while the step is at work is not known yet.
        if ((/\bsecrets\b/.test(slot.value) && sealed(slot)) || more(slot).length > 0) return null;
        return (
          <ValuePreview
            text={slot.value}
            language={language}
            scope={scope}
            known={known}
            refused={slot.path in errors}
          />
        );
      },
      insert: (slot) =>
        sealed(slot) ? (
          <SecretMenu
            names={secrets}
            onChoose={(name) => {
              const before = typeof slot.value === 'string' ? slot.value : '';
              slot.onChange(`${before}{{ secrets.${name} }}`);
            }}
          />
        ) : null,
      control: (slot) =>
        // One that a template names is written, not chosen.
        hintFor(kind?.hints ?? {}, slot.path)?.widget === 'workflow' && !String(slot.value ?? '').includes('{{') ? (
          <WorkflowField label={slot.label} value={slot.value} onChange={slot.onChange} />
        ) : null,
    };
  }, [aid, scope, known, kind, secrets, errors]);
}

/** What is written at a place of `with`: CEL, text with names in braces, or (null) neither. */
function languageAt(kind: StepKindView | undefined, path: string): 'cel' | 'template' | null {
  if (!kind) return null;
  const keys = path.split('.');
  if (matchesPath(keys, kind.expressions) && !matchesPath(keys, kind.literal)) return 'cel';
  return matchesPath(keys, kind.literal) ? null : 'template';
}
