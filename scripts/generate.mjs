// npm run generate: the database client from prisma/schema.
import { generate } from './setup/generate.mjs';
import { install } from './setup/install.mjs';
import { main } from './setup/say.mjs';

await main(async () => generate(await install()));
