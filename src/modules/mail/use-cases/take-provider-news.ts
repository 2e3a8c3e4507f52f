/** What the mail provider tells of letters that it took: delivered, bounced, called unwanted. */
import type { DeliveryState } from '../../../platform/mail/delivery.rules';
import type { SuppressionReason } from '../../../platform/mail/suppressions';
import { notFound } from '../../../platform/http/problem';
import { letterMoved } from '../../../platform/mail/mail.events';
import type { MailContext } from '../mail.context';
import { badMailSignature } from '../mail.problems';
import { ResendEvent } from '../mail.schema';

interface News {
  status: DeliveryState;
  because: string | null;
  suppress: SuppressionReason | null;
}

export function createTakeProviderNews({ platform: { config, database, events, log, mailer } }: MailContext) {
  const secrets = config.RESEND_WEBHOOK_SECRET;

  /** Joins the unit. What is not about a letter of ours is heard and left alone. @throws bad_mail_signature */
  return async (body: Buffer, header: (name: string) => string | undefined): Promise<void> => {
    // Where no provider is set up there is nothing here.
    if (secrets.length === 0) throw notFound('There is no such address.');
    const { type, data } = ResendEvent.parse(await verified(body, header, secrets));
    const news = newsOf(type, data);
    const { email_id: providerId } = data;
    if (news === null || providerId === undefined) return;
    await database.atomically(async () => {
      const taken = await mailer.letters.takeNews(
        { id: data.tags.letter, providerId },
        news.status,
        news.because,
      );
      if (taken === null) {
        log.info('mail news of a letter that is not ours', { type });
        return;
      }
      // What was told before says nothing more of an address that an administrator has released since.
      const { letter, changed } = taken;
      if (changed) {
        await events.emit(letterMoved, { letterId: letter.id, kind: letter.kind, status: news.status });
      }
      if (news.suppress && changed) await mailer.suppressions.add(letter.to, news.suppress, letter.id);
    });
  };
}

/** Signed by Standard Webhooks: id, time and body, within five minutes. While a secret is being replaced, with either. */
async function verified(
  body: Buffer,
  header: (name: string) => string | undefined,
  secrets: readonly string[],
): Promise<unknown> {
  const { Webhook } = await import('standardwebhooks');
  const of = (name: string) => header(`webhook-${name}`) ?? header(`svix-${name}`) ?? '';
  const signed = {
    'webhook-id': of('id'),
    'webhook-timestamp': of('timestamp'),
    'webhook-signature': of('signature'),
  };
  for (const secret of secrets) {
    try {
      return new Webhook(secret).verify(body.toString('utf8'), signed);
    } catch {
      // Another of the secrets may fit.
    }
  }
  throw badMailSignature('The signature does not fit the body, or is older than five minutes.');
}

/** A bounce may pass by itself (a full mailbox), which the provider calls transient: it says nothing of the address. */
function newsOf(type: string, { bounce, failed, suppressed }: ResendEvent['data']): News | null {
  switch (type) {
    case 'email.delivered':
      return { status: 'DELIVERED', because: null, suppress: null };
    case 'email.bounced': {
      const final = !/^(transient|temporary)$/i.test(bounce?.type ?? '');
      return { status: 'BOUNCED', because: bounce?.message ?? null, suppress: final ? 'BOUNCED' : null };
    }
    case 'email.complained':
      return { status: 'COMPLAINED', because: 'Its reader marked it as spam.', suppress: 'COMPLAINED' };
    case 'email.suppressed':
      return { status: 'SUPPRESSED', because: suppressed?.message ?? null, suppress: 'BOUNCED' };
    case 'email.failed':
      return { status: 'FAILED', because: failed?.reason ?? null, suppress: null };
    default:
      return null;
  }
}
