import { useEffect, useMemo, useState } from 'react';
import { arrangeApart } from './arrange-apart.ts';
import { type DrawnStep, drawEdges } from './drawing.ts';
import { lacksPlaces, type Positions } from './layout.ts';

/** Where the steps stand: the kept places, or an arrangement where some have none. `null` until that is known. */
export function usePlaces(steps: readonly DrawnStep[], kept: Positions): Positions | null {
  const shape = useMemo(
    () => steps.map((step) => `${step.id}<${step.needs.map((need) => need.step)}`).join('|'),
    [steps],
  );
  const incomplete = lacksPlaces(steps, kept);
  const [made, setMade] = useState<{ shape: string; places: Positions } | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `shape` stands for the steps; a new status must not arrange anew
  useEffect(() => {
    if (!incomplete) return;
    let stale = false;
    void arrangeApart({ steps: steps.map(({ id, group }) => ({ id, group })), edges: steps.flatMap(drawEdges) }).then(
      (places) => {
        if (!stale) setMade({ shape, places });
      },
    );
    return () => {
      stale = true;
    };
  }, [incomplete, shape]);
  if (!incomplete) return kept;
  return made?.shape === shape ? made.places : null;
}
