/** What people type into a search field as an ILIKE pattern that matches it anywhere; their `%` and `_` mean themselves. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, '\\$&')}%`;
