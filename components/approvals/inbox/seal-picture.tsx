/** A sheet with an empty place for a seal. */
export function SealPicture() {
  return (
    <svg width="132" height="104" viewBox="0 0 132 104" fill="none" aria-hidden="true">
      <rect x="22" y="6" width="88" height="92" rx="10" fill="var(--surface)" stroke="var(--line-strong)" />
      <path d="M38 26h56M38 38h56M38 50h34" stroke="var(--line-strong)" strokeWidth="3" strokeLinecap="round" />
      <circle
        cx="86"
        cy="74"
        r="14"
        fill="var(--seal-soft)"
        stroke="var(--seal)"
        strokeWidth="1.5"
        strokeDasharray="3 3"
      />
      <path d="m86 66 8 8-8 8-8-8z" fill="var(--seal)" />
    </svg>
  );
}
