/** The results of a step that an edge may follow, besides an outcome's name. */
export const edgeResults = ['success', 'failure', 'always', 'notTaken'] as const;
