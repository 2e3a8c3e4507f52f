/** When a page of the app is done: nothing is on its way for it, and nothing that has come waits to be drawn. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** For what comes at all: a machine that is busy with other tests takes its time. */
export const PATIENCE_MS = 90_000;

interface Traffic {
  open: Set<Request>;
  begun: number;
  /** Whoever waits until nothing is on its way. */
  waiting: (() => void)[];
}

const traffics = new WeakMap<Page, Traffic>();

/** Keeps count of what a page asks for, from its beginning on. */
export function watchTraffic(page: Page): void {
  const traffic: Traffic = { open: new Set(), begun: 0, waiting: [] };
  traffics.set(page, traffic);
  const ended = (request: Request) => {
    traffic.open.delete(request);
    if (traffic.open.size === 0) for (const go of traffic.waiting.splice(0)) go();
  };
  page.on('request', (request) => {
    // A new document waits for nothing that the one before has asked for.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) traffic.open.clear();
    traffic.open.add(request);
    traffic.begun += 1;
  });
  page.on('requestfinished', ended);
  page.on('requestfailed', ended);
}

/**
 * Once nothing is said to load: twice with nothing to do, as an answer comes to the page a moment after its end is known.
 * By tasks of the lowest priority, which a window that another one has covered gets as well; it is never told that it is idle.
 */
const REST = `new Promise((done) => {
  const loads = () => document.querySelector('main [role=status][aria-label]') !== null;
  const last = (then) => void scheduler.postTask(then, { priority: 'background' });
  const look = () => last(() => setTimeout(() => last(() => (loads() ? watch() : done())), 40));
  const watch = () => {
    if (!loads()) return look();
    const changes = new MutationObserver(() => {
      if (loads()) return;
      changes.disconnect();
      look();
    });
    changes.observe(document, { childList: true, subtree: true, attributes: true });
  };
  watch();
})`;

async function quiet(traffic: Traffic): Promise<void> {
  if (traffic.open.size > 0) await new Promise<void>((resolve) => traffic.waiting.push(resolve));
}

async function rest(page: Page, traffic: Traffic): Promise<void> {
  for (;;) {
    await quiet(traffic);
    const { begun } = traffic;
    const stayed = await page.evaluate(REST).then(
      () => true,
      (error: unknown) => {
        // It has gone to another document meanwhile.
        if (String(error).includes('Execution context was destroyed')) return false;
        throw error;
      },
    );
    if (stayed && traffic.open.size === 0 && begun === traffic.begun) return;
  }
}

export async function settled(page: Page): Promise<void> {
  const traffic = traffics.get(page);
  if (!traffic) throw new Error('The page was not watched from its beginning.');
  const given = new AbortController();
  const late = wait(PATIENCE_MS, undefined, { signal: given.signal }).then(() => {
    const waiting = [...traffic.open].map((request) => request.url());
    throw new Error(`The page did not come to rest; it waits for: ${waiting.join(', ') || 'nothing'}`);
  });
  late.catch(() => undefined);
  await Promise.race([rest(page, traffic), late]).finally(() => given.abort());
}
