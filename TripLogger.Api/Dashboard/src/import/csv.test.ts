import { describe, expect, it } from 'vitest';
import { aTrip } from '../testing';
import { parseCsv, template, toCsv } from './csv';

const header = 'title,destination,country,latitude,longitude,startDate,endDate,notes,distanceKm,visibility';

function rowsOf(text: string) {
  const read = parseCsv(text);
  if ('problem' in read) {
    throw new Error(read.problem.kind);
  }
  return read.rows;
}

describe('a CSV file', () => {
  it('becomes rows that know their line', () => {
    const rows = rowsOf(
      `${header}\nA,Lisbon,PT,38.7,-9.1,2025-01-01,2025-01-02,,12,public\nB,Porto,PT,41.1,-8.6,2025-02-01,2025-02-02,,,\n`,
    );
    expect(rows.map(({ line, draft, errors }) => [line, draft.title, draft.visibility, errors])).toEqual([
      [2, 'A', 'public', {}],
      [3, 'B', 'private', {}],
    ]);
  });

  it('may come from a spreadsheet that writes semicolons, decimal commas and a byte order mark', () => {
    const [row] = rowsOf(
      '\uFEFFTitle;Destination;Country;Latitude;Longitude;Start date;End date\nA;Porto;pt;41,15;-8,61;2025-01-01;2025-01-02\n',
    );
    expect(row?.errors).toEqual({});
    expect(row?.draft.country).toBe('PT');
  });

  it('tells what is wrong in a row', () => {
    const [row] = rowsOf(`${header}\n,Nowhere,XX,99,0,2025-01-05,2025-01-01,,far,secret\n`);
    expect(Object.keys(row?.errors ?? {}).sort()).toEqual(['country', 'distanceKm', 'endDate', 'latitude', 'title', 'visibility']);
  });

  it('keeps quoted commas and lines', () => {
    expect(rowsOf(`${header}\n"A, B",Porto,PT,41,-8,2025-01-01,2025-01-02,"one\ntwo",,\n`)[0]?.draft).toMatchObject({
      title: 'A, B',
      notes: 'one\ntwo',
    });
  });

  it('is refused with the names of missing columns', () => {
    expect(parseCsv('title,destination,country,latitude,longitude\nA,B,PT,1,2')).toEqual({
      problem: { kind: 'missingColumns', names: ['startDate', 'endDate'] },
    });
  });

  it('is refused when it is something else, or empty', () => {
    expect(parseCsv('%PDF-1.7 whatever')).toEqual({ problem: { kind: 'notCsv' } });
    expect(parseCsv(`${header}\n`)).toEqual({ problem: { kind: 'noRows' } });
  });

  it('of an export can be imported again', () => {
    const trip = aTrip({
      title: '=1+1, "quoted"',
      destination: { name: 'Évora', country: 'PT', latitude: -38.5, longitude: -7.9 },
      notes: 'a\nb',
    });
    const csv = toCsv([trip]);
    expect(csv).toContain("'=1+1");
    expect(csv).toContain(',-38.5,');
    expect(rowsOf(csv)[0]).toMatchObject({
      errors: {},
      draft: { title: trip.title, latitude: '-38.5', notes: 'a\nb', distanceKm: '270.5' },
    });
  });

  it('of the template can be imported', () => {
    expect(rowsOf(template).every((row) => Object.keys(row.errors).length === 0)).toBe(true);
  });
});
