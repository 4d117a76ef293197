import { BookCheck, CirclePlay, House, LayoutTemplate, type LucideIcon, Settings, Stamp, Workflow } from 'lucide-react';

export type Place = {
  href: string;
  label: string;
  icon: LucideIcon;
  /** On a phone: in the bar at the bottom; the others are behind “More”. */
  bar: boolean;
  /** The letter after `g` that goes there. */
  key: string;
};

/** Where the frame leads, in the order of the rail. */
export const places: readonly Place[] = [
  { href: '/', label: 'Home', icon: House, bar: true, key: 'h' },
  { href: '/approvals', label: 'Approvals', icon: Stamp, bar: true, key: 'a' },
  { href: '/workflows', label: 'Workflows', icon: Workflow, bar: true, key: 'w' },
  { href: '/runs', label: 'Runs', icon: CirclePlay, bar: true, key: 'r' },
  { href: '/record', label: 'Record', icon: BookCheck, bar: false, key: 'c' },
  { href: '/templates', label: 'Templates', icon: LayoutTemplate, bar: false, key: 't' },
  { href: '/settings', label: 'Settings', icon: Settings, bar: false, key: 's' },
];

/** Whether a place is where `path` is, or above it. */
export function isWithin(place: string, path: string): boolean {
  return place === '/' ? path === '/' : path === place || path.startsWith(`${place}/`);
}
