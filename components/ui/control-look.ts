/** The look of everything that is typed into or chosen from. The edge has 3:1 against the page in both themes. */
export const controlLook = [
  'w-full min-w-0 rounded-md border border-edge/70 bg-surface px-2.5 text-sm text-ink',
  'placeholder:text-faint transition-[border-color,box-shadow] hover:border-edge',
  'focus-visible:border-accent focus-visible:outline-2 focus-visible:outline-accent/45 focus-visible:-outline-offset-0',
  'data-invalid:border-danger aria-invalid:border-danger',
  'disabled:cursor-not-allowed disabled:bg-sunken disabled:text-faint data-disabled:cursor-not-allowed data-disabled:bg-sunken data-disabled:text-faint',
  '[&:is(input,textarea)]:read-only:bg-sunken [&:is(input,textarea)]:pointer-coarse:text-lg',
].join(' ');

/** The look of a list that floats: menus, selects, comboboxes. */
export const popupLook = [
  'z-50 min-w-(--anchor-width) max-w-(--available-width) origin-(--transform-origin) rounded-lg bg-raised p-1 text-sm shadow-float outline-none',
  'transition-[opacity,scale] data-ending-style:scale-98 data-ending-style:opacity-0 data-starting-style:scale-98 data-starting-style:opacity-0',
].join(' ');

/** One row in such a list. */
export const optionLook = [
  'flex min-h-8 cursor-default select-none items-center gap-2 rounded-md px-2 py-1 outline-none pointer-coarse:min-h-10',
  'data-highlighted:bg-hover data-disabled:text-faint',
].join(' ');
