import { Kbd } from './kbd.tsx';

/** Keys and what they do, one a line, also where there is no keyboard: "Ctrl D", "duplicate". */
export function KeyList({ keys }: { keys: readonly (readonly [keys: string, meaning: string])[] }) {
  return (
    <dl className="grid grid-cols-[7rem_1fr] items-baseline gap-x-4 gap-y-1.5 text-sm">
      {keys.map(([key, meaning]) => (
        <div key={key} className="contents">
          <dt>
            <Kbd keys={key} className="pointer-coarse:inline-flex" />
          </dt>
          <dd className="text-muted">{meaning}</dd>
        </div>
      ))}
    </dl>
  );
}
