/** Where a gate sits: ahead of its step, behind it, where it failed, or as a step of its own. */
export const gatePlacements = ['before', 'after', 'onFailure', 'alone'] as const;
export type GatePlacement = (typeof gatePlacements)[number];
