import { config } from 'zod/v4/core';

// For speed zod tries `new Function` as a schema is made; the page's policy forbids that and reports the attempt. So this file
// is imported before any schema.
config({ jitless: true });
