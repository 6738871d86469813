import { describe, expect, it } from 'vitest';
import { type Choices, type CsvRow, MOST_ROWS, readTrips } from './readTrips';

const header = 'title,destination,country,latitude,longitude,startDate,endDate,notes,distanceKm,visibility';
const good = 'A,Porto,PT,41.1,-8.6,2025-02-01,2025-02-02,,,';

const bytes = (text: string) => new TextEncoder().encode(text);

function read(text: string | Uint8Array, choices?: Choices) {
  const file = readTrips(typeof text === 'string' ? bytes(text) : text, choices);
  if ('problem' in file) {
    throw new Error(JSON.stringify(file.problem));
  }
  return file;
}

const errorsOf = (rows: readonly CsvRow[]) => rows.map(({ problem, errors }) => (problem ? ['line'] : Object.keys(errors)));

/** A file with these dates, or distances, and nothing else that matters. */
const withDates = (...dates: string[]) => [header, ...dates.map((date) => `A,B,PT,1.5,2.5,${date},${date},,,`)].join('\n');
const withDistances = (separator: string, degrees: string, ...distances: string[]) =>
  [
    header.replaceAll(',', separator),
    ...distances.map((distance) =>
      ['A', 'B', 'PT', `"${degrees}"`, `"${degrees}"`, '2025-02-01', '2025-02-02', '', `"${distance}"`, ''].join(separator),
    ),
  ].join('\n');
const distancesOf = (text: string, choices?: Choices) =>
  read(text, choices).rows.map(({ draft, errors }) => (errors.distanceKm ? 'unclear' : Number(draft.distanceKm)));
const daysOf = (text: string, choices?: Choices) =>
  read(text, choices).rows.map(({ draft, errors }) => (errors.startDate ? 'unclear' : draft.startDate));

describe('a file of trips', () => {
  it('becomes rows that know their line', () => {
    const { rows } = read(`${header}\n\n${good}\nB,Lisbon,PT,38.7,-9.1,2025-01-01,2025-01-02,"one\ntwo",12,public\n\nC,${good.slice(2)}\n`);
    expect(rows.map(({ line, draft, errors }) => [line, draft.title, draft.visibility, draft.notes, errors])).toEqual([
      [3, 'A', 'private', '', {}],
      [4, 'B', 'public', 'one\ntwo', {}],
      [7, 'C', 'private', '', {}],
    ]);
  });

  it('of a German spreadsheet is read as it is', () => {
    const { rows, reading } = read(
      [
        'Titel;Ziel;Land;Breite;Länge;Von;Bis;Notizen;Entfernung (km);Sichtbarkeit',
        'Silvester;Prag;Tschechien;50,0755;14,4378;31.12.2019;01.01.2020;"Kalt; schön";1.234,5;privat',
        'Am Meer;Kapstadt;Südafrika;-33,925;18,424;01.02.2020;03.02.2020;;1.234;Öffentlich',
      ].join('\r\n'),
    );
    expect(rows.map(({ errors, draft }) => [errors, draft])).toEqual([
      [
        {},
        {
          title: 'Silvester',
          place: 'Prag',
          country: 'CZ',
          latitude: '50.0755',
          longitude: '14.4378',
          startDate: '2019-12-31',
          endDate: '2020-01-01',
          notes: 'Kalt; schön',
          distanceKm: '1234.5',
          visibility: 'private',
        },
      ],
      [
        {},
        {
          title: 'Am Meer',
          place: 'Kapstadt',
          country: 'ZA',
          latitude: '-33.925',
          longitude: '18.424',
          startDate: '2020-02-01',
          endDate: '2020-02-03',
          notes: '',
          distanceKm: '1234',
          visibility: 'public',
        },
      ],
    ]);
    expect(reading).toMatchObject({ separator: ';', dayOrder: { answer: 'dayFirst' }, decimalMark: { answer: ',' }, ignored: [] });
  });

  it('of an older program is read by its letters, and that can be changed', () => {
    const latin = Uint8Array.from(
      [...`${header}\nÉvora,É,PT,1.5,2.5,2025-01-01,2025-01-02,,,`].map((character) => character.charCodeAt(0)),
    );
    const first = read(latin);
    expect(first.rows[0]?.draft.title).toBe('Évora');
    expect(first.reading).toMatchObject({ encoding: 'windows-1252', legacy: 'windows-1252' });
    expect(read(latin, { legacy: 'windows-1251' }).rows[0]?.draft.title).toBe('Йvora');
  });

  it('tells all that is wrong in a row', () => {
    const { rows } = read(`${header}\n,Nowhere,Atlantis,99,0,2025-01-05,2025-01-01,,far,secret\n`);
    expect(errorsOf(rows).map((errors) => errors.sort())).toEqual([
      ['country', 'distanceKm', 'endDate', 'latitude', 'title', 'visibility'],
    ]);
  });

  it.each(['0x10', '1e3', 'Infinity', 'NaN', '12 km', '1,2,3'])('has no distance of "%s"', (distance) => {
    expect(distancesOf(withDistances(',', '1.5', distance))).toEqual(['unclear']);
  });

  it.each(['0x10', '1e1', 'Infinity', '1.234,5', '4 6'])('has no coordinates of "%s"', (degrees) => {
    expect(errorsOf(read(withDistances(',', degrees, '1')).rows)).toEqual([['latitude', 'longitude']]);
  });

  it.each([
    [good.replace(',,,', ',One, two,,'), 'more'],
    [`${good},`, 'one more that is empty'],
    [good.slice(0, -1), 'less'],
  ])('has no row with more or fewer fields than columns, also not at its end: %s', (line) => {
    const { rows } = read(`${header}\n${line}\n${good}`);
    expect(errorsOf(rows)).toEqual([['line'], []]);
  });

  it('keeps its columns in any order, and says which it does not know', () => {
    const { rows, reading } = read(
      'Mood,end date,START_DATE,Longitude,latitude,Country,Destination,Title,\nfine,2025-02-02,2025-02-01,-8.6,41.1,pt,Porto,A,',
    );
    expect(rows[0]).toMatchObject({ errors: {}, draft: { title: 'A', country: 'PT', startDate: '2025-02-01', endDate: '2025-02-02' } });
    expect(reading.ignored).toEqual(['Mood']);
  });

  it.each([
    ['title,destination,country,latitude,longitude\nA,B,PT,1,2', { kind: 'missingColumns', names: ['startDate', 'endDate'] }],
    [`${header},km\n${good},5`, { kind: 'doubledColumns', names: ['distanceKm'] }],
    ['%PDF-1.7 whatever', { kind: 'notCsv' }],
    ['', { kind: 'notCsv' }],
    [`${header}\n \n`, { kind: 'noRows' }],
    [`${header}\n${good}\n${good.replace('Porto', '"Porto')}`, { kind: 'badQuotes', line: 3 }],
    [`${header}\n${`${good}\n`.repeat(MOST_ROWS + 1)}`, { kind: 'tooMany' }],
  ])('is refused as a whole with the reason', (text, problem) => {
    expect(readTrips(bytes(text))).toEqual({ problem });
  });

  it('shows numbers as they will be stored', () => {
    const [row] = read(`${header}\nA,B,PT,41.123456789,-0.00000004,2025-02-01,2025-02-02,,12.34567,`).rows;
    expect(row?.draft).toMatchObject({ latitude: '41.123457', longitude: '0', distanceKm: '12.3460' });
  });
});

