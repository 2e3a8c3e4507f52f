/**
 * After a release an open tab may ask for files that are gone. It says so above the page, which is loaded anew when its
 * reader wants to; at once only where nothing of it can be shown. What was typed is there again in either case.
 */
import { useSyncExternalStore } from 'react';
import { keepTyped } from './typed';

const KEY = 'mcx-reloaded-at';
/** A file that is missing after a fresh page is missing for another reason. */
const ONCE_IN_MS = 60_000;

let lost = false;
const watchers = new Set<() => void>();

export function watchLostFiles(): void {
  addEventListener('vite:preloadError', () => {
    // Without a network nothing is known of a release.
    if (!navigator.onLine) return;
    // Before the page gives way to what could not be loaded.
    keepTyped();
    lost = true;
    for (const tell of watchers) tell();
  });
}

export const useLostFiles = (): boolean =>
  useSyncExternalStore(
    (changed) => {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    () => lost,
  );

export function loadAnew(): void {
  keepTyped();
  sessionStorage.setItem(KEY, String(Date.now()));
  location.reload();
}

/** Where nothing of a page can be shown for want of its files; once. */
export function loadAnewOnce(): void {
  const before = Number(sessionStorage.getItem(KEY) ?? 0);
  if (lost && navigator.onLine && Date.now() - before >= ONCE_IN_MS) loadAnew();
}
