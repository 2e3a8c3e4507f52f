/** The endpoints of mail: the provider's news, and what operators do about letters that did not arrive. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { notFound } from '../../platform/http/problem';
import type { RateLimit } from '../../platform/http/limits';
import { byId, Reason } from '../../platform/http/wire';
import { MINUTE_MS } from '../../platform/kernel/clock';
import { mapPage, PageQuery } from '../../platform/kernel/page';
import type { Mailer } from '../../platform/mail/mailer';
import { badMailSignature, letterNotResendable, noMailProvider } from './mail.problems';
import { LetterQuery, LetterView, NewsTaken, SuppressionView } from './mail.schema';
import { presentLetter, presentSuppression } from './mail.view';
import type { createResolveLetter } from './use-cases/resolve-letter';
import type { createTakeProviderNews } from './use-cases/take-provider-news';

const NEWS_LIMIT: RateLimit = {
  name: 'mailNews',
  requests: 100,
  windowMs: MINUTE_MS,
  sameForAll: true,
  countsRefusalsOnly: true,
};

type TakeNews = ReturnType<typeof createTakeProviderNews>;
type UseCases = ReturnType<typeof createResolveLetter>;

export const newsRoutes = (takeNews: TakeNews): Endpoint[] => [
  endpoint({
    operationId: 'receiveMailEvent',
    method: 'post',
    path: '/webhooks/resend',
    summary: 'Receive news of letters from the mail provider.',
    description:
      'Signed by Standard Webhooks, as Resend does. Bounces and complaints suppress the address. Events may repeat and arrive in any order.',
    access: 'public',
    limit: NEWS_LIMIT,
    rawBody: true,
    response: NewsTaken,
    problems: [badMailSignature, notFound],
  }).handledBy(async ({ request }) => {
    await takeNews(request.rawBody, (name) => request.header(name));
    return { received: true as const };
  }),
];

export const mailRoutes = (use: UseCases, { letters, suppressions }: Mailer): Endpoint[] => [
  endpoint({
    operationId: 'listLetters',
    method: 'get',
    path: '/admin/mail',
    summary: 'List letters and where they are, newest first.',
    description: 'What a letter says is not shown.',
    access: 'admin',
    query: LetterQuery,
    paged: true,
    response: z.array(LetterView),
  }).handledBy(async ({ query }) => mapPage(await letters.listLetters(query), presentLetter)),

  endpoint({
    operationId: 'sendLetterAgain',
    method: 'post',
    path: '/admin/mail/{id}/send-again',
    summary: 'Send a letter again that did not arrive, or try one now that waits for a later try.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    response: LetterView,
    problems: [letterNotResendable, noMailProvider],
  }).handledBy(async ({ actor, params }) => presentLetter(await use.sendLetterAgain(actor, params.id))),

  endpoint({
    operationId: 'sendWaitingLetters',
    method: 'post',
    path: '/admin/mail/send-waiting',
    summary: 'Try all letters now that wait for a later try, as after an outage of the provider.',
    access: 'admin',
    idempotent: 'unit',
    response: z.strictObject({ letters: z.int().describe('How many waited.') }),
    problems: [noMailProvider],
  }).handledBy(({ actor }) => use.sendWaitingLetters(actor)),

  endpoint({
    operationId: 'listMailSuppressions',
    method: 'get',
    path: '/admin/mail/suppressions',
    summary: 'List the addresses that no letter goes to, newest first.',
    access: 'admin',
    query: PageQuery,
    paged: true,
    response: z.array(SuppressionView),
  }).handledBy(async ({ query }) => mapPage(await suppressions.list(query), presentSuppression)),

  endpoint({
    operationId: 'removeMailSuppression',
    method: 'post',
    path: '/admin/mail/suppressions/{id}/release',
    summary: 'Let an address have letters again.',
    description: 'Where the mailbox still does not exist, the next letter suppresses it again.',
    access: 'admin',
    idempotent: 'unit',
    params: byId,
    body: z.strictObject({ reason: Reason }),
    response: SuppressionView,
  }).handledBy(async ({ actor, params, body }) =>
    presentSuppression(await use.removeSuppression(actor, params.id, body.reason)),
  ),
];
