/**
 * Coming back to a view: the browser restores where it was scrolled to, and the view what was opened from it. Views that are opened
 * anew begin at the top.
 */
interface Remembered {
  /** The id of what was opened from this entry of the history. */
  opened?: string;
  /** Whether the entry before this one is the list that it was opened from. */
  fromList?: boolean;
}

let isReturning = false;

window.addEventListener('popstate', () => {
  isReturning = true;
});
// Told by wouter, which every navigation of the page goes through.
for (const navigation of ['pushState', 'replaceState']) {
  window.addEventListener(navigation, () => {
    isReturning = false;
  });
}

/** Whether the view that is shown was come back to, by the browser's buttons. */
export const isReturn = () => isReturning;

/** What this entry of the history remembers. */
export const remembered = (): Remembered => (history.state as Remembered | null) ?? {};

/** Keeps in this entry of the history what is being opened from it. */
export function rememberOpened(id: string): void {
  replaceQuietly({ ...remembered(), opened: id });
}

/** Goes back to the list that this view was opened from, as it was; or to `path` when it was opened otherwise. */
export function backToList(navigate: (path: string, options: { replace: boolean }) => void, path: string): void {
  if (remembered().fromList) {
    history.back();
  } else {
    navigate(path, { replace: true });
  }
}

/** The state alone changes, and no view: nobody is told. */
function replaceQuietly(state: Remembered): void {
  History.prototype.replaceState.call(history, state, '');
}
