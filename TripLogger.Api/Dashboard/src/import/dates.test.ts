import { describe, expect, it } from 'vitest';
import { dayReadings, findDayOrder, readDay } from './dates';

describe('a date', () => {
  it.each([
    ['2019-12-31', '2019-12-31'],
    ['2019/12/31', '2019-12-31'],
    ['2019-1-5', '2019-01-05'],
    ['31.12.2019', '2019-12-31'],
    ['31. 12. 2019', '2019-12-31'],
    ['12/31/2019', '2019-12-31'],
    ['31-12-2019', '2019-12-31'],
    ['05/05/2019', '2019-05-05'],
    [' 29/02/2020 ', '2020-02-29'],
  ])('that can be only one is that one: %s', (text, day) => {
    expect(readDay(text)).toBe(day);
    expect(readDay(text, 'monthFirst')).toBe(day);
    expect(readDay(text, 'dayFirst')).toBe(day);
  });

  it('that can be two is neither until someone says which', () => {
    expect(dayReadings('01/02/2020')).toEqual({ dayFirst: '2020-02-01', monthFirst: '2020-01-02' });
    expect(readDay('01/02/2020')).toBeUndefined();
    expect(readDay('01/02/2020', 'dayFirst')).toBe('2020-02-01');
    expect(readDay('01/02/2020', 'monthFirst')).toBe('2020-01-02');
  });

  it.each(['', '31.12.19', '29.02.2019', '2019-13-01', '31/31/2019', '2019-12-31T00:00:00Z', '1.2/2020', '43830', '1e3', '0000-00-00'])(
    'is not "%s"',
    (text) => {
      expect(dayReadings(text)).toEqual({});
    },
  );
});

describe('the order of day and month', () => {
  it.each([
    [['01/02/2020', '13/02/2020'], 'dayFirst'],
    [['01/02/2020', '02/13/2020'], 'monthFirst'],
    [['01.02.2020', '03.04.2020'], 'dayFirst'],
    [['01.02.2020', '02.13.2020'], 'monthFirst'],
    [['01/02/2020', '03/04/2020'], undefined],
    [['01/02/2020', '2020-12-31'], undefined],
    [['13/02/2020', '02/13/2020', '01/02/2020'], undefined],
    [['13.02.2020', '02/13/2020'], undefined],
    [[], undefined],
  ] as const)('of %j is %s', (texts, order) => {
    expect(findDayOrder(texts)).toBe(order);
  });
});
