import { CSPProvider } from '@base-ui/react/csp-provider';
import '@fontsource-variable/inter/opsz.css';
import '@fontsource-variable/jetbrains-mono/index.css';
import './globals.css';
import type { Metadata, Viewport } from 'next';
import { cookies } from 'next/headers';
import type { ReactNode } from 'react';
import { themeFrom } from '#components/frame/theme.ts';
import { TipLayer } from '#components/ui/tip-layer.tsx';
import { Toaster } from '#components/ui/toast.tsx';

import { QueryProvider } from '#lib/client/query-provider.tsx';

export const metadata: Metadata = {
  title: { default: 'Countersign', template: '%s · Countersign' },
  description: 'Workflows as graphs, with people signing what matters.',
};

export const viewport: Viewport = {
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#f7f8fa' },
    { media: '(prefers-color-scheme: dark)', color: '#0e1116' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  const theme = themeFrom((await cookies()).get('theme')?.value);
  return (
    <html lang="en" className={theme === 'system' ? undefined : theme} suppressHydrationWarning>
      <body>
        {/* The one rule they would write into the page is in globals.css. */}
        <CSPProvider disableStyleElements>
          <QueryProvider>
            {children}
            <Toaster />
            <TipLayer />
          </QueryProvider>
        </CSPProvider>
      </body>
    </html>
  );
}
