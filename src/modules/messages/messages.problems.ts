/** The ways in which writing, blocking and reporting can be refused. */
import { notFound, problemKind } from '../../platform/http/problem';

/** The same for whoever is not there, and whoever the reader has nothing to do with. */
export const noSuchPartner = () =>
  notFound(
    'There is nobody here whom you can write to under this id: you need an unlocked listing, an offer, or a deal with them.',
  );
export const noSuchConversation = () => notFound('There is no such conversation here.');
export const noSuchMessage = () => notFound('There is no such message here.');
export const noSuchDeal = () => notFound('There is no such deal here.');

export const conversationBlockedProblem = problemKind(
  'conversation_blocked',
  409,
  'The conversation is closed to messages',
  'If you blocked it, unblock it first. Otherwise write to support.',
);
export const alreadyReported = problemKind(
  'already_reported',
  409,
  'You have reported this conversation already',
  'Wait for the decision.',
);
export const reportDecided = problemKind(
  'report_decided',
  409,
  'The report has been decided',
  'Read the list of open reports.',
);
