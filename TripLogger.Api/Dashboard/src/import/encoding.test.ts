import { describe, expect, it } from 'vitest';
import { decode } from './encoding';

const text = 'title\nŁódź, Évora – 5 €';
const utf16 = (bigEndian: boolean) => {
  const bytes = new Uint8Array(2 + text.length * 2);
  const view = new DataView(bytes.buffer);
  for (const [index, code] of [0xfeff, ...[...text].map((character) => character.charCodeAt(0))].entries()) {
    view.setUint16(index * 2, code, !bigEndian);
  }
  return bytes;
};
const utf8 = (content: string) => new TextEncoder().encode(content);

describe('a file of bytes', () => {
  it('is UTF-8 with and without its mark', () => {
    expect(decode(utf8(text))).toEqual({ text, encoding: 'utf-8' });
    expect(decode(utf8(`\uFEFF${text}`))).toEqual({ text, encoding: 'utf-8' });
  });

  it('is UTF-16 where its mark says so', () => {
    expect(decode(utf16(false))).toEqual({ text, encoding: 'utf-16le' });
    expect(decode(utf16(true))).toEqual({ text, encoding: 'utf-16be' });
  });

  it('is what older programs write where it cannot be UTF-8, and that is told', () => {
    // Node takes Windows-1252 for Latin-1, and so has none of what is between 80 and 9F; the test in a browser has.
    const bytes = Uint8Array.from([0xc9, 0x76, 0x6f, 0x72, 0x61]);
    expect(decode(bytes)).toEqual({ text: 'Évora', encoding: 'windows-1252', legacy: 'windows-1252' });
    expect(decode(Uint8Array.from([0xa3, 0xf3, 0x64, 0x9f]), 'windows-1250')?.text).toBe('Łódź');
  });

  it.each([
    ['is no text', Uint8Array.from([0x50, 0x4b, 0x03, 0x04, 0x00, 0x00])],
    ['breaks off within a character', Uint8Array.from([0xef, 0xbb, 0xbf, 0x61, 0xc3])],
    ['breaks off within UTF-16', Uint8Array.from([0xff, 0xfe, 0x61])],
  ])('is refused when it %s', (_, bytes) => {
    expect(decode(bytes)).toBeNull();
  });
});
