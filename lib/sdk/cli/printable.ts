/** Text from elsewhere without control characters: a log line must not steer the terminal it is printed on. */
export function printable(text: string): string {
  return text.replace(/[^\P{Cc}\n\t]/gu, '�');
}
