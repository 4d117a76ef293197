/** Everything fits with air around; small graphs are not blown up. */
export const fitView = { padding: 0.16, maxZoom: 1.1, minZoom: 0.08 } as const;
