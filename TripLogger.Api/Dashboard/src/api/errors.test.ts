import { describe, expect, it } from 'vitest';
import { texts } from '../texts';
import { readRetryAfter, toApiError } from './errors';

const answer = (status: number, headers: Record<string, string> = {}) => new Response(null, { status, headers });

describe('an answer that is no success', () => {
  it('says what a problem says', () => {
    expect(toApiError(answer(409), { title: 'Conflict', detail: 'Because of that.' }).message).toBe('Because of that.');
  });

  it('names the fields of a validation problem', () => {
    const error = toApiError(answer(400), { errors: { title: ['A trip needs a title.', 'Really.'] } });
    expect(error.fields).toEqual({ title: 'A trip needs a title. Really.' });
    expect(error.message).toBe(texts.errors.invalid);
  });

  it.each([401, 413, 429])('of the gateway (%i) is understood without a problem', (status) => {
    expect(toApiError(answer(status), { message: 'Forbidden' }).message).toBe(texts.errors.byStatus[status]);
  });

  it('does not show what went wrong inside the server', () => {
    expect(toApiError(answer(500), { detail: 'NullReferenceException' }).message).toBe(texts.errors.server);
  });

  it('is understood when its body is no JSON', () => {
    expect(toApiError(answer(502), '<html>').message).toBe(texts.errors.unreachable);
  });

  it('knows how long to wait', () => {
    expect(toApiError(answer(429, { 'Retry-After': '7' }), {}).retryAfterMs).toBe(7000);
  });

  it.each([
    [429, true],
    [503, true],
    [400, false],
    [412, false],
  ])('%i may pass by waiting: %s', (status, isTransient) => {
    expect(toApiError(answer(status), {}).isTransient).toBe(isTransient);
  });
});

describe('Retry-After', () => {
  it('may be a date', () => expect(readRetryAfter('Wed, 25 Nov 2026 10:00:05 GMT', Date.parse('2026-11-25T10:00:00Z'))).toBe(5000));
  it('is never in the past', () => expect(readRetryAfter('Wed, 25 Nov 2026 10:00:05 GMT', Date.parse('2026-11-25T11:00:00Z'))).toBe(0));
  it('may be missing or nonsense', () => {
    expect(readRetryAfter(null)).toBeNull();
    expect(readRetryAfter('soon')).toBeNull();
    expect(readRetryAfter('0x10')).toBeNull();
  });
});
