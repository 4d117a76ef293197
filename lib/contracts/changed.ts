/** What a workspace's feed tells apart. Pages know these words without the schemas. */
export const changedWords = ['runs', 'approvals', 'workflows', 'record', 'people', 'secrets', 'channels'] as const;
