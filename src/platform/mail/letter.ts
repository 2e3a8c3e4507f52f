/** The form of every letter: a greeting, paragraphs, and from whom it is. */
import type { Config } from '../../config';
import { redactText } from '../kernel/redact';
import type { MailMessage } from './mailer';

export interface Addressee {
  email: string;
  firstName: string;
}

export type Letter = (kind: string, to: Addressee, subject: string, paragraphs: string[]) => MailMessage;

export function createLetter({ siteUrl: home }: Pick<Config, 'siteUrl'>): Letter {
  /** People write into names and reasons what they should not; only a link of ours carries a secret on purpose. */
  const withoutSecrets = (paragraph: string): string =>
    paragraph.startsWith(`${home}/`) ? paragraph : redactText(paragraph);

  return (kind, { email, firstName }, subject, paragraphs) => ({
    to: email,
    subject,
    kind,
    text: [`Hello ${firstName},`, ...paragraphs, 'MC Exchange', home].map(withoutSecrets).join('\n\n'),
  });
}
