/** What was typed as a signal's data: nothing, a JSON value, or what is wrong with it. */
export function signalData(text: string): { data?: unknown } | { problem: string } {
  if (text.trim() === '') return {};
  try {
    return { data: JSON.parse(text) as unknown };
  } catch {
    return { problem: 'This is not JSON. Texts stand in double quotes.' };
  }
}
