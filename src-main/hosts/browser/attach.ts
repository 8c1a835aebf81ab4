import { request } from 'node:http';
import type { Instance } from '../shared/instanceLock.ts';

/** Asks the instance that has the data folder for a fresh one-time URL; null where it does not answer as ours. */
export function askForUrl(instance: Instance): Promise<string | null> {
  const { port, secret } = instance;
  if (port === null || secret === null) return Promise.resolve(null);
  const body = JSON.stringify({ secret });
  return new Promise((resolve) => {
    const call = request(
      {
        host: '127.0.0.1',
        port,
        path: '/instance',
        method: 'POST',
        timeout: 3_000,
        headers: {
          Origin: `http://127.0.0.1:${port}`,
          'Content-Type': 'application/json',
          'Content-Length': Buffer.byteLength(body),
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8');
        response.on('data', (chunk: string) => {
          text = (text + chunk).slice(0, 4096);
        });
        response.on('end', () => resolve(response.statusCode === 200 ? readUrl(text, port) : null));
        response.on('error', () => resolve(null));
      },
    );
    call.on('timeout', () => call.destroy());
    call.on('error', () => resolve(null));
    call.end(body);
  });
}

function readUrl(text: string, port: number): string | null {
  try {
    const { url } = JSON.parse(text) as { url?: unknown };
    return typeof url === 'string' && url.startsWith(`http://127.0.0.1:${port}/`) ? url : null;
  } catch {
    return null;
  }
}
