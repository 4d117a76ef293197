import { type Node, type NodeProps, NodeResizer } from '@xyflow/react';
import { memo, useEffect, useRef, useState } from 'react';
import type { Note } from '#lib/domain/workflow/spec.ts';
import { noteNodeId, noteOf } from '../model/note-id.ts';
import { useEdit, useEditor } from '../store/editor-context.tsx';

export type NoteNodeType = Node<Record<string, never>, 'note'>;

const nothing: Record<string, never> = {};

/** A note stuck on the drawing. A double click, or Enter, edits its text; corners give it another size. */
export const NoteNode = memo(function NoteNode({ id, selected }: NodeProps<NoteNodeType>) {
  const own = noteOf(id) ?? '';
  const edit = useEdit();
  const note = useEditor((state) => state.draft.notes[own]);
  const readOnly = useEditor((state) => state.readOnly);
  const [writing, setWriting] = useState(note?.text === '');
  const field = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (writing) field.current?.focus();
  }, [writing]);
  if (!note) return null;
  const put = (next: Partial<Note>, what: string) =>
    edit({ type: 'note.put', id: own, note: { ...note, ...next } }, `${what} ${id}`);
  return (
    <>
      <NodeResizer
        isVisible={selected === true && !readOnly}
        minWidth={80}
        minHeight={48}
        maxWidth={2000}
        maxHeight={2000}
        lineClassName="border-accent!"
        handleClassName="size-2! rounded-xs! border-accent! bg-surface!"
        onResize={(_, { x, y, width, height }) =>
          put({ x: Math.round(x), y: Math.round(y), width: Math.round(width), height: Math.round(height) }, 'size')
        }
      />
      {/* biome-ignore lint/a11y/noStaticElementInteractions: Enter on the node around it does the same */}
      <div
        data-note
        className="size-full overflow-hidden rounded-md border border-seal/40 bg-seal-soft p-2.5 text-ink text-sm"
        onDoubleClick={() => setWriting(!readOnly)}
      >
        {writing && !readOnly ? (
          <textarea
            ref={field}
            aria-label="Text of the note"
            maxLength={4000}
            defaultValue={note.text}
            placeholder="Write a note"
            className="nodrag nowheel size-full resize-none bg-transparent outline-none placeholder:text-muted"
            onChange={(event) => put({ text: event.target.value }, 'text')}
            onKeyDown={(event) => {
              if (event.key !== 'Escape') return;
              event.stopPropagation();
              setWriting(false);
            }}
            onBlur={() => setWriting(false)}
          />
        ) : (
          <p className="size-full overflow-hidden whitespace-pre-wrap break-words">
            {note.text || <span className="text-muted">An empty note</span>}
          </p>
        )}
      </div>
    </>
  );
});

export function noteNode(id: string, note: Note, at: { x: number; y: number }, selected: boolean): NoteNodeType {
  const { width, height } = note;
  return {
    id: noteNodeId(id),
    type: 'note',
    position: at,
    data: nothing,
    selected,
    width,
    height,
    measured: { width, height },
    connectable: false,
    ariaLabel: `Note: ${note.text.slice(0, 200) || 'empty'}`,
    zIndex: -1,
  };
}
