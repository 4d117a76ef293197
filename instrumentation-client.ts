import { config } from 'zod/v4/core';

// Next runs this before anything else of a page. Schemas would try whether code can be made from text, and the policy
// for pages says no to that and reports it.
config({ jitless: true });
