/** Control characters, and the marks that turn the direction of the text around them. */
const unseen = /[\p{Cc}\u202a-\u202e\u2066-\u2069]/gu;

/** A name that reads the same wherever it stands: nobody's name may rewrite the sentence it is part of. */
export const plainName = (name: string): string => name.replace(unseen, '');

/** The same for a text of several lines, which keeps its line breaks and tabs. */
export const plainLines = (text: string): string =>
  text.replaceAll('\r\n', '\n').replace(unseen, (each) => (each === '\n' || each === '\t' ? each : ''));

/** Whether a name is one that reads the same wherever it stands. */
export const isPlainName = (name: string): boolean => name.search(unseen) === -1;

/** What is said about one that is not. */
export const plainNameAdvice = 'must not hold control characters or marks that turn the direction of text';
