/** The look of a label that leads to the runs that have it. */
export const labelLook =
  'inline-flex h-5 min-w-0 items-center rounded-full border border-line bg-surface px-2 text-2xs text-muted hover:border-line-strong hover:bg-hover hover:text-ink';
