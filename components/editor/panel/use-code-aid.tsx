import { useMemo } from 'react';
import { type FieldSlot, type FormContext, hintFor } from '#components/ui/schema-form/context.ts';
import type { ErrorsByPath } from '#components/ui/schema-form/schema.ts';
import { useMay } from '#lib/client/viewer.tsx';
import type { StepKindView } from '#lib/contracts/workflow.ts';
import { type Moment, namesTold, secretsInSight } from '#lib/domain/expression/sight.ts';
import { hasBraces } from '#lib/domain/template/braces.ts';
import { matchesPath } from '#lib/domain/template/path-pattern.ts';
import type { Json } from '#lib/domain/workflow/json.ts';
import { useEditor } from '../store/editor-context.tsx';
import { ChannelField } from './channel-field.tsx';
import { SecretMenu } from './secret-menu.tsx';
import { useSecretNames } from './use-secret-names.ts';
import { useSight } from './use-sight.ts';
import { ValuePreview } from './value-preview.tsx';
import { WorkflowField } from './workflow-field.tsx';

type Aid = Required<Pick<FormContext, 'code' | 'below' | 'insert' | 'control'>>;

/** Whose parameters they are, seen from which step (null: the workflow) and when; `errors` by their places in the form. */
type Parameters = {
  of: string | null;
  moment?: Moment;
  kind: StepKindView | undefined;
  errors: ErrorsByPath;
  /** Where in the form they are, as many keys as there are above them: `notify.*`. */
  under?: string;
};

/**
 * What the parameters of a kind know: of values in sight (completion, meaning under the pointer, the result below), of
 * sealed values where they may stand, and of other workflows.
 */
export function useCodeAid({ of, moment, kind, errors, under }: Parameters): Aid {
  const { aid, scope, known } = useSight(of, moment);
  const disabled = useEditor((state) => state.readOnly);
  const channels = useMay('channel.read');
  const secrets = useSecretNames((kind?.secrets.length ?? 0) > 0);
  return useMemo(() => {
    const above = under === undefined ? 0 : under.split('.').length;
    const placeOf = ({ path }: FieldSlot) => path.split('.').slice(above).join('.');
    const spoken = (slot: FieldSlot) => languageAt(kind, placeOf(slot));
    const hint = (slot: FieldSlot) => hintFor(kind?.hints ?? {}, placeOf(slot));
    const more = (slot: FieldSlot) => namesTold(hint(slot)?.names ?? {});
    const sealed = (slot: FieldSlot) => matchesPath(placeOf(slot).split('.'), kind?.secrets ?? []);
    return {
      code: (slot) => {
        const language = spoken(slot);
        return language ? aid(language, [...more(slot), ...(sealed(slot) ? [secretsInSight(secrets.names)] : [])]) : {};
      },
      below: (slot) => {
        const language = spoken(slot);
        const value = slot.value as Json | undefined;
        if (!language || value === undefined) return null;
        const text = typeof value === 'string' ? value : JSON.stringify(value);
        if (language === 'cel' ? text !== value : !hasBraces(text)) return null;
        // What is sealed is never shown, and what is named only while the step is at work is not known yet.
        if ((/\bsecrets\b/.test(text) && sealed(slot)) || more(slot).length > 0) return null;
        return (
          <ValuePreview value={value} language={language} scope={scope} known={known} refused={slot.path in errors} />
        );
      },
      insert: (slot) =>
        sealed(slot) ? (
          <SecretMenu
            secrets={secrets}
            onChoose={(name) => {
              const before = typeof slot.value === 'string' ? slot.value : '';
              slot.onChange(`${before}{{ secrets.${name} }}`);
            }}
          />
        ) : null,
      control: (slot) => {
        const { label, value, onChange } = slot;
        const widget = hint(slot)?.widget;
        // One that a template names is written, not chosen; so is one that whoever draws may not look up.
        if (hasBraces(value)) return null;
        if (widget === 'workflow') return <WorkflowField label={label} value={value} onChange={onChange} />;
        return widget === 'channel' && channels ? (
          <ChannelField label={label} value={value} disabled={disabled} onChange={onChange} />
        ) : null;
      },
    };
  }, [aid, scope, known, kind, secrets, channels, disabled, errors, under]);
}

/** What is written at a place of `with`: CEL, text with names in braces, or (null) neither, or more than one below it. */
function languageAt(kind: StepKindView | undefined, path: string): 'cel' | 'template' | null {
  if (!kind || path === '') return null;
  const keys = path.split('.');
  if (matchesPath(keys, kind.literal)) return null;
  if (matchesPath(keys, kind.expressions)) return 'cel';
  return kind.expressions.some((place) => place.startsWith(`${path}.`)) ? null : 'template';
}
