/** The full name of a time zone (`europe/berlin` → `Europe/Berlin`); null for what is none. */
export function timeZoneNamed(name: string): string | null {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone;
  } catch {
    return null;
  }
}
