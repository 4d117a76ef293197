import { durationText } from '#components/ui/relative-time.ts';

/** A length beside the usual one, in ms: a bar up to twice as long as usual, and a mark where usual is. */
export function UsualBar({ ms, usual }: { ms: number; usual: number }) {
  const share = usual === 0 ? 0 : Math.min(2, ms / usual);
  const words = `${durationText(ms)}, usually ${durationText(usual)}`;
  return (
    <span className="relative inline-block h-1.5 w-16 rounded-full bg-ink-4" title={words}>
      <span
        className={`absolute inset-y-0 left-0 rounded-full ${share > 1.5 ? 'bg-status-person' : 'bg-ink-9'}`}
        style={{ width: `${share * 50}%` }}
      />
      <span className="absolute -inset-y-0.5 left-1/2 w-px bg-ink-11" />
      <span className="spoken">usually {durationText(usual)}</span>
    </span>
  );
}
