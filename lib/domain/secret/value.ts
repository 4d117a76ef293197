/** Shorter values turn up in ordinary text, so that they could not be hidden where they appear. */
const leastCharacters = 8;
const mostBytes = 64 * 1024;

/**
 * What is wrong with a secret's value, as words after its name ("value needs …"); null when it can be kept. It is kept
 * exactly as given, white space at its ends included, and nothing said about it quotes it.
 */
export function secretValueFault(value: string): string | null {
  if (value.trim().length < leastCharacters)
    return `needs at least ${leastCharacters} characters, white space around them not counted: a shorter one could not be hidden in logs and results`;
  return new TextEncoder().encode(value).byteLength > mostBytes ? `may have at most ${mostBytes / 1024} KB` : null;
}
