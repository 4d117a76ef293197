import { useStore, ViewportPortal } from '@xyflow/react';
import type { Guide } from '../model/align.ts';

const long = 100_000;

/** Lines that show with what a dragged step is in line. */
export function GuideLines({ guides }: { guides: readonly Guide[] }) {
  const thin = useStore((flow) => 1 / flow.transform[2]);
  return (
    <ViewportPortal>
      {guides.map(({ axis, at }) => (
        <div
          key={axis}
          aria-hidden="true"
          className="pointer-events-none absolute bg-accent"
          style={
            axis === 'x'
              ? { left: at, top: -long / 2, width: thin, height: long }
              : { left: -long / 2, top: at, width: long, height: thin }
          }
        />
      ))}
    </ViewportPortal>
  );
}
