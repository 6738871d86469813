import { describe, expect, it } from 'vitest';
import { join, split } from './csv';

const linesOf = (text: string) => {
  const found = split(text);
  if ('badQuotes' in found) {
    throw new Error(`Quotes in line ${found.badQuotes}`);
  }
  return found.lines.map(({ number, fields }) => [number, ...fields]);
};

describe('the lines of a file', () => {
  it('have the numbers that an editor shows, after blank lines and within quotes of several', () => {
    expect(linesOf('\n\ntitle,notes\n  \n"a\nb","c\r\n\r\nd"\n,\r\ne,f')).toEqual([
      [3, 'title', 'notes'],
      [5, 'a\nb', 'c\n\nd'],
      [10, 'e', 'f'],
    ]);
  });

  it.each([
    ['\n', 'line feeds'],
    ['\r\n', 'both'],
    ['\r', 'carriage returns'],
  ])('may end with any of the three ways', (end) => {
    expect(linesOf(['title,notes', 'a,b', 'c,d', ''].join(end))).toEqual([
      [1, 'title', 'notes'],
      [2, 'a', 'b'],
      [3, 'c', 'd'],
    ]);
  });

  it.each([',', ';', '\t'] as const)('are split by what splits the names of the columns: %j', (separator) => {
    const text = `title${separator}"country"${separator}notes\n"a${separator}b"${separator}DE${separator}x,y;z`;
    const found = split(text);
    expect(found).toMatchObject({ separator });
    expect('lines' in found && found.lines[1]?.fields.slice(0, 2)).toEqual([`a${separator}b`, 'DE']);
  });

  it('are split as a spreadsheet says in a line of its own, which is counted', () => {
    expect(linesOf('sep=;\ntitle;a,b,c\nx;y')).toEqual([
      [2, 'title', 'a,b,c'],
      [3, 'x', 'y'],
    ]);
  });

  it.each([
    ['title,notes\na,"b\nc,d', 2],
    ['title,notes\na,b\n"c"d,e\nf,g', 3],
  ])('are refused with the number of the one whose quotes do not match', (text, line) => {
    expect(split(text)).toEqual({ badQuotes: line });
  });

  it('are written with a byte order mark and read again', () => {
    const text = join(
      [
        ['title', 'notes'],
        ['a;b', ' "c"\n '],
      ],
      ';',
    );
    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(linesOf(text.slice(1))).toEqual([
      [1, 'title', 'notes'],
      [2, 'a;b', ' "c"\n '],
    ]);
  });
});
