/** A node in canvas pixels (look.md). Known beforehand, so nothing has to be measured before the first paint. */
export const nodeWidth = 220;
export const nodeHeight = 64;
/** Free space between columns and between rows. */
export const columnGap = 68;
export const rowGap = 36;
/** Air between a group's frame and its steps; the top holds the name. */
export const framePadding = { x: 18, top: 32, bottom: 18 } as const;
/** Room for a result's name on its line; plain success has none. */
export const labelWidth = (on: string | undefined) =>
  on === undefined || on === 'success' ? 0 : 24 + Math.min(on.length, 16) * 6;
