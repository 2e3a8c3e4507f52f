/** Tells people that somebody asks them for a document, and what for. */
import { DOCUMENT_TYPES, documentRequested } from '../../documents';
import { defineNotice, user } from '../notice';

export const documentRequestedNotice = defineNotice({
  on: documentRequested,
  kind: 'DOCUMENT_REQUESTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  names: ({ askerId }) => [askerId],
  to: ({ ownerId }) => [user(ownerId)],
  title: ({ type }) => `You are asked for a document: ${DOCUMENT_TYPES[type]}`,
  text: ({ askerId, why }, { nameOf }) => [
    `${nameOf(askerId)} asks for it: “${why}”`,
    'Hand it in, or decline and say why. After 14 days the request ends by itself.',
  ],
  link: ({ requestId, type }) => ({ type: 'DOCUMENT_REQUEST', id: requestId, title: DOCUMENT_TYPES[type] }),
});
