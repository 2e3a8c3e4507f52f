/** The ways in which verifying can be refused, and what is refused without it. */
import { notFound, problemKind } from '../../platform/http/problem';

export const noSuchVerification = () => notFound('There is no such verification here.');

export const verificationNeeded = problemKind(
  'verification_needed',
  403,
  'Something of you has to be verified first',
  'Verify what `errors` names. Reading needs no verification.',
);
export const tooManyChecks = problemKind(
  'too_many_identity_checks',
  409,
  'There were too many checks',
  'Wait until the time that `detail` names, or write to support: an administrator can verify you by other means.',
);
export const checkNotOffered = problemKind(
  'identity_check_not_offered',
  409,
  'This check is not offered any more',
  'Send the request anew.',
);
export const paperNotCurrent = problemKind(
  'paper_not_current',
  422,
  'The paper is not current',
  'Send a paper of the last weeks.',
);
export const papersNeeded = problemKind(
  'papers_needed',
  422,
  'Papers are needed',
  'Upload them as documents, and name their ids.',
);
export const verificationClosed = problemKind(
  'verification_closed',
  409,
  'It does not wait for this any more',
  'Read the verification again.',
);
export const verificationWaits = problemKind(
  'verification_waits',
  409,
  'The person has sent something that waits',
  'Read what they sent, and decide about it.',
);
export const verificationChangedSince = problemKind(
  'verification_changed',
  409,
  'The person has sent something else since',
  'Read the verification again and decide about what it says now.',
);
