/** Whether a text takes something from elsewhere: a name in braces, or a tag. */
export const hasBraces = (value: unknown): value is string => typeof value === 'string' && /\{\{|\{%/.test(value);
