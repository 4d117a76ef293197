import { defineConfig } from 'prisma/config';

// Only `prisma generate` reads this. Migrations run through lib/storage/migrate.ts, without Prisma's own engine binary.
export default defineConfig({ schema: 'prisma/schema', migrations: { path: 'prisma/migrations' } });
