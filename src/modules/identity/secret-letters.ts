/** The mails that carry a secret link or code. Identity sends them itself, since no event may hold a secret. */
import { createLetter, type LetterRecipient } from '../../platform/mail/letter';
import type { MailMessage } from '../../platform/mail/mailer';
import type { LetterCap } from '../../platform/mail/letter-cap';
import type { Platform } from '../../platform/platform';

/** What a letter opens something with. */
export interface NewLink {
  token: string;
  expiresAt: number;
}

/** A code for a mailbox that need not be a user's. */
export interface CodeLetter {
  to: string;
  /** What it is for, such as `proof-of-control`. */
  kind: string;
  subject: string;
  paragraphs: string[];
  code: string;
  /** When the code has lost its worth. */
  until: number;
  /** As what it counts for the mailbox, and how many: unless said, as its kind, ten a day. */
  counts?: { as: string; cap: LetterCap };
}

/** Each of them with a secret that opens nothing, for whoever wants to see how they look. */
export async function sampleSecretLetters(config: Platform['config'], until: number): Promise<MailMessage[]> {
  const sent: MailMessage[] = [];
  const send = (message: MailMessage) => Promise.resolve(sent.push(message) > 0);
  const letters = createSecretLetters({ config, mailer: { send } });
  const to = { email: 'dana@example.com', firstName: 'Dana' };
  const link = { token: 'sample', expiresAt: until };
  await letters.sendWelcome(to, link);
  await letters.sendVerification(to, link);
  await letters.sendPasswordReset(to, link);
  await letters.sendAddressConfirmation(to, to.email, link);
  return sent;
}

export type SecretLetters = ReturnType<typeof createSecretLetters>;

/** As long as a reset link lives, and no longer: whoever gets no further letter has one with a good link. */
const RESET_CAP: LetterCap = { HOUR: 3 };

/** A mailbox may be the one of many carriers; how often each is written to is limited where codes are asked for. */
const CODE_CAP: LetterCap = { DAY: 10 };

/** Each is queued in the ambient unit, and answers false where the mailbox got enough of them. */
export function createSecretLetters({
  config,
  mailer,
}: {
  config: Platform['config'];
  mailer: Pick<Platform['mailer'], 'send'>;
}) {
  const letter = createLetter(config);
  /** A label above its link: a button, where letters are shown as pages. */
  const link = (label: string, page: string, token: string): string =>
    `${label}:\n${config.siteUrl}/${page}?token=${token}`;

  return {
    /** It confirms the address as `sendVerification` does, and counts with those. */
    sendWelcome: (to: LetterRecipient, { token, expiresAt }: NewLink) =>
      mailer.send({
        ...letter('welcome', to, 'Welcome to MC Exchange', [
          'Your account is ready. Sign in with this email address and the password you chose.',
          'To confirm that this address is yours, open this link within 24 hours.',
          link('Confirm this address', 'verify-email', token),
          'If you didn’t open this account, contact us and we’ll close it.',
        ]),
        owed: true,
        secret: { text: token, until: expiresAt },
        counts: { as: 'verify-email' },
      }),

    sendVerification: (to: LetterRecipient, { token, expiresAt }: NewLink) =>
      mailer.send({
        ...letter('verify-email', to, 'Confirm your email address', [
          'To confirm that this address is yours, open this link within 24 hours.',
          link('Confirm this address', 'verify-email', token),
          'If you don’t have an account with us, you can ignore this email.',
        ]),
        owed: true,
        secret: { text: token, until: expiresAt },
      }),

    sendPasswordReset: (to: LetterRecipient, { token, expiresAt }: NewLink) =>
      mailer.send({
        ...letter('reset-password', to, 'Reset your password', [
          'Someone asked to reset the password of your account. To choose a new one, open this link within an hour.',
          link('Choose a new password', 'reset-password', token),
          'If this wasn’t you, ignore this email and your password stays the same.',
        ]),
        owed: true,
        secret: { text: token, until: expiresAt },
        counts: { cap: RESET_CAP },
      }),

    sendAddressConfirmation: (
      { firstName }: LetterRecipient,
      newEmail: string,
      { token, expiresAt }: NewLink,
    ) =>
      mailer.send({
        ...letter('confirm-address', { email: newEmail, firstName }, 'Confirm your new email address', [
          'You asked to use this address for your MC Exchange account. To confirm that it is yours, open this link within 24 hours.',
          link('Use this address', 'confirm-email-change', token),
          'Until then, your account keeps its current address. If you didn’t ask for this, you can ignore this email.',
        ]),
        owed: true,
        secret: { text: token, until: expiresAt },
      }),

    sendCode: ({ to, kind, subject, paragraphs, code, until, counts }: CodeLetter): Promise<boolean> =>
      mailer.send({
        to,
        kind,
        subject,
        text: paragraphs.join('\n\n'),
        owed: true,
        secret: { text: code, until },
        counts: counts ?? { cap: CODE_CAP },
      }),
  };
}
