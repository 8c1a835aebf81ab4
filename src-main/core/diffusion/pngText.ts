import { DomainError } from '../base/errors.ts';

/** PNG text chunks (PNG specification, third edition, sections 11.3.3.2 and 11.3.3.4), where image tools keep a picture's recipe. */
const SIGNATURE = [137, 80, 78, 71, 13, 10, 26, 10];
const HEADER_END = 8 + 25;
/** Longer texts are no recipes. */
const MAX_TEXT_BYTES = 64 * 1024;
const MAX_CHUNKS = 10_000;

/** A copy of a PNG with a text under a keyword, as an uncompressed iTXt chunk (UTF-8) directly behind the header. */
export function withPngText(png: Uint8Array, keyword: string, text: string): Uint8Array {
  assertPng(png);
  const utf8 = new TextEncoder();
  const body = [...utf8.encode(keyword), 0, 0, 0, 0, 0];
  const payload = utf8.encode(text);
  const chunk = new Uint8Array(12 + body.length + payload.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, body.length + payload.length);
  chunk.set(utf8.encode('iTXt'), 4);
  chunk.set(body, 8);
  chunk.set(payload, 8 + body.length);
  view.setUint32(chunk.length - 4, crc32(chunk.subarray(4, chunk.length - 4)));
  const result = new Uint8Array(png.length + chunk.length);
  result.set(png.subarray(0, HEADER_END));
  result.set(chunk, HEADER_END);
  result.set(png.subarray(HEADER_END), HEADER_END + chunk.length);
  return result;
}

/**
 * The text under a keyword in tEXt (Latin-1) or uncompressed iTXt chunks; null where there is none. Untrusted: nothing is inflated, and what is
 * longer than 64 KiB is passed over. @throws DomainError 'data-invalid' where the bytes are no PNG
 */
export function readPngText(png: Uint8Array, keyword: string): string | null {
  assertPng(png);
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  let at = 8;
  for (let chunks = 0; at + 12 <= png.length && chunks < MAX_CHUNKS; chunks++) {
    const length = view.getUint32(at);
    const type = String.fromCharCode(...png.subarray(at + 4, at + 8));
    const end = at + 8 + length;
    if (end + 4 > png.length) return null;
    if ((type === 'tEXt' || type === 'iTXt') && length <= MAX_TEXT_BYTES) {
      const found = textOf(type, png.subarray(at + 8, end), keyword);
      if (found !== null) return found;
    }
    at = end + 4;
  }
  return null;
}

function textOf(type: 'tEXt' | 'iTXt', data: Uint8Array, keyword: string): string | null {
  const keywordEnd = data.indexOf(0);
  if (keywordEnd < 1 || keywordEnd > 79 || latin1(data.subarray(0, keywordEnd)) !== keyword) return null;
  if (type === 'tEXt') return latin1(data.subarray(keywordEnd + 1));
  const isCompressed = data[keywordEnd + 1] !== 0;
  const languageEnd = data.indexOf(0, keywordEnd + 3);
  const translatedEnd = languageEnd < 0 ? -1 : data.indexOf(0, languageEnd + 1);
  return isCompressed || translatedEnd < 0 ? null : new TextDecoder().decode(data.subarray(translatedEnd + 1));
}

const latin1 = (bytes: Uint8Array): string => Array.from(bytes, (byte) => String.fromCharCode(byte)).join('');

function assertPng(png: Uint8Array): void {
  if (png.length < HEADER_END || SIGNATURE.some((byte, i) => png[i] !== byte))
    throw new DomainError('data-invalid', 'This file is no PNG picture; choose one that is.');
}

const crcTable = Uint32Array.from({ length: 256 }, (_, n) => {
  let c = n;
  for (let k = 0; k < 8; k++) c = c & 1 ? 0xedb88320 ^ (c >>> 1) : c >>> 1;
  return c;
});

/** ISO 3309, as in the PNG specification, annex D. */
export function crc32(bytes: Uint8Array): number {
  let c = 0xffffffff;
  for (const byte of bytes) c = crcTable[(c ^ byte) & 0xff]! ^ (c >>> 8);
  return (c ^ 0xffffffff) >>> 0;
}
