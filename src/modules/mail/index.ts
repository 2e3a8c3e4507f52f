/** The door of mail: what becomes of letters, for the provider that tells it and the operators who look after them. */
import type { MailConfig } from '../../platform/mail/mail.config';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import { mailRoutes, newsRoutes } from './mail.routes';
import { createListWaiting } from './use-cases/list-waiting';
import { createResolveLetter } from './use-cases/resolve-letter';
import { createTakeProviderNews } from './use-cases/take-provider-news';

export type Mail = WaitingSource;

export function createMail(platform: Platform<MailConfig>, { audit }: { audit: Audit }): Mail {
  const takeNews = createTakeProviderNews(platform, platform.config.RESEND_WEBHOOK_SECRET);
  const use = createResolveLetter(platform, audit);
  platform.serve('Platform', newsRoutes(takeNews));
  platform.serve('Administration', mailRoutes(use, platform.mailer));
  return { listWaiting: createListWaiting(platform) };
}
