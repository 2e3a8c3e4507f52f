// Sets the color scheme that the reader chose, or that of their system, before anything is painted.
(function () {
  var chosen = null;
  try {
    chosen = localStorage.getItem('mcx-color-scheme');
  } catch {
    // A browser that keeps nothing gets the scheme of its system.
  }
  var dark = chosen === 'dark' || (chosen !== 'light' && matchMedia('(prefers-color-scheme: dark)').matches);
  document.documentElement.setAttribute('data-mantine-color-scheme', dark ? 'dark' : 'light');
})();
