import { z } from 'zod';
import { serve } from '../../browser/serve.ts';
import { nothing } from '../arguments.ts';
import { defineCommand } from '../command.ts';

export const serveCommand = defineCommand({
  name: 'serve',
  usage: '[--no-open] [--port N]',
  summary: 'Runs Marquee in a browser window on this machine, until Ctrl-C.',
  help: ['--no-open  only print the address', '--port N   a fixed port of 127.0.0.1 (otherwise a free one)'],
  options: { 'no-open': { type: 'boolean' }, port: { type: 'string' } },
  args: z.object({
    positionals: nothing,
    'no-open': z.boolean().default(false),
    port: z.string().regex(/^\d+$/, 'a port number').transform(Number).pipe(z.number().max(65_535)).default(0),
  }),
  schema: z.object({ url: z.string(), attachedTo: z.number().int().nullable() }),
  async run({ 'no-open': noOpen, port }, context) {
    const { dataDir, locationFile, paths, env, clock, signal } = context;
    const outcome = await serve({
      dataDir,
      locationFile,
      paths,
      env,
      clock,
      signal,
      port,
      opensWindow: !noOpen,
      input: process.stdin,
      print: context.asJson ? context.note : context.print,
      note: context.note,
    });
    return { json: outcome, text: '' };
  },
});
