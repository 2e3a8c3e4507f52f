/** What can go wrong on the way to a proof of control. */
import { problemKind } from '../../../platform/http/problem';

export const noFederalEmail = problemKind(
  'no_federal_email',
  409,
  'The federal record has no email address',
  'Ask for a review of your evidence instead, or have FMCSA add an address.',
);
export const controlAlreadyProved = problemKind(
  'control_already_proved',
  409,
  'Control is already proved to this level',
  'Nothing is left to do at this level.',
);
export const controlRevoked = problemKind(
  'control_revoked',
  409,
  'The proof of control was revoked',
  'Ask for a review of your evidence.',
);
export const controlCodeTooSoon = problemKind(
  'control_code_too_soon',
  429,
  'Too many codes were sent',
  'Wait for the time in `Retry-After`, then ask for another code.',
);
export const controlCodeRefused = problemKind(
  'control_code_refused',
  422,
  'The code is not correct',
  'Check the code, or ask for a new one if it has expired.',
  { field: 'code' },
);
export const reviewPending = problemKind(
  'control_review_pending',
  409,
  'A review is in progress',
  'Wait for its result; you will be notified.',
);
export const noReviewPending = problemKind(
  'no_control_review_pending',
  409,
  'No review was requested',
  'Ask for a review first.',
);
export const reviewChanged = problemKind(
  'control_review_changed',
  409,
  'The request for a review is another one by now',
  'Read the request that waits, and decide about it.',
);
export const controlPapersMissing = problemKind(
  'control_papers_missing',
  409,
  'No verified paper shows control of the carrier',
  'Levels 2 and 3 rest on papers. Verify one that came with their request, or name one of theirs that is verified.',
);
export const controlSessionMissing = problemKind(
  'control_session_missing',
  422,
  'Level 3 rests on a live session',
  'Send `session`: when it was held, who was there, which identity paper was shown, and where the recording is.',
  { field: 'session' },
);
export const controlIdentityUnseen = problemKind(
  'control_identity_unseen',
  422,
  'No verified identity paper is named',
  'Have them upload the identity paper that they showed, verify it, and send its id.',
  { field: 'session.identityPaper' },
);
export const controlSessionUnrecorded = problemKind(
  'control_session_unrecorded',
  422,
  'The recording cannot be found by this',
  'Send the id of a document, or a reference of at least 10 characters by which the recording is found.',
  { field: 'session.recording' },
);
export const controlSessionOutOfTime = problemKind(
  'control_session_out_of_time',
  422,
  'The session was not held in the last 30 days, or before the proof last ended',
  'Send when it was held. A session of long ago, or from before the proof ended, says nothing of who controls the carrier now.',
  { field: 'session.heldAt' },
);
export const unknownUser = problemKind(
  'unknown_user',
  422,
  'There is no such user',
  'Check the id of the user.',
  { field: 'userId' },
);
