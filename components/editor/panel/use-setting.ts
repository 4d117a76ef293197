import { errorsUnder } from '../model/step-findings.ts';
import { useEdit, useEditor } from '../store/editor-context.tsx';

/** One key of the workflow itself: its value, what is wrong in it by place, and its edit. `undefined` takes it away. */
export function useSetting(key: string) {
  const value = useEditor((state) => state.draft.settings[key]);
  const findings = useEditor((state) => state.findings);
  const disabled = useEditor((state) => state.readOnly);
  const edit = useEdit();
  const errors = errorsUnder(
    findings.filter(({ path }) => path?.[0] === key),
    key,
  );
  const set = (next: unknown) => edit({ type: 'settings.set', key, value: next }, `settings ${key}`);
  return { value, errors, disabled, set };
}
