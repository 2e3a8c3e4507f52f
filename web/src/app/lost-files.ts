/** After a release an open tab asks for files that are gone: it loads the page again, once. */
const KEY = 'mcx-reloaded-at';
/** A file that is missing after a fresh page is missing for another reason. */
const ONCE_IN_MS = 60_000;

export function reloadOnLostFiles(): void {
  addEventListener('vite:preloadError', (event) => {
    // Without a network nothing is known of a release, and a page that is loaded again is gone.
    if (!navigator.onLine) return;
    const before = Number(sessionStorage.getItem(KEY) ?? 0);
    if (Date.now() - before < ONCE_IN_MS) return;
    sessionStorage.setItem(KEY, String(Date.now()));
    event.preventDefault();
    location.reload();
  });
}
