import { oc } from '@orpc/contract';
import { z } from 'zod';
import { profileIdSchema } from './shared.ts';

/** MovieLens-1M codes with their meaning; the form and the reasons read these. */
export const ageGroups = {
  1: 'Under 18',
  18: '18 to 24',
  25: '25 to 34',
  35: '35 to 44',
  45: '45 to 49',
  50: '50 to 55',
  56: '56 or over',
} as const;
export const genders = { F: 'Woman', M: 'Man' } as const;
export const occupations = {
  0: 'Other',
  1: 'Academic or educator',
  2: 'Artist',
  3: 'Clerical or admin',
  4: 'College or graduate student',
  5: 'Customer service',
  6: 'Doctor or health care',
  7: 'Executive or managerial',
  8: 'Farmer',
  9: 'Homemaker',
  10: 'School student',
  11: 'Lawyer',
  12: 'Programmer',
  13: 'Retired',
  14: 'Sales or marketing',
  15: 'Scientist',
  16: 'Self-employed',
  17: 'Technician or engineer',
  18: 'Tradesperson or craftsperson',
  19: 'Unemployed',
  20: 'Writer',
} as const;

const ageCodes = Object.keys(ageGroups).map(Number);
export const ageSchema = z
  .number()
  .int()
  .refine((code) => ageCodes.includes(code), 'age is one of 1, 18, 25, 35, 45, 50, 56');
export const demographicsSchema = z.object({
  age: ageSchema.nullable(),
  gender: z.enum(['F', 'M']).nullable(),
  occupation: z.number().int().min(0).max(20).nullable(),
});

export const profileNameSchema = z.string().trim().min(1).max(60);

export const profileSchema = demographicsSchema.extend({
  profileId: profileIdSchema,
  name: profileNameSchema,
  createdAt: z.number(),
  numRatings: z.number().int(),
  numWatchlist: z.number().int(),
  numHidden: z.number().int(),
});
export type Profile = z.infer<typeof profileSchema>;

export const profileContract = {
  list: oc.output(z.object({ profiles: z.array(profileSchema), activeProfileId: profileIdSchema.nullable() })),
  create: oc.input(demographicsSchema.extend({ name: profileNameSchema })).output(profileSchema),
  update: oc
    .input(demographicsSchema.partial().extend({ profileId: profileIdSchema, name: profileNameSchema.optional() }))
    .output(profileSchema),
  /** Makes this the profile that the app opens with. */
  activate: oc.input(z.object({ profileId: profileIdSchema })).output(profileSchema),
  /** Everything kept about one person, as one JSON document. */
  export: oc
    .input(z.object({ profileId: profileIdSchema, format: z.enum(['json', 'csv']) }))
    .output(z.object({ fileName: z.string(), mediaType: z.string(), text: z.string() })),
  /** Deletes for good, backups included where `purgeBackups` says so. */
  delete: oc
    .input(z.object({ profileId: profileIdSchema, purgeBackups: z.boolean().default(false) }))
    .output(z.object({ deletedRatings: z.number().int() })),
};
