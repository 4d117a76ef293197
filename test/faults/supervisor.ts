import { join } from 'node:path';
import { supervise } from '#lib/server/supervisor/supervise.ts';

// The supervisor as it is shipped, over processes that can be made to die.
await supervise({ web: join(import.meta.dirname, 'web.ts'), worker: join(import.meta.dirname, 'worker.ts') });
