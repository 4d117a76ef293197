import { useEditor } from '../store/editor-context.tsx';

/** What an empty canvas teaches: the one next action, with a picture of what comes of it. */
export function EmptyCanvas() {
  const readOnly = useEditor((state) => state.readOnly);
  return (
    <div className="pointer-events-none absolute inset-0 flex items-center justify-center p-6">
      <div className="flex max-w-md flex-col items-center text-center">
        <Picture />
        <h2 className="mt-5 font-semibold text-lg">Nothing is drawn yet</h2>
        <p className="mt-1 text-balance text-base text-muted">
          {readOnly
            ? 'This workflow has no steps.'
            : 'Choose what happens first: click a step in the list or drag it here. Select a step and add the next one, and they are connected. A step can wait for a signature.'}
        </p>
      </div>
    </div>
  );
}

function Picture() {
  return (
    <svg viewBox="0 0 300 72" className="w-72" aria-hidden="true">
      <g fill="var(--surface)" stroke="var(--ink-8)" strokeWidth="1.5">
        <rect x="2" y="16" width="92" height="38" rx="8" strokeDasharray="5 4" />
        <rect x="146" y="16" width="92" height="38" rx="8" />
      </g>
      <path d="M94 35h52" stroke="var(--ink-8)" strokeWidth="1.5" fill="none" />
      <path d="m140 30 6 5-6 5" stroke="var(--ink-8)" strokeWidth="1.5" fill="none" />
      <path d="M238 35h56" stroke="var(--ink-8)" strokeWidth="1.5" strokeDasharray="2 4" fill="none" />
      <g fill="var(--ink-6)">
        <rect x="14" y="28" width="14" height="14" rx="4" />
        <rect x="36" y="29" width="44" height="4" rx="2" />
        <rect x="36" y="38" width="28" height="4" rx="2" />
        <rect x="158" y="28" width="14" height="14" rx="4" />
        <rect x="180" y="29" width="44" height="4" rx="2" />
        <rect x="180" y="38" width="28" height="4" rx="2" />
      </g>
      <circle cx="238" cy="54" r="11" fill="var(--seal-soft)" stroke="var(--seal)" strokeWidth="1.5" />
      <path d="m238 48.5 5.5 5.5-5.5 5.5-5.5-5.5Z" fill="var(--seal)" />
    </svg>
  );
}
