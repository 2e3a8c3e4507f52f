/** Tells people that a document of theirs was rejected, and why. */
import { documentRejected } from '../../documents';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

export const documentRejectedNotice = defineNotice({
  on: documentRejected,
  kind: 'DOCUMENT_REJECTED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ ownerId }) => [user(ownerId)],
  title: ({ title }) => `Your document “${title}” was rejected`,
  text: ({ reason }) => [
    'Others cannot read it any more.',
    ...(reason === null ? [] : [reasonGiven(reason)]),
    'Upload another one in its place.',
  ],
  link: ({ documentId, title }) => ({ type: 'DOCUMENT', id: documentId, title }),
});
