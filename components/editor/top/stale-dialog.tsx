'use client';
import { useState } from 'react';
import { Button } from '#components/ui/button.tsx';
import { later } from '#components/ui/later.tsx';
import { useEditor } from '../store/editor-context.tsx';

const StaleChoice = later(async () => (await import('./stale-choice.tsx')).StaleChoice);

/** Two people changed one draft: shows theirs beside mine, and nothing is lost before somebody chose. */
export function StaleDialog() {
  const stale = useEditor((state) => state.save.is === 'stale');
  const [away, setAway] = useState(false);
  if (!stale) return null;
  if (away) {
    return (
      <div className="border-b bg-danger-soft px-4 py-2 text-danger" role="alert">
        Nothing is saved until you choose between your draft and theirs.{' '}
        <Button size="xs" onClick={() => setAway(false)}>
          Choose
        </Button>
      </div>
    );
  }
  return <StaleChoice onLater={() => setAway(true)} />;
}
