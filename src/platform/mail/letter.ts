/** The form of every letter: a greeting, paragraphs, from whom it is, and at its foot why it came. */
import { redactText } from '../kernel/redact';
import type { PlatformConfig } from '../platform.config';
import type { MailMessage } from './mailer';

export interface LetterRecipient {
  email: string;
  firstName: string;
}

export type Letter = (
  kind: string,
  to: LetterRecipient,
  subject: string,
  paragraphs: readonly string[],
  /** Small print, below the signature. */
  foot?: readonly string[],
) => MailMessage;

/** Ends what every letter says; a letter shown as a page has it at its foot. */
export const signatureOf = (home: string): string => `MC Exchange\n${home}`;

export function createLetter({ siteUrl: home }: Pick<PlatformConfig, 'siteUrl'>): Letter {
  /** People write into names and reasons what they should not; only a link of ours carries a secret on purpose. */
  const withoutSecrets = (paragraph: string): string =>
    paragraph
      .split('\n')
      .map((line) => (line === home || line.startsWith(`${home}/`) ? line : redactText(line)))
      .join('\n');

  return (kind, { email, firstName }, subject, paragraphs, foot = []) => ({
    to: email,
    subject: redactText(subject),
    kind,
    text: [`Hello ${firstName},`, ...paragraphs, signatureOf(home), ...foot].map(withoutSecrets).join('\n\n'),
  });
}
