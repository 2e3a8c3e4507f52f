/** Tells whoever has read a document that there is a newer version of it. */
import { documentReplaced } from '../../documents';
import { defineNotice, user } from '../notice';

export const documentReplacedNotice = defineNotice({
  on: documentReplaced,
  kind: 'DOCUMENT_REPLACED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ readerIds }) => readerIds.map(user),
  title: ({ title }) => `There is a new version of “${title}”`,
  text: ({ fileVersion }) => [
    `Version ${fileVersion} took the place of the one that you have read. Nobody has verified it yet.`,
  ],
  link: ({ documentId, title }) => ({ type: 'DOCUMENT', id: documentId, title }),
});
