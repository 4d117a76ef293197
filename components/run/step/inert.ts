const esc = String.fromCharCode(27);
const bell = String.fromCharCode(7);

/**
 * What a terminal would obey and a page must not: titles and links (OSC), cursor moves and screen rewrites (CSI other
 * than colours), lone escapes, control characters, and the marks that turn the direction of text.
 */
const commands = new RegExp(
  [
    `${esc}\\][^${bell}${esc}]*(?:${bell}|${esc}\\\\)?`,
    `${esc}\\[[0-9;?]*[A-LN-Za-ln-z]`,
    `${esc}[^[\\]]`,
    `(?![\\t\\n${esc}])\\p{Cc}`,
    '[\\u202a-\\u202e\\u2066-\\u2069]',
  ].join('|'),
  'gu',
);

/** A line of output without anything that could move, hide or rewrite what others see; colours stay. */
export const inert = (line: string) => line.replace(commands, '');
