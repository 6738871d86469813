/** Encodings of one byte for each character, of which a file does not say which one it has. */
export const legacyEncodings = ['windows-1252', 'windows-1250', 'windows-1251', 'windows-1254'] as const;
export type LegacyEncoding = (typeof legacyEncodings)[number];

/** A file's text, and how it was read; `legacy` where that is an assumption that may be wrong. */
export type Decoded = { text: string; encoding: string; legacy?: LegacyEncoding };

const marks = [
  { encoding: 'utf-8', bytes: [0xef, 0xbb, 0xbf] },
  { encoding: 'utf-16le', bytes: [0xff, 0xfe] },
  { encoding: 'utf-16be', bytes: [0xfe, 0xff] },
];

/** Reads text by its byte order mark; without one as UTF-8, and what cannot be that by the legacy encoding. Null when it is no text. */
export function decode(file: Uint8Array, legacy: LegacyEncoding = 'windows-1252'): Decoded | null {
  const marked = marks.find(({ bytes }) => bytes.every((byte, index) => file[index] === byte));
  if (marked) {
    const text = strictly(marked.encoding, file);
    return text === null ? null : textOnly({ text, encoding: marked.encoding });
  }
  const text = strictly('utf-8', file);
  return textOnly(text === null ? { text: new TextDecoder(legacy).decode(file), encoding: legacy, legacy } : { text, encoding: 'utf-8' });
}

function strictly(encoding: string, file: Uint8Array): string | null {
  try {
    // It takes the mark off.
    return new TextDecoder(encoding, { fatal: true }).decode(file);
  } catch {
    return null;
  }
}

const textOnly = (decoded: Decoded) => (decoded.text.includes('\0') ? null : decoded);
