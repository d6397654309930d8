// Runs before the first paint, so that a remembered theme does not flash. The switch is in app/shell/theme.ts.
try {
  const theme = localStorage.getItem('millrace.theme');
  if (theme === 'light' || theme === 'dark') document.documentElement.dataset.theme = theme;
} catch {
  // storage is switched off: the system's theme it is
}
