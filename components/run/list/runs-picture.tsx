/** Bars of a timeline, the last one still growing. */
export function RunsPicture() {
  const bars = [
    { x: 8, width: 44, fill: 'var(--status-succeeded)' },
    { x: 34, width: 62, fill: 'var(--status-succeeded)' },
    { x: 74, width: 30, fill: 'var(--seal-fill)' },
    { x: 104, width: 52, fill: 'var(--status-running)' },
  ];
  return (
    <svg width="168" height="72" viewBox="0 0 168 72" fill="none" aria-hidden="true">
      <path d="M8 4v62M48 4v62M88 4v62M128 4v62" stroke="var(--line)" />
      {bars.map((bar, row) => (
        <rect
          key={bar.x}
          x={bar.x}
          y={8 + row * 15}
          width={bar.width}
          height="8"
          rx="4"
          fill={bar.fill}
          opacity="0.75"
        />
      ))}
    </svg>
  );
}
