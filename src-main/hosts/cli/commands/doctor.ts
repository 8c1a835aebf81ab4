import { z } from 'zod';
import { diagnosticSchema } from '../../../contract/app.ts';
import { nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';
import { withApplication } from '../openApplication.ts';

const marks = { ok: 'ok     ', missing: 'missing', failed: 'FAILED ' } as const;

export const doctorCommand = defineCommand({
  name: 'doctor',
  usage: '',
  summary: 'Checks what the app needs; exits with 0 when it can run.',
  args: z.object({ positionals: nothing }),
  schema: z.object({ canRun: z.boolean(), rows: z.array(diagnosticSchema) }),
  async run(_args, context) {
    const rows = await withApplication(context, ({ client }) => client.app.diagnostics());
    const canRun = rows.every((row) => row.state !== 'failed');
    const width = Math.max(...rows.map((row) => row.label.length));
    const lines = rows.map((row) => `${marks[row.state]}  ${row.label.padEnd(width)}  ${row.detail}`);
    lines.push(canRun ? 'Marquee can run here.' : 'Marquee cannot run here until the rows marked FAILED are mended.');
    return { json: { canRun, rows }, text: lines.join('\n'), exitCode: canRun ? 0 : 1 };
  },
});
