/** A note on the canvas and in the selection, where steps go by their plain ids. */
export const noteNodeId = (id: string): string => `note ${id}`;

/** The note behind a canvas id; null when it is none. */
export const noteOf = (nodeId: string): string | null => (nodeId.startsWith('note ') ? nodeId.slice(5) : null);
