/** Tells people that a document of theirs was verified. */
import { documentVerified } from '../../documents';
import { defineNotice, user } from '../notice';

export const documentVerifiedNotice = defineNotice({
  on: documentVerified,
  kind: 'DOCUMENT_VERIFIED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ ownerId }) => [user(ownerId)],
  title: ({ title }) => `Your document “${title}” was verified`,
  text: () => ['Everyone who can read it sees that we verified it.'],
  link: ({ documentId, title }) => ({ type: 'DOCUMENT', id: documentId, title }),
});
