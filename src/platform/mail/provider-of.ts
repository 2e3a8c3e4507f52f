/** The provider that the environment names; null where letters stay in the outbox. */
import type { MailConfig } from './mail.config';
import type { MailProvider } from './mail-provider';
import { createResend } from './resend';
import { createSmtp } from './smtp';

export function providerOf({
  RESEND_API_KEY,
  RESEND_BASE_URL,
  SMTP_URL,
  MAIL_FROM = '',
  MAIL_REPLY_TO,
}: MailConfig): MailProvider | null {
  const sender = { from: MAIL_FROM, replyTo: MAIL_REPLY_TO };
  if (RESEND_API_KEY) return createResend({ apiKey: RESEND_API_KEY, baseUrl: RESEND_BASE_URL, ...sender });
  return SMTP_URL ? createSmtp({ url: SMTP_URL, ...sender }) : null;
}
