'use client';
import { Button } from '#components/ui/button.tsx';
import { useEditor, useEditorTools } from '../store/editor-context.tsx';

/** Above the drawing while the YAML view holds text that cannot be read: nothing is drawn until that is settled. */
export function BrokenTextBar() {
  const { store } = useEditorTools();
  const shown = useEditor((state) => state.brokenText !== null && state.view === 'drawing');
  if (!shown) return null;
  return (
    <div role="alert" className="flex flex-wrap items-center gap-2 border-b bg-danger-soft px-4 py-2 text-danger">
      <span className="flex-1">The YAML view holds text that cannot be read. Mend it or drop it, then draw on.</span>
      <Button size="xs" onClick={() => store.setState({ view: 'yaml' })}>
        Mend the text
      </Button>
      <Button size="xs" variant="danger-quiet" onClick={() => store.setState({ brokenText: null })}>
        Drop it
      </Button>
    </div>
  );
}
