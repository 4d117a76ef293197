/** The time zone this device is set to: `Europe/Berlin`. */
export const deviceZone = (): string => Intl.DateTimeFormat().resolvedOptions().timeZone;
