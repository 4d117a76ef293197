'use client';
import { Badge } from '#components/ui/badge.tsx';
import { Button } from '#components/ui/button.tsx';
import { Time } from '#components/ui/time.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

/** Beside the name: which version, and whether what is drawn is safe. */
export function SaveLine() {
  const { autosave } = useEditorTools();
  const save = useEditor((state) => state.save);
  const version = useEditor((state) => state.version);
  const ahead = useEditor((state) => state.draftAhead);
  const readOnly = useEditor((state) => state.readOnly);
  const broken = useEditor((state) => state.brokenText !== null);
  const rules = useEditor(({ draft }) => (Array.isArray(draft.settings.rules) ? draft.settings.rules.length : 0));
  return (
    <>
      <Badge tone={ahead || version === null ? 'outline' : 'neutral'}>
        {version === null ? 'draft' : ahead ? `draft after v${version}` : `v${version}`}
      </Badge>
      {rules > 0 ? (
        <Badge tone="outline" className="max-sm:hidden">
          {rules === 1 ? '1 rule' : `${rules} rules`}
        </Badge>
      ) : null}
      <span role="status" className="min-w-0 truncate text-faint text-xs max-sm:spoken">
        {readOnly ? (
          'read only'
        ) : broken ? (
          <span className="text-danger">text has errors · kept here</span>
        ) : save.is === 'saved' ? (
          save.at === null ? (
            'saved'
          ) : (
            <>
              saved <Time at={save.at} />
            </>
          )
        ) : save.is === 'saving' || save.is === 'unsaved' ? (
          'saving…'
        ) : save.is === 'offline' ? (
          <span className="text-seal-text">not connected · kept here</span>
        ) : save.is === 'stale' ? (
          <span className="text-danger">changed by somebody else</span>
        ) : (
          <span className="text-danger" title={save.message}>
            not saved: {save.message}
          </span>
        )}
      </span>
      {save.is === 'offline' || save.is === 'refused' ? (
        <Button size="xs" variant="ghost" onClick={() => autosave.retry()}>
          Try again
        </Button>
      ) : null}
    </>
  );
}
