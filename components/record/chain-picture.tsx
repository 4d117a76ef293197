/** Links of a chain, the last one sealed. */
export function ChainPicture() {
  return (
    <svg width="168" height="56" viewBox="0 0 168 56" fill="none" aria-hidden="true">
      {[0, 1, 2].map((link) => (
        <g key={link} transform={`translate(${link * 44 + 8} 12)`}>
          <rect x="0" y="0" width="36" height="32" rx="6" fill="var(--surface)" stroke="var(--line-strong)" />
          <path d="M8 11h20M8 17h14" stroke="var(--line-strong)" strokeWidth="2" strokeLinecap="round" />
          <path d="M36 16h8" stroke="var(--faint)" strokeWidth="2" />
        </g>
      ))}
      <circle cx="152" cy="28" r="12" fill="var(--seal-soft)" stroke="var(--seal)" strokeWidth="1.5" />
      <path
        d="m147 28 4 4 7-8"
        stroke="var(--seal-text)"
        strokeWidth="2"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