describe('a distance that can be two', () => {
  it.each([
    // By the other distances, whatever the coordinates say.
    [',', '1.5', ['1,234', '12.5'], [1234, 12.5]],
    [',', '1.5', ['1,234', '12,5'], [1.234, 12.5]],
    [';', '1,5', ['1.234', '0.5'], [1.234, 0.5]],
    // By the coordinates.
    [',', '46.169', ['1,234', '1.234'], [1234, 1.234]],
    ['\t', '46,169', ['1,234', '1.234'], [1.234, 1234]],
    [';', '46,169', ['1.234', '7'], [1234, 7]],
    // By nothing.
    [',', '46', ['1,234', '7'], ['unclear', 7]],
    [';', '46', ['1.234', '7'], ['unclear', 7]],
    [';', '46.169', ['1.234', '7'], ['unclear', 7]],
    // By too much.
    [',', '46', ['1,234', '12.5', '12,5'], ['unclear', 12.5, 12.5]],
  ] as const)('is decided by the file as a whole, or not at all: %j, %s, %j', (separator, degrees, distances, expected) => {
    expect(distancesOf(withDistances(separator, degrees, ...distances))).toEqual(expected);
  });

  it('is what the traveller says', () => {
    const text = withDistances(',', '46', '1,234', '12.5');
    expect(read(text).reading.decimalMark).toEqual({ answer: '.', example: '1,234' });
    expect(distancesOf(text, { decimalMark: ',' })).toEqual([1.234, 12.5]);
    expect(read(withDistances(',', '46', '1234')).reading.decimalMark).toBeUndefined();
  });
});

describe('a date that can be two', () => {
  it.each([
    [
      ['01/02/2020', '13/02/2020'],
      ['2020-02-01', '2020-02-13'],
    ],
    [
      ['01/02/2020', '02/13/2020'],
      ['2020-01-02', '2020-02-13'],
    ],
    [['01/02/2020'], ['unclear']],
    [
      ['01/02/2020', '13/02/2020', '02/13/2020'],
      ['unclear', '2020-02-13', '2020-02-13'],
    ],
  ])('is decided by the file as a whole, or not at all: %j', (dates, expected) => {
    expect(daysOf(withDates(...dates))).toEqual(expected);
  });

  it('is what the traveller says', () => {
    const text = withDates('01/02/2020');
    expect(read(text).reading.dayOrder).toEqual({ answer: undefined, example: '01/02/2020' });
    expect(daysOf(text, { dayOrder: 'dayFirst' })).toEqual(['2020-02-01']);
    expect(daysOf(text, { dayOrder: 'monthFirst' })).toEqual(['2020-01-02']);
    expect(read(withDates('2020-02-01')).reading.dayOrder).toBeUndefined();
  });
});

describe('an apostrophe before what looks like a formula', () => {
  const text = `${header}\n'-90s party,'=B,PT,1.5,2.5,2025-01-01,2025-01-02,'tis,,`;
  const textsOf = (file: string, choices?: Choices) => {
    const { draft } = read(file, choices).rows[0] ?? {};
    return [draft?.title, draft?.place, draft?.notes];
  };

  it('stays, as the file says, unless the traveller says otherwise', () => {
    expect(textsOf(text)).toEqual(["'-90s party", "'=B", "'tis"]);
    expect(read(text).reading.apostrophes).toEqual({ answer: 'text', example: "'-90s party" });
    expect(textsOf(text, { apostrophes: 'protection' })).toEqual(['-90s party', '=B', "'tis"]);
  });

  it('goes where an export has put it', () => {
    expect(textsOf(text.replace('visibility', 'visibility,createdAt').replace(/$/, ',2025'))).toEqual(['-90s party', '=B', "'tis"]);
  });
});
