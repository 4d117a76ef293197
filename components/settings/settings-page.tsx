'use client';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { type ReactNode, useEffect, useRef } from 'react';
import { Page } from '#components/frame/page.tsx';
import { useViewer } from '#lib/client/viewer.tsx';
import { sections } from './sections.ts';

/** The settings' common frame: parts at the left (above, on a phone), the chosen one beside. */
export function SettingsPage({ children }: { children: ReactNode }) {
  const path = usePathname();
  const here = sections.find((section) => section.href === path) ?? sections[0];
  const { permissions } = useViewer();
  const offered = sections.filter(({ needs }) => !needs || permissions.includes(needs));
  const current = useRef<HTMLAnchorElement>(null);
  // On a phone the row of parts is wider than the screen.
  // biome-ignore lint/correctness/useExhaustiveDependencies: again for each part
  useEffect(() => {
    // Browsers answer with a promise, which is no way to clean up.
    current.current?.scrollIntoView({ block: 'nearest', inline: 'center' });
  }, [here.href]);
  return (
    <Page
      title={here.label}
      description={here.about}
      width="wide"
      crumbs={
        here.href === '/settings'
          ? [{ label: 'Settings' }]
          : [{ label: 'Settings', href: '/settings' }, { label: here.label }]
      }
    >
      <div className="flex flex-col gap-5 lg:flex-row lg:gap-8">
        <nav aria-label="Settings" className="-mx-4 shrink-0 overflow-x-auto px-4 lg:mx-0 lg:w-40 lg:px-0">
          <ul className="flex gap-1 lg:flex-col">
            {offered.map(({ href, label }) => (
              <li key={href}>
                <Link
                  href={href}
                  ref={href === here.href ? current : undefined}
                  aria-current={href === here.href ? 'page' : undefined}
                  className="flex h-8 items-center whitespace-nowrap rounded-md px-2.5 font-medium text-muted transition-colors hover:bg-hover hover:text-ink aria-[current=page]:bg-pressed aria-[current=page]:text-ink"
                >
                  {label}
                </Link>
              </li>
            ))}
          </ul>
        </nav>
        <div className="flex min-w-0 flex-1 flex-col gap-5">{children}</div>
      </div>
    </Page>
  );
}
