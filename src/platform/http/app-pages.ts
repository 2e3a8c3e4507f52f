/**
 * Pages of the browser app that links lead to, for as long as this server has to answer for them: each says what it
 * would show and how to get there, and shows nothing of it.
 */
import { Router } from 'express';
import { escapeHtml, htmlPage } from './html-page';

export interface AppPage {
  /** From the root of the site: `/orders/:id`. */
  path: string;
  /** What it shows, as a heading: `An order`. */
  title: string;
}

export function appPagesRouter(pages: readonly AppPage[]): Router {
  const router = Router();
  for (const { path, title } of pages) {
    router.get(path, (_req, res) => {
      res
        .set('Cache-Control', 'no-store')
        .type('html')
        .send(
          htmlPage(
            title,
            `<h1>${escapeHtml(title)}</h1>
<p>Sign in to MC Exchange to see it. It is shown to the people whom it concerns, and to nobody else.</p>
<p><a href="/">Go to MC Exchange</a></p>`,
            { small: true },
          ),
        );
    });
  }
  return router;
}
