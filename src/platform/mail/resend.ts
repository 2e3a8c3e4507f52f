/** Letters by Resend, through its SDK and under its idempotency key. */
import type { ErrorResponse } from 'resend';
import { HOUR_MS, SECOND_MS } from '../kernel/clock';
import { type MailOutcome, type MailProvider, unsubscribeHeaders } from './mail-provider';

/** Resend forgets an idempotency key after 24 hours (resend.com/docs/dashboard/emails/idempotency-keys). */
const REMEMBERS_MS = 24 * HOUR_MS;
const TIME_LIMIT_MS = 20 * SECOND_MS;

export interface ResendOptions {
  apiKey: string;
  baseUrl: string;
  from: string;
  replyTo: string | undefined;
}

export function createResend({ apiKey, baseUrl, from, replyTo }: ResendOptions): MailProvider {
  const connect = () => import('resend').then((sdk) => new sdk.Resend(apiKey, { baseUrl }));
  let client: ReturnType<typeof connect> | undefined;

  return {
    name: 'resend',
    remembersMs: REMEMBERS_MS,
    async send({ id, key, to, subject, text, html, kind, unsubscribeUrl }, signal) {
      const resend = await (client ??= connect());
      // Its news of the letter brings them back.
      const tags = [
        { name: 'letter', value: id },
        { name: 'kind', value: kind },
      ];
      const {
        data,
        error,
        headers: answered,
      } = await resend.emails.send(
        {
          ...{ from, to, subject, text, html, tags },
          headers: unsubscribeHeaders({ unsubscribeUrl }),
          ...(replyTo === undefined ? {} : { replyTo }),
        },
        { idempotencyKey: key, signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]) },
      );
      return error
        ? outcomeOf(error, answered?.['retry-after'])
        : { became: 'accepted', providerId: data.id };
    },
    async find({ id, to, subject }, since, signal) {
      const resend = await (client ??= connect());
      const asked = { signal: AbortSignal.any([signal, AbortSignal.timeout(TIME_LIMIT_MS)]) };
      let after: string | undefined;
      for (let page = 0; page < PAGES_LOOKED_AT; page += 1) {
        const listed = await resend.emails.list({ limit: PAGE, ...(after ? { after } : {}) }, asked);
        if (listed.error) return whereNotListed(listed.error, listed.headers?.['retry-after']);
        const { data, has_more: hasMore } = listed.data;
        for (const each of data) {
          if (each.subject !== subject || !each.to.includes(to)) continue;
          const read = await resend.emails.get(each.id, asked);
          if (read.error) return outcomeOf(read.error, read.headers?.['retry-after']);
          const isIt = (read.data.tags ?? []).some(({ name, value }) => name === 'letter' && value === id);
          if (isIt) return { became: 'accepted', providerId: each.id };
        }
        after = data.at(-1)?.id;
        const oldestAt = Date.parse(data.at(-1)?.created_at ?? '');
        if (!hasMore || after === undefined || oldestAt < since) return null;
      }
      return {
        became: 'delayed',
        because: 'It may have been taken: too many letters to look through.',
        taken: 'no',
      };
    },
    close: () => undefined,
  };
}

const PAGE = 100;
const PAGES_LOOKED_AT = 100;

/** A key that may only send reads no list: then news of the letter would have come, and none did. */
const whereNotListed = (error: ErrorResponse, retryAfter: string | undefined): MailOutcome | null =>
  error.name === 'restricted_api_key' ? null : outcomeOf(error, retryAfter);

const QUOTAS = ['daily_quota_exceeded', 'monthly_quota_exceeded'];

/** What its error means (resend.com/docs/api-reference/errors). */
function outcomeOf(
  { statusCode, name, message }: ErrorResponse,
  retryAfter: string | undefined,
): MailOutcome {
  const because = `${statusCode ?? 'no answer'} ${name}: ${message}`;
  const seconds = Number(retryAfter);
  const wait = seconds > 0 ? { retryAfterMs: seconds * SECOND_MS } : {};
  if (statusCode === null || statusCode >= 500) return { became: 'delayed', because, taken: 'unknown' };
  if (QUOTAS.includes(name)) return { became: 'closed', because, retryAfterMs: HOUR_MS };
  if (statusCode === 429)
    return { became: 'delayed', because, taken: 'no', retryAfterMs: SECOND_MS, ...wait };
  // The letter is being taken under this id by an earlier try, or was, when its words were put otherwise.
  if (name === 'concurrent_idempotent_requests') return { became: 'delayed', because, taken: 'unknown' };
  if (name === 'invalid_idempotent_request') return { became: 'accepted', providerId: null };
  if ([401, 403].includes(statusCode) || ['invalid_from_address', 'invalid_region'].includes(name)) {
    return { became: 'closed', because };
  }
  return { became: 'refused', because };
}
