import { type GateAction, gateActions } from '#lib/domain/gate/action.ts';
import { cn } from './cn.ts';
import { initials } from './initials.ts';
import { Time } from './time.tsx';

const lobes = 22;

/** A scalloped rim on a 48 grid, like the edge of a pressed wafer. */
const rim = (() => {
  const at = (turn: number, radius: number) => {
    const angle = (turn / lobes) * 2 * Math.PI - Math.PI / 2;
    return `${(24 + radius * Math.cos(angle)).toFixed(2)} ${(24 + radius * Math.sin(angle)).toFixed(2)}`;
  };
  const arcs = Array.from({ length: lobes }, (_, lobe) => `Q${at(lobe + 0.5, 24.6)} ${at(lobe + 1, 21.4)}`);
  return `M${at(0, 21.4)}${arcs.join('')}Z`;
})();

const sizes = { sm: 'size-5', md: 'size-7', lg: 'size-12' } as const;

export type SealProps = {
  /** Who decided; nothing while it waits. */
  name?: string;
  /** A gate's action; anything else is taken as an outcome's name. */
  action?: string;
  /** When it was decided (ISO). */
  at?: string;
  /** The decider also started or wrote it; shown everywhere. */
  selfSigned?: boolean;
  /** Drops onto the paper once, for a decision made a moment ago. */
  fresh?: boolean;
};

/** The stamp alone: an amber wafer with the decider's initials, or an open one while it waits. */
export function SealMark({
  name,
  fresh,
  size = 'md',
  label,
  className,
}: Pick<SealProps, 'name' | 'fresh'> & { size?: keyof typeof sizes; label?: string; className?: string }) {
  return (
    <svg
      viewBox="0 0 48 48"
      className={cn('shrink-0', sizes[size], fresh && 'animate-stamp', className)}
      role={label ? 'img' : undefined}
      aria-label={label}
      aria-hidden={label ? undefined : true}
    >
      <path
        d={rim}
        fill={name ? 'var(--seal-fill)' : 'var(--seal-soft)'}
        stroke={name ? 'none' : 'var(--seal)'}
        strokeWidth="2"
      />
      {name ? (
        <>
          <circle cx="24" cy="24" r="17" fill="none" stroke="var(--on-seal)" strokeOpacity="0.38" strokeWidth="1.4" />
          <text
            x="24"
            y="24.5"
            textAnchor="middle"
            dominantBaseline="central"
            fill="var(--on-seal)"
            fontSize="16"
            fontWeight="700"
            letterSpacing="0.4"
          >
            {initials(name)}
          </text>
        </>
      ) : (
        <path d="M24 15.5 32.5 24 24 32.5 15.5 24Z" fill="var(--seal)" />
      )}
    </svg>
  );
}

/** A decision as a seal with words: who, what, when. Waiting seals say so. */
export function Seal({ name, action, at, selfSigned, fresh, className }: SealProps & { className?: string }) {
  if (!name) {
    return (
      <span className={cn('inline-flex items-center gap-2 text-seal-text', className)}>
        <SealMark />
        <span className="font-medium">Waits for a decision</span>
      </span>
    );
  }
  const known = action && action in gateActions ? gateActions[action as GateAction].past : undefined;
  const verb = known ?? (action ? `chose “${action}”` : 'signed');
  return (
    <span className={cn('inline-flex min-w-0 items-center gap-2', className)}>
      <SealMark name={name} fresh={fresh} />
      <span className="flex min-w-0 flex-col leading-4">
        <span className="truncate">
          <span className="font-medium">{name}</span> {verb}
          {selfSigned ? <span className="text-seal-text"> · self-signed</span> : null}
        </span>
        {at ? <Time at={at} className="text-faint text-xs" /> : null}
      </span>
    </span>
  );
}
