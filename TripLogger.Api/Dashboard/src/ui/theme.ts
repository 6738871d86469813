const KEY = 'triplogger.theme';
const themes = ['auto', 'light', 'dark'] as const;

export type Theme = (typeof themes)[number];

export function readTheme(): Theme {
  return themes.find((theme) => theme === localStorage.getItem(KEY)) ?? 'auto';
}

/** Follows the system, or not. */
export function applyTheme(theme: Theme): void {
  localStorage.setItem(KEY, theme);
  document.documentElement.dataset.theme = theme;
}

export const nextTheme = (theme: Theme): Theme => themes[(themes.indexOf(theme) + 1) % themes.length] ?? 'auto';
