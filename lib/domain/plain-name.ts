/** Control characters, and the marks that turn the direction of the text around them. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A name that reads the same wherever it stands: nobody's name may rewrite the sentence it is part of. */
export const plainName = (name: string): string => name.replace(unseen, '');
