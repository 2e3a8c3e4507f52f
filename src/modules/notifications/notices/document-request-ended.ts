/** Tells whoever asked for a document what came of it, and whoever was asked that it was taken back. */
import { DOCUMENT_TYPES, documentRequestEnded } from '../../documents';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

const WORDS = {
  ANSWERED: 'It was handed in: you find it with the listing or the deal.',
  DECLINED: 'Whoever you asked does not hand it in.',
  CANCELED: 'Whoever asked you for it has taken the request back. There is nothing left to do.',
  EXPIRED: 'Nobody answered within 14 days. You can ask again.',
};
const TITLES = {
  ANSWERED: 'A document that you asked for is there',
  DECLINED: 'Your request for a document was declined',
  CANCELED: 'A request for a document was taken back',
  EXPIRED: 'Your request for a document has expired',
};

export const documentRequestEndedNotice = defineNotice({
  on: documentRequestEnded,
  kind: 'DOCUMENT_REQUEST_ENDED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ state, askerId, ownerId }) => [user(state === 'CANCELED' ? ownerId : askerId)],
  title: ({ state, type }) => `${TITLES[state]}: ${DOCUMENT_TYPES[type]}`,
  text: ({ state, reason }) => [WORDS[state], ...(reason === null ? [] : [reasonGiven(reason)])],
  link: ({ requestId, type }) => ({ type: 'DOCUMENT_REQUEST', id: requestId, title: DOCUMENT_TYPES[type] }),
});
