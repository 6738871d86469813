import { act, renderHook } from '@testing-library/react';
import { beforeEach, describe, expect, it } from 'vitest';
import { clearDrafts, readDraft, useDraft, writeDraft } from './drafts';

const empty = { title: '', notes: '' };

describe('what is typed and not saved', () => {
  beforeEach(() => localStorage.clear());

  it('is there again after a reload', () => {
    const { result, unmount } = renderHook(() => useDraft('ada', 'trip', empty));
    act(() => result.current.change({ title: 'Lis' }));
    act(() => result.current.change({ title: 'Lisbon' }));
    unmount();

    const again = renderHook(() => useDraft('ada', 'trip', empty));
    expect(again.result.current.value).toEqual({ title: 'Lisbon', notes: '' });
    expect(again.result.current.isRestored).toBe(true);
  });

  it('can be thrown away', () => {
    writeDraft('ada', 'trip', { title: 'Lisbon', notes: '' });
    const { result } = renderHook(() => useDraft('ada', 'trip', empty));
    act(() => result.current.discard());
    expect(result.current.value).toEqual(empty);
    expect(readDraft('ada', 'trip')).toBeNull();
  });

  it('goes at sign-out, and only what is of that traveller', () => {
    writeDraft('ada', 'trip', empty);
    writeDraft('ben', 'trip', empty);
    clearDrafts('ada');
    expect(readDraft('ada', 'trip')).toBeNull();
    expect(readDraft('ben', 'trip')).toEqual(empty);
  });

  it('that cannot be read any more is dropped', () => {
    localStorage.setItem('triplogger.draft.ada.trip', '{"title":');
    expect(readDraft('ada', 'trip')).toBeNull();
  });
});
