/** Tells people that a document of theirs was let out of quarantine. */
import { documentReleased } from '../../documents';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

export const documentReleasedNotice = defineNotice({
  on: documentReleased,
  kind: 'DOCUMENT_RELEASED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ ownerId }) => [user(ownerId)],
  title: ({ title }) => `Your document “${title}” was let out of quarantine`,
  text: ({ reason }) => [
    'Everyone who can read it can download it from now on, and sees that it contains active content.',
    reasonGiven(reason),
  ],
  link: ({ documentId, title }) => ({ type: 'DOCUMENT', id: documentId, title }),
});
