/** Tells people that a document of theirs was not let out of quarantine and is gone. */
import { documentRefused } from '../../documents';
import { defineNotice, user } from '../notice';
import { reasonGiven } from '../notice.words';

export const documentRefusedNotice = defineNotice({
  on: documentRefused,
  kind: 'DOCUMENT_REFUSED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ ownerId }) => [user(ownerId)],
  title: ({ title }) => `Your document “${title}” was not let out of quarantine`,
  text: ({ reason }) => ['It is deleted.', reasonGiven(reason), 'Print it to a new PDF and upload that.'],
  link: ({ documentId, title }) => ({ type: 'DOCUMENT', id: documentId, title }),
});
