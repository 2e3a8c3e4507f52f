/** The door of mail: what becomes of letters, for the provider that tells it and the operators who look after them. */
import type { MailConfig } from '../../platform/mail/mail.config';
import type { WaitingSource } from '../../platform/kernel/waiting';
import type { Platform } from '../../platform/platform';
import type { MailContext, MailDeps } from './mail.context';
import { mailRoutes, newsRoutes } from './mail.routes';
import { createListWaiting } from './use-cases/list-waiting';
import { createResolveLetter } from './use-cases/resolve-letter';
import { createTakeProviderNews } from './use-cases/take-provider-news';

export type Mail = WaitingSource;

export function createMail(platform: Platform<MailConfig>, deps: MailDeps): Mail {
  const context: MailContext = { ...deps, platform };
  const takeNews = createTakeProviderNews(context);
  const use = createResolveLetter(context);
  platform.serve('Platform', newsRoutes(takeNews));
  platform.serve('Administration', mailRoutes(use, platform.mailer));
  return { listWaiting: createListWaiting(context) };
}
