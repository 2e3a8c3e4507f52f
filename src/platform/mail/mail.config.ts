/** What the mail reads of the environment: by whom letters leave, and from whom they are. */
import { z } from 'zod';
import {
  type ConfigOf,
  configSlice,
  count,
  listOfTexts,
  webAddress,
  withoutTls,
} from '../kernel/config-slice';
import { isGuessable } from '../kernel/guessable';

/** `MC Exchange <notices@example.com>`, or the address alone: one mailbox, on one line. */
const MAILBOX = /^(?:[^<>@,;:"\p{Cc}]+ <[^<>@\s,;:"]+@[^<>@\s,;:"]+>|[^<>@\s,;:"]+@[^<>@\s,;:"]+)$/u;
const mailbox = z.string().regex(MAILBOX, 'must be one address, as `MC Exchange <notices@example.com>`');

export type MailConfig = ConfigOf<typeof mailConfig>;

export const mailConfig = configSlice({
  variables: {
    /** Said aloud: no mail leaves. */
    MAIL: z.literal('none', { error: 'may only be `none`, which says that no mail leaves' }).optional(),
    RESEND_API_KEY: z.string().min(1).optional(),
    RESEND_BASE_URL: webAddress.default('https://api.resend.com'),
    /** Several while they are being exchanged: news signed with any of them is heard. */
    RESEND_WEBHOOK_SECRET: listOfTexts.refine(
      (secrets) => secrets.every((each) => /^whsec_[A-Za-z0-9+/]{32,}={0,2}$/.test(each)),
      'must be the signing secret of the webhook, which begins with whsec_; several are separated by commas',
    ),
    SMTP_URL: z
      .url({ protocol: /^smtps?$/, error: 'must be as smtp://user:password@host:587 or smtps://…' })
      .optional(),
    MAIL_FROM: mailbox.optional(),
    MAIL_REPLY_TO: mailbox.optional(),
    /** Of each instance, below what the provider takes from the whole account. */
    MAIL_PER_SECOND: count(1, 1_000).default(2),
  },
  secrets: [],
  problems(
    { MAIL, RESEND_API_KEY, RESEND_BASE_URL, RESEND_WEBHOOK_SECRET, SMTP_URL, MAIL_FROM },
    production,
  ) {
    const problems: string[] = [];
    const providers = [RESEND_API_KEY && 'RESEND_API_KEY', SMTP_URL && 'SMTP_URL'].filter(Boolean);
    if (providers.length > 1) problems.push('SMTP_URL: stands beside RESEND_API_KEY; set one of them');
    if (MAIL && providers.length > 0) problems.push(`MAIL: says none, and ${providers.join(' and ')} is set`);
    if (providers.length > 0 && !MAIL_FROM)
      problems.push(`MAIL_FROM: is required with ${providers.join(', ')}`);
    if (!production) return problems;
    if (!MAIL && providers.length === 0) {
      problems.push(
        'RESEND_API_KEY, SMTP_URL: one of them is required in production, or no mail leaves; MAIL=none says that this is meant',
      );
    }
    if (RESEND_API_KEY && RESEND_WEBHOOK_SECRET.length === 0) {
      problems.push(
        'RESEND_WEBHOOK_SECRET: is required with RESEND_API_KEY: bounces and complaints come that way',
      );
    }
    // Whoever guesses it tells us of bounces that there were not.
    if (RESEND_WEBHOOK_SECRET.some((each) => isGuessable(each.slice(6))))
      problems.push('RESEND_WEBHOOK_SECRET: one can be guessed');
    return [...problems, ...withoutTls(['RESEND_BASE_URL'], { RESEND_BASE_URL })];
  },
  warnings: ({ MAIL }, production) =>
    MAIL && production
      ? ['MAIL: no mail leaves: nobody can prove an address, reset a password, or hear of anything by mail']
      : [],
});
