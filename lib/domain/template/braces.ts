/** Whether a value is a text that takes something from elsewhere: a name in braces, or a tag. */
export const hasBraces = (value: unknown): boolean => typeof value === 'string' && /\{\{|\{%/.test(value);
