/** The door of mail: what becomes of letters, for the provider that tells it and the operators who look after them. */
import type { MailConfig } from '../../platform/mail/mail.config';
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';
import { mailRoutes, newsRoutes } from './mail.routes';
import { createResolveLetter } from './use-cases/resolve-letter';
import { createTakeProviderNews } from './use-cases/take-provider-news';

export function createMail(platform: Platform<MailConfig>, { audit }: { audit: Audit }): void {
  const takeNews = createTakeProviderNews(platform, platform.config.RESEND_WEBHOOK_SECRET);
  const use = createResolveLetter(platform, audit);
  platform.serve('Platform', newsRoutes(takeNews));
  platform.serve('Administration', mailRoutes(use, platform.mailer));
}
