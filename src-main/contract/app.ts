import { oc } from '@orpc/contract';
import { z } from 'zod';

export const themes = ['system', 'dark', 'light'] as const;
export const devices = ['auto', 'cpu', 'webgpu', 'dml', 'cuda', 'coreml'] as const;

export const settingsSchema = z.object({
  theme: z.enum(themes),
  device: z.enum(devices),
  /** Single-key shortcuts (1 to 5, R, W, Z) can be switched off (WCAG 2.1.4). */
  singleKeyShortcuts: z.boolean(),
  textScale: z.number().min(0.85).max(1.5),
  /** Pictures are shown while they are painted. */
  livePreview: z.boolean(),
  /** Models that rank and that predict stars; null means the shipped default. */
  rankingModel: z.string().nullable(),
  starsModel: z.string().nullable(),
});
export type Settings = z.infer<typeof settingsSchema>;

export const diagnosticSchema = z.object({
  id: z.string(),
  label: z.string(),
  /** `missing` is a fact, not a fault: no GPU, no Electron binary, no data set. */
  state: z.enum(['ok', 'missing', 'failed']),
  detail: z.string(),
});
export type Diagnostic = z.infer<typeof diagnosticSchema>;

export const deviceReportSchema = z.object({
  device: z.string(),
  available: z.boolean(),
  chosen: z.boolean(),
  maxRelativeError: z.number().nullable(),
  gflops: z.number().nullable(),
  reason: z.string(),
});
export type DeviceReport = z.infer<typeof deviceReportSchema>;

export const backupSchema = z.object({
  backupId: z.string(),
  createdAt: z.number(),
  sizeBytes: z.number().int(),
  cause: z.enum(['daily', 'migration', 'asked', 'before-restore']),
});
export type Backup = z.infer<typeof backupSchema>;

export const appContract = {
  info: oc.output(
    z.object({
      version: z.string(),
      host: z.enum(['electron', 'browser', 'in-process']),
      platform: z.string(),
      dataDir: z.string(),
      /** A sentence when the person data base had to be set aside at start; null when all is well. */
      startNotice: z.string().nullable(),
      /** The data of this folder were moved elsewhere, and it was opened again all the same. */
      moved: z.object({ to: z.string(), isThere: z.boolean(), sentence: z.string() }).nullable(),
    }),
  ),
  settings: oc.output(settingsSchema),
  /** Which models serve is said by `models.activate` alone. */
  saveSettings: oc.input(settingsSchema.omit({ rankingModel: true, starsModel: true }).partial()).output(settingsSchema),
  diagnostics: oc.output(z.array(diagnosticSchema)),
  /** Runs a small graph on every device of this machine and compares it with the CPU. */
  testDevices: oc.output(z.array(deviceReportSchema)),
  backups: oc.output(z.array(backupSchema)),
  backup: oc.output(backupSchema),
  /** Keeps the present data base aside as a backup of cause 'before-restore'. */
  restore: oc.input(z.object({ backupId: z.string() })).output(z.object({ restored: z.literal(true) })),
  /** Copies everything, checks it, switches over, and leaves the old folder as it was, with a note of where the data went. */
  moveData: oc.input(z.object({ to: z.string().min(1).max(4096) })).output(z.object({ dataDir: z.string() })),
  /** Where this folder's data were moved away: goes on with them at their new place. */
  openMoved: oc.output(z.object({ dataDir: z.string() })),
  licences: oc.output(z.array(z.object({ name: z.string(), licence: z.string(), text: z.string() }))),
};
