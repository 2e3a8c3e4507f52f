/** What every use case of this module works with. */
import type { MailConfig } from '../../platform/mail/mail.config';
import type { Platform } from '../../platform/platform';
import type { Audit } from '../audit';

export interface MailDeps {
  audit: Audit;
}

export interface MailContext extends MailDeps {
  platform: Platform<MailConfig>;
}
