import fc from 'fast-check';

/**
 * Properties of this file are tried with the same cases on every run, so that a red run says something of the change that it tests. Other cases:
 * MARQUEE_PROPERTY_SEED=N; long doses of them belong to a search for defects, not to a landing.
 */
fc.configureGlobal({ seed: Number(process.env['MARQUEE_PROPERTY_SEED'] ?? 1) });
