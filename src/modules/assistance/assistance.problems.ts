/** The ways in which help on behalf can be refused. */
import { problemKind, refusalThrower } from '../../platform/http/problem';
import type { AssistanceRefusal } from './assistance.rules';

export const preparedNotWaiting = problemKind(
  'prepared_not_waiting',
  409,
  'It waits for nobody any more',
  'Read it again; ask us to prepare it anew if you still want it.',
);
export const feeChanged = problemKind(
  'fee_changed',
  409,
  'The fee is another one by now',
  'Read the fee again, and confirm with the one in `detail` if you agree.',
  { field: 'feeCents' },
);
export const invitationNotSent = problemKind(
  'invitation_not_sent',
  409,
  'The mailbox got enough invitations for one day',
  'Try again tomorrow.',
);
export const answerNotStanding = problemKind(
  'answer_not_standing',
  409,
  'The answer cannot be undone any more',
  'Read it again. Write to us if it is wrong.',
);
export const answerTooLate = problemKind(
  'answer_too_late',
  409,
  'The deadline is too near',
  'Ask the person to answer themselves, or give the deal more time.',
);
export const answerStands = problemKind(
  'answer_stands',
  409,
  'This answer is recorded already',
  'Read the list of telephone answers; it takes effect by itself.',
);
export const notHeardLately = problemKind(
  'not_heard_lately',
  422,
  'The conversation is too long ago, or not held yet',
  'Speak with the person again, and write it down on the same day.',
  { field: 'consent.heardAt' },
);

export const throwIfRefused = refusalThrower<AssistanceRefusal>({
  prepared_not_waiting: preparedNotWaiting,
  fee_changed: feeChanged,
  answer_not_standing: answerNotStanding,
  answer_too_late: answerTooLate,
  not_heard_lately: notHeardLately,
});
