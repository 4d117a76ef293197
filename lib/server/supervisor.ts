import { join } from 'node:path';
import { supervise } from './supervisor/supervise.ts';

// What `npm start` hands over to, in the pinned Node.
await supervise({
  web: join(import.meta.dirname, 'main.ts'),
  worker: join(import.meta.dirname, 'worker.ts'),
  reloadOn: process.env.NODE_ENV === 'development' ? join(import.meta.dirname, '..') : undefined,
});
