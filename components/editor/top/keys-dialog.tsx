'use client';
import { Dialog } from '#components/ui/dialog.tsx';
import { KeyList } from '#components/ui/key-list.tsx';

const parts = [
  {
    title: 'Draw',
    keys: [
      ['/', 'add a step where the pointer is, or behind the focused one'],
      ['Tab', 'the same, with the pointer over the drawing'],
      ['N', 'search the palette'],
      ['S', 'stick a note'],
      ['G', 'group what is selected'],
      ['Ctrl D', 'duplicate'],
      ['Ctrl C', 'copy as YAML'],
      ['Ctrl V', 'paste, from here or from any text'],
      ['Del', 'remove'],
      ['Ctrl Z', 'take back'],
      ['Ctrl Shift Z', 'do again'],
      ['Ctrl S', 'save now'],
    ],
  },
  {
    title: 'Go about',
    keys: [
      ['← ↑ → ↓', 'along the ways'],
      ['Enter', 'open the step'],
      ['Esc', 'close the panel; select nothing'],
      ['Ctrl A', 'select everything'],
      ['Ctrl F', 'find a step'],
      ['F', 'show everything'],
      ['Shift F', 'show the selection'],
    ],
  },
  {
    title: 'Arrange',
    keys: [
      ['Shift ←', 'move by a field of the grid'],
      ['Alt ←', 'move a little'],
      ['L', 'arrange the steps'],
      ['Shift L', 'arrange, keeping what was placed'],
    ],
  },
  {
    title: 'See',
    keys: [
      ['P', 'the plan: levels, times, the longest way'],
      ['R', 'how the steps stood in the last run'],
      ['Ctrl K', 'everything else'],
      ['?', 'this list'],
    ],
  },
] as const;

/** All keys of the editor. */
export default function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()} title="Keys of the editor" width="lg">
      <div className="gap-8 sm:columns-2">
        {parts.map(({ title, keys }) => (
          <section key={title} className="mb-5 break-inside-avoid">
            <h3 className="mb-2 font-medium text-sm">{title}</h3>
            <KeyList keys={keys} />
          </section>
        ))}
      </div>
    </Dialog>
  );
}
