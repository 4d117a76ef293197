import { SealMark } from '#components/ui/seal.tsx';

/** The seal comes down on a case that was just decided, before the next one slides in. */
export function SealDrop({ name, words }: { name: string; words: string }) {
  return (
    <div role="status" className="pointer-events-none fixed inset-0 z-30 flex items-center justify-center">
      <span className="flex animate-stamp flex-col items-center gap-2 rounded-lg bg-raised px-8 py-6 shadow-float">
        <SealMark name={name} size="lg" />
        <span className="font-semibold text-base">{words}</span>
      </span>
    </div>
  );
}
