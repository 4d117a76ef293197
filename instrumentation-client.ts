// Next runs this before anything else of a page. Schemas would try whether code can be made from text, and the policy
// for pages says no to that and reports it. The settings are left where they are looked for (zod/v4/core/core.js) when
// the first schema comes: most pages show something long before they need one.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } });
