'use client';
import { Sheet } from '#components/ui/sheet.tsx';
import { useEditorTools } from '../store/editor-context.tsx';
import type { OpenPanel } from './side-panel.tsx';

/** The panel on a phone: a sheet from below. */
export function PanelSheet({ panel }: { panel: OpenPanel | null }) {
  const { store } = useEditorTools();
  return (
    <Sheet
      side="bottom"
      title={panel?.title ?? ''}
      open={panel !== null}
      onOpenChange={(open) => !open && store.setState({ panel: 'none' })}
      className="h-[85dvh]"
    >
      <div className="-m-4 h-[calc(100%+2rem)]">{panel?.body}</div>
    </Sheet>
  );
}
