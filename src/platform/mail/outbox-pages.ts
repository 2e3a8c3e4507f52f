/** The mail outbox as a mail program shows it: a list of letters, and each with its links, outside production only. */
import { type RequestHandler, Router } from 'express';
import { escapeHtml, htmlPage } from '../http/html-page';
import { notFound } from '../http/problem';
import { iso } from '../kernel/clock';
import { letterPage } from './letter-page';
import type { DeliveryState } from './delivery.rules';
import type { Mailer, SentMail } from './mailer';

const SHOWN = 100;

/** A letter may show nothing of ours and run nothing; its links open pages beside it. */
const LETTER_FRAME = 'allow-popups allow-popups-to-escape-sandbox';

export function outboxRouter(mailer: Pick<Mailer, 'list' | 'find'>, siteUrl: string): Router {
  const router = Router();
  router.use('/outbox', (_req, res, next) => {
    res.set('Cache-Control', 'no-store');
    next();
  });
  router.get('/outbox', async (req, res) => {
    const mails = await mailer.list(SHOWN);
    if (req.accepts(['html', 'json']) === 'json') res.json({ success: true, data: mails.map(asJson) });
    else res.type('html').send(listPage(mails));
  });
  router.get(
    '/outbox/:id',
    withLetter(mailer, (mail) => readingPage(mail)),
  );
  router.get(
    '/outbox/:id/letter',
    withLetter(mailer, ({ subject, text }) =>
      letterPage({ subject, text, siteUrl }).replace('<head>', '<head><base target="_blank">'),
    ),
  );
  return router;
}

const withLetter =
  ({ find }: Pick<Mailer, 'find'>, page: (mail: SentMail) => string): RequestHandler<{ id: string }> =>
  async (req, res, next) => {
    const mail = await find(req.params.id);
    if (mail) res.type('html').send(page(mail));
    else next(notFound('There is no such letter.'));
  };

const asJson = ({ sentAt, ...mail }: SentMail) => ({ ...mail, sentAt: iso(sentAt) });

/** What becomes of a letter, in a word. */
const STATE_WORDS: Record<DeliveryState, string> = {
  KEPT: 'Kept here',
  WAITING: 'Waiting',
  ACCEPTED: 'Taken by the provider',
  DELIVERED: 'Delivered',
  BOUNCED: 'Bounced',
  COMPLAINED: 'Complained about',
  REFUSED: 'Refused',
  SUPPRESSED: 'Address suppressed',
  FAILED: 'Given up',
};
const stateOf = (status: DeliveryState): string => `<span class="state">${STATE_WORDS[status]}</span>`;

const moment = new Intl.DateTimeFormat('en-US', {
  dateStyle: 'medium',
  timeStyle: 'medium',
  timeZone: 'UTC',
});
const writtenAt = (at: number): string => escapeHtml(moment.format(at));

/** `password-reset` as `Password reset`. */
const sayKind = (kind: string): string =>
  escapeHtml(kind.charAt(0).toUpperCase() + kind.slice(1).replaceAll('-', ' '));

function listPage(mails: readonly SentMail[]): string {
  const rows = mails.map(
    ({ id, to, subject, kind, status, sentAt }) =>
      `<tr><td class="when">${writtenAt(sentAt)}</td><td>${escapeHtml(to)}</td>` +
      `<td><a href="/outbox/${escapeHtml(id)}">${escapeHtml(subject)}</a></td><td class="when">${sayKind(kind)}</td><td>${stateOf(status)}</td></tr>`,
  );
  const table = `<table><tr class="head"><th>Written, UTC</th><th>To</th><th>Subject</th><th>Kind</th><th>State</th></tr>${rows.join('')}</table>`;
  return htmlPage(
    'Mail outbox',
    `<h1>Mail outbox</h1><p class="soft">The last ${SHOWN} letters, newest first. Their links work; in production this page is not there.</p>${mails.length > 0 ? table : '<p>No mail yet.</p>'}`,
  );
}

const readingPage = ({ id, to, subject, sentAt, status, text }: SentMail): string =>
  htmlPage(
    subject,
    `<p><a href="/outbox">All mail</a></p><h1>${escapeHtml(subject)}</h1>
<table><tr><th>To</th><td>${escapeHtml(to)}</td></tr><tr><th>Written</th><td>${writtenAt(sentAt)} UTC</td></tr><tr><th>State</th><td>${stateOf(status)}</td></tr></table>
<iframe class="letter" title="The letter" sandbox="${LETTER_FRAME}" src="/outbox/${escapeHtml(id)}/letter"></iframe>
<h2>As plain text</h2><pre>${escapeHtml(text)}</pre>`,
  );
