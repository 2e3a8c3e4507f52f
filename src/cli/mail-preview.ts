/** Letters with made-up data, as a mail program shows them. */
import type { Config } from '../config';
import { sampleSecretLetters } from '../modules/identity';
import { sampleLetters } from '../modules/notifications';
import { HOUR_MS } from '../platform/kernel/clock';
import { letterPage } from '../platform/mail/letter-page';
import type { MailMessage } from '../platform/mail/mailer';

/** By kind: of notices as `OFFER_MADE`, of letters with a secret as `RESET_PASSWORD`. */
export async function previewKinds(config: Config, now: number): Promise<Map<string, MailMessage>> {
  const secret = await sampleSecretLetters(config, now + HOUR_MS);
  return new Map<string, MailMessage>([
    ...secret.map((letter) => [letter.kind.toUpperCase().replaceAll('-', '_'), letter] as const),
    ...sampleLetters(config, now),
  ]);
}

export const previewPage = ({ siteUrl }: Config, { subject, text }: MailMessage): string =>
  letterPage({ subject, text, siteUrl });
