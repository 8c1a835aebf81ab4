import { connect } from 'node:net';

export interface RawAnswer {
  readonly status: number;
  /** Header names in lower case; a repeated header keeps all values. */
  readonly headers: ReadonlyMap<string, readonly string[]>;
  readonly body: string;
}

/** Sends bytes exactly as given over a plain socket, and reads until the other side closes or falls silent. */
export function sendRaw(port: number, text: string | Uint8Array, quietMs = 400): Promise<RawAnswer> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1');
    const chunks: Buffer[] = [];
    let timer: NodeJS.Timeout | undefined;
    const finish = (): void => {
      clearTimeout(timer);
      socket.destroy();
      resolve(parse(Buffer.concat(chunks).toString('latin1')));
    };
    const rest = (): void => {
      clearTimeout(timer);
      timer = setTimeout(finish, quietMs);
    };
    socket.on('connect', () => {
      socket.write(text);
      rest();
    });
    socket.on('data', (chunk) => {
      chunks.push(chunk);
      rest();
    });
    socket.on('close', finish);
    socket.on('error', (error) => (chunks.length > 0 ? finish() : reject(error)));
  });
}

/** A request line and headers as one string. */
export function rawRequest(line: string, headers: readonly (readonly [string, string])[], body = ''): string {
  const length: (readonly [string, string])[] = body === '' ? [] : [['Content-Length', String(Buffer.byteLength(body))]];
  return `${line} HTTP/1.1\r\n${[...headers, ...length].map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n${body}`;
}

function parse(text: string): RawAnswer {
  const end = text.indexOf('\r\n\r\n');
  const [statusLine = '', ...lines] = text.slice(0, end < 0 ? undefined : end).split('\r\n');
  const headers = new Map<string, string[]>();
  for (const line of lines) {
    const colon = line.indexOf(':');
    const name = line.slice(0, colon).toLowerCase();
    headers.set(name, [...(headers.get(name) ?? []), line.slice(colon + 1).trim()]);
  }
  return { status: Number(statusLine.split(' ')[1] ?? 0), headers, body: end < 0 ? '' : text.slice(end + 4) };
}
