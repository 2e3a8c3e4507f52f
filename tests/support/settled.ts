/** When a page of the app is done: nothing is on its way for it, and nothing that has come waits to be drawn. */
import { setTimeout as wait } from 'node:timers/promises';
import type { Page, Request } from 'playwright-core';

/** For what comes at all: a machine that is busy with other tests takes its time. */
export const PATIENCE_MS = 90_000;

interface Traffic {
  open: Set<Request>;
  begun: number;
}

const traffics = new WeakMap<Page, Traffic>();

/** Keeps count of what a page asks for, from its beginning on. */
export function watchTraffic(page: Page): void {
  const traffic: Traffic = { open: new Set(), begun: 0 };
  traffics.set(page, traffic);
  page.on('request', (request) => {
    // A new document waits for nothing that the one before has asked for.
    if (request.isNavigationRequest() && request.frame() === page.mainFrame()) traffic.open.clear();
    traffic.open.add(request);
    traffic.begun += 1;
  });
  page.on('requestfinished', (request) => traffic.open.delete(request));
  page.on('requestfailed', (request) => traffic.open.delete(request));
}

/**
 * Twice with nothing to do, as an answer comes to the page a moment after its end is known. Answers what is still to come.
 * A window that another one has covered is never told that it is idle: it goes on after a while.
 */
const REST = `new Promise((done) => {
  const idle = (then) => requestIdleCallback(then, { timeout: 2000 });
  idle(() => setTimeout(() => idle(() =>
    done(document.querySelector('main [role=status][aria-label]') !== null)), 40));
})`;

const LOOK_AGAIN_MS = 10;

export async function settled(page: Page): Promise<void> {
  const traffic = traffics.get(page);
  if (!traffic) throw new Error('The page was not watched from its beginning.');
  const until = Date.now() + PATIENCE_MS;
  for (;;) {
    const { begun } = traffic;
    if (traffic.open.size === 0) {
      const loads = await page.evaluate<boolean>(REST).catch((error: unknown) => {
        // It has gone to another document meanwhile.
        if (String(error).includes('Execution context was destroyed')) return true;
        throw error;
      });
      if (!loads && begun === traffic.begun) return;
    }
    if (Date.now() > until) {
      const waiting = [...traffic.open].map((request) => request.url());
      throw new Error(`The page did not come to rest; it waits for: ${waiting.join(', ') || 'nothing'}`);
    }
    await wait(LOOK_AGAIN_MS);
  }
}
