/**
 * Windows that are handed on from one test to the next: a new one, with the app's files read anew, takes a second of CPU,
 * and one that was used before half of it. Whoever closes a window gives it back as if nobody had been there.
 */
import type { Browser, BrowserContext, BrowserContextOptions, Page } from 'playwright-core';

/** A file of the site that shows nothing and asks for nothing: what a page of it keeps can be read and changed there. */
const QUIET_PLACE = '/color-scheme.js';

/** What a test listens to. */
const HEARD = [
  ...(['console', 'dialog', 'domcontentloaded', 'download', 'framenavigated', 'load', 'pageerror'] as const),
  ...(['popup', 'request', 'requestfailed', 'requestfinished', 'response', 'websocket'] as const),
];

const idlePages = new WeakMap<BrowserContext, Page>();

/** The page that a window handed on has open; nothing where another one is needed. */
export function takeIdlePage(context: BrowserContext): Page | undefined {
  const page = idlePages.get(context);
  idlePages.delete(context);
  return page;
}

/** Changes what the site keeps in a window, before any page of the app is there to see it. */
export async function changeKept(page: Page, change: string): Promise<void> {
  if (!new RegExp(`^https?://[^/]+${QUIET_PLACE}$`).test(page.url())) await page.goto(QUIET_PLACE);
  await page.evaluate(change);
}

export type Windows = ReturnType<typeof keepWindows>;

export function keepWindows(browser: Browser, options: BrowserContextOptions) {
  const free: BrowserContext[] = [];

  async function open(): Promise<BrowserContext> {
    const context = await browser.newContext(options);
    const page = await context.newPage();
    const close = context.close.bind(context);
    context.close = async () => {
      await forget(context, page).then(() => free.push(context), close);
    };
    idlePages.set(context, page);
    return context;
  }

  async function forget(context: BrowserContext, page: Page): Promise<void> {
    for (const other of context.pages()) if (other !== page) await other.close();
    for (const event of HEARD) page.removeAllListeners(event);
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await context.unrouteAll({ behavior: 'ignoreErrors' });
    await context.setOffline(false);
    await page.goto(QUIET_PLACE);
    await page.evaluate('localStorage.clear(); sessionStorage.clear();');
    await context.clearCookies();
    await page.emulateMedia({ colorScheme: null, media: null });
    idlePages.set(context, page);
  }

  return {
    /** Of somebody who has never been here. */
    async take(viewport: { width: number; height: number }): Promise<BrowserContext> {
      const context = free.pop() ?? (await open());
      await idlePages.get(context)?.setViewportSize(viewport);
      return context;
    },
  };
}
