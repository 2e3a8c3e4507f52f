/** What mail refuses. */
import { problemKind } from '../../platform/http/problem';

export const badMailSignature = problemKind(
  'bad_mail_signature',
  400,
  "The mail provider's signature is not valid",
  'Check the signing secret and the clock of the sender, and send the body unchanged.',
);
export const noMailProvider = problemKind(
  'no_mail_provider',
  409,
  'No mail leaves this installation',
  'Set up a mail provider first.',
);
export const letterNotResendable = problemKind(
  'letter_not_resendable',
  409,
  'This letter cannot be sent again',
  'Read the letter again: it waits, it may have arrived, or what it opens has run out.',
);
