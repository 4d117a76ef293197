'use client';
import { createContext, type ReactNode, useContext } from 'react';

/** The reader's time zone by its name; without one the device's own counts. */
const TimeZone = createContext<string | undefined>(undefined);

/** Tells the pages below in which zone to tell times. */
export function TimeZoneProvider({ zone, children }: { zone: string; children: ReactNode }) {
  return <TimeZone value={zone}>{children}</TimeZone>;
}

export const useTimeZone = (): string | undefined => useContext(TimeZone);
