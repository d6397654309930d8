export type Theme = 'system' | 'light' | 'dark';

const STORED = 'millrace.theme';

/** The theme that this browser remembers. */
export function theme(): Theme {
  const chosen = document.documentElement.dataset['theme'];
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** Uses a theme from now on and remembers it in this browser. */
export function useTheme(next: Theme): void {
  if (next === 'system') delete document.documentElement.dataset['theme'];
  else document.documentElement.dataset['theme'] = next;
  try {
    if (next === 'system') localStorage.removeItem(STORED);
    else localStorage.setItem(STORED, next);
  } catch {
    // storage is switched off: the choice lasts as long as the page
  }
}
