/**
 * Goes through the rows of a page without a mouse: J and K lead to the next row and the one before it, the browser's
 * Enter opens what it is about or presses what is done with it, and Tab goes on within it. C claims it, where that can be.
 */
import { useKeys } from './use-keys';

export const CLAIM_KEY = 'c';

/** What the row is about, else what can be done with it, else where it leads. */
const FIRST = ['[data-about]', 'button[data-act]:not(:disabled)', 'a'];

const controlOf = (row: Element): HTMLElement | undefined =>
  FIRST.map((each) => row.querySelector<HTMLElement>(each)).find((found) => found !== null) ?? undefined;

const rows = (): Element[] => [...document.querySelectorAll('tbody > tr')].filter(controlOf);

const isCurrent = (row: Element): boolean => row.contains(document.activeElement);

function step(by: 1 | -1): void {
  const all = rows();
  const at = all.findIndex(isCurrent);
  const next = all[Math.min(Math.max(at + by, 0), all.length - 1)];
  if (next) controlOf(next)?.focus();
}

const claim = () =>
  rows().find(isCurrent)?.querySelector<HTMLElement>(`button[aria-keyshortcuts="${CLAIM_KEY}"]`)?.click();

export const useRowKeys = (worked: boolean): void =>
  useKeys(worked ? { j: () => step(1), k: () => step(-1), [CLAIM_KEY]: claim } : {});
