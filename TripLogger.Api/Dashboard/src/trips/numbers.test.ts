import { describe, expect, it } from 'vitest';
import { isAmbiguous, readDegrees, readings, readNumber, writeNumber } from './numbers';

describe('a number', () => {
  it.each([
    ['41.5', 41.5],
    ['41,5', 41.5],
    ['−8.61', -8.61],
    ['+3', 3],
    ['.5', 0.5],
    [' 12 ', 12],
    ['1.234,5', 1234.5],
    ['1,234.5', 1234.5],
    ['1 234,5', 1234.5],
    ["1'234.5", 1234.5],
    ['1’234', 1234],
    ['1\u202f234', 1234],
    ['1,234,567', 1234567],
    ['1.234.567', 1234567],
    ['1.2340', 1.234],
    ['0,123', 0.123],
    ['1234.567', 1234.567],
  ])('that can be only one is that one: %s', (text, number) => {
    expect(readNumber(text)).toBe(number);
    expect(readNumber(text, '.')).toBe(number);
    expect(readNumber(text, ',')).toBe(number);
  });

  it.each([
    ['1,234', 1234, 1.234],
    ['1.234', 1.234, 1234],
    ['-12.500', -12.5, -12500],
  ])('that can be two is neither until someone says which: %s', (text, point, comma) => {
    expect(isAmbiguous(readings(text))).toBe(true);
    expect(readNumber(text)).toBeNaN();
    expect(readNumber(text, '.')).toBe(point);
    expect(readNumber(text, ',')).toBe(comma);
  });

  it.each([
    '',
    ' ',
    'ten',
    '1,2,3',
    '0x10',
    '1e3',
    '0b1',
    '0o7',
    'Infinity',
    'NaN',
    '1.',
    '.',
    ',',
    '-',
    '12 34',
    '1,23,456',
    '٣',
    '1_000',
    '12 km',
    '--1',
  ])('is not "%s"', (text) => {
    expect(readNumber(text)).toBeNaN();
    expect(readNumber(text, '.')).toBeNaN();
    expect(readNumber(text, ',')).toBeNaN();
  });

  it.each([0, 1, 1.5, 1.25, 1.234, 1234, 1234.567, 999999.999, 0.001])('is read again as it was written: %d', (number) => {
    expect(readNumber(writeNumber(number))).toBe(number);
    expect(readNumber(writeNumber(number, ','))).toBe(number);
  });
});

describe('degrees', () => {
  it.each([
    ['46.169', 46.169],
    ['46,169', 46.169],
    ['-8', -8],
    ['−7,9135', -7.9135],
    ['.5', 0.5],
  ])('are read from %s', (text, number) => {
    expect(readDegrees(text)).toBe(number);
  });

  it.each(['', '1.234,5', '1 000', '0x10', '1e1', '46°', '46.1.2', 'north', 'Infinity'])('are not read from "%s"', (text) => {
    expect(readDegrees(text)).toBeNaN();
  });
});
