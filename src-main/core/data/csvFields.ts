/**
 * The fields of one CSV line (RFC 4180). A record is one physical line: no MovieLens field holds a line break, and so an unclosed quote
 * costs one row instead of the rest of the file.
 * @returns null where the quoting is broken.
 */
export function csvFields(line: string): string[] | null {
  if (!line.includes('"')) return line.split(',');
  const fields: string[] = [];
  let at = 0;
  for (;;) {
    if (line[at] === '"') {
      const field = quotedField(line, at + 1);
      if (field === null) return null;
      fields.push(field.text);
      at = field.end;
    } else {
      const comma = line.indexOf(',', at);
      const end = comma < 0 ? line.length : comma;
      const text = line.slice(at, end);
      if (text.includes('"')) return null;
      fields.push(text);
      at = end;
    }
    if (at === line.length) return fields;
    if (line[at] !== ',') return null;
    at++;
  }
}

/** Reads from behind the opening quote up to behind the closing one; "" stands for one quote. */
function quotedField(line: string, from: number): { text: string; end: number } | null {
  let text = '';
  let start = from;
  for (;;) {
    const quote = line.indexOf('"', start);
    if (quote < 0) return null;
    text += line.slice(start, quote);
    if (line[quote + 1] !== '"') return { text, end: quote + 1 };
    text += '"';
    start = quote + 2;
  }
}
