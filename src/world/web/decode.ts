/** From bytes to text: what the body really is, and in which character set it was written. */

const SIGNATURES: readonly { name: string; bytes: number[] }[] = [
  { name: 'a PDF file', bytes: [0x25, 0x50, 0x44, 0x46, 0x2d] },
  { name: 'a PNG image', bytes: [0x89, 0x50, 0x4e, 0x47] },
  { name: 'a JPEG image', bytes: [0xff, 0xd8, 0xff] },
  { name: 'a GIF image', bytes: [0x47, 0x49, 0x46, 0x38] },
  { name: 'a ZIP archive', bytes: [0x50, 0x4b, 0x03, 0x04] },
  { name: 'a gzip archive', bytes: [0x1f, 0x8b] },
];
/** How far into the body a declaration may stand. */
const HEAD_BYTES = 2048;

export type Decoded = { text: string; why: null } | { text: null; why: string };

/** `why` continues a sentence that begins with the address. */
export function decode(body: Uint8Array, contentType: string): Decoded {
  const start = body.findIndex((byte) => byte > 0x20);
  const file = SIGNATURES.find(({ bytes }) => bytes.every((byte, i) => body[Math.max(start, 0) + i] === byte));
  if (file) return refused(`is ${file.name}, although the server calls it ${contentType || 'a page'}; only pages, text and feeds are read`);
  const declared = /charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(contentType)?.[1] ?? null;
  const label = markOf(body) ?? declared ?? declaredInside(body);
  if (label && /utf-?7/i.test(label)) return refused('is written in UTF-7, which hides what it says; it is not read');
  const text = textOf(body, label);
  if (text.slice(0, HEAD_BYTES).includes('\0')) return refused('is a binary file, not text; only pages, text and feeds are read');
  return { text, why: null };
}

const refused = (why: string): Decoded => ({ text: null, why });

function textOf(body: Uint8Array, label: string | null): string {
  if (label) {
    try {
      return new TextDecoder(label).decode(body);
    } catch {
      return new TextDecoder().decode(body);
    }
  }
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(body);
  } catch {
    // What browsers assume of a page that says nothing and is not UTF-8.
    return new TextDecoder('windows-1252').decode(body);
  }
}

function markOf([a, b, c]: Uint8Array): string | null {
  if (a === 0xef && b === 0xbb && c === 0xbf) return 'utf-8';
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  return null;
}

/** <meta charset> or the XML declaration. A text that can be read to say "UTF-16" is not written in it. */
function declaredInside(body: Uint8Array): string | null {
  const head = new TextDecoder('latin1').decode(body.subarray(0, HEAD_BYTES));
  const found =
    /<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w.:-]+)/i.exec(head) ?? /<\?xml[^>]{0,200}?encoding\s*=\s*["']([\w.:-]+)/i.exec(head);
  const label = found?.[1] ?? null;
  return label && /^utf-?16/i.test(label) ? 'utf-8' : label;
}
