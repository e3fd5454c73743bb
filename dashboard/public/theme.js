// Runs before first paint, from a file because the content security policy has no inline scripts.
// The same keys and values as src/lib/preferences.ts.
try {
  const saved = JSON.parse(localStorage.getItem('ecluse.preferences') ?? '{}')
  const root = document.documentElement
  if (saved.theme === 'light' || saved.theme === 'dark') root.dataset.theme = saved.theme
  if (saved.density === 'compact') root.dataset.density = 'compact'
  root.lang = saved.locale ?? (navigator.language.startsWith('fr') ? 'fr' : 'en')
} catch {
  // Storage can be blocked or hold something else: the system theme is the right fallback.
}
