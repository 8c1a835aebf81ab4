/**
 * The few platform globals that the pure core may use: present alike in Node, in Electron and in a browser. Only
 * `tsconfig.pure.json` reads this file; a global that is not listed here does not compile in the core.
 */
declare class TextEncoder {
  encode(text?: string): Uint8Array<ArrayBuffer>;
}

declare class TextDecoder {
  constructor(label?: 'utf-8' | 'latin1' | 'utf-16le', options?: { fatal?: boolean; ignoreBOM?: boolean });
  decode(bytes?: ArrayBufferView | ArrayBuffer, options?: { stream?: boolean }): string;
}

declare function setTimeout(callback: () => void, milliseconds: number): unknown;

declare const crypto: { readonly subtle: { digest(algorithm: 'SHA-256', data: Uint8Array<ArrayBuffer>): Promise<ArrayBuffer> } };
