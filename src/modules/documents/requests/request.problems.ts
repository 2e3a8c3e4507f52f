/** The ways in which asking for a document, and answering, can be refused. */
import { problemKind } from '../../../platform/http/problem';

export const nobodyToAsk = problemKind(
  'document_request_nobody',
  422,
  'They cannot be asked for a document of this',
  'Name in `fromId` one of those whom `detail` names, or leave it out where there is one alone.',
  { field: 'fromId' },
);
export const requestOpen = problemKind(
  'document_request_open',
  409,
  'You have asked for this already',
  'Wait for the answer, or take your request back.',
);
export const tooManyRequests = problemKind(
  'too_many_document_requests',
  409,
  'You have asked for too many documents at once',
  'Wait for answers, or take requests back.',
);
export const requestEnded = problemKind(
  'document_request_ended',
  409,
  'Nothing is left to do with this request',
  'Read it again: `detail` says why.',
);
