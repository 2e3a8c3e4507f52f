/** Tells people that nobody can download a document of theirs, and what to do. */
import { documentQuarantined } from '../../documents';
import { defineNotice, user } from '../notice';

const WORDS = {
  SCAN_PENDING: 'Our virus scanner does not answer right now. We scan the file as soon as it does.',
  ACTIVE_CONTENT:
    'The PDF has a script, a form that acts, or another file in it. Print it to a new PDF and upload that. An administrator looks at this one, too.',
  VIRUS: 'Our virus scanner found a virus in the file, so we deleted it. Upload a clean copy.',
};

export const documentQuarantinedNotice = defineNotice({
  on: documentQuarantined,
  kind: 'DOCUMENT_QUARANTINED',
  urgency: 'normal',
  channels: ['inbox', 'live', 'mail'],
  to: ({ ownerId }) => [user(ownerId)],
  title: ({ title }) => `Your document “${title}” is in quarantine`,
  text: ({ quarantine }) => [WORDS[quarantine], 'Until then nobody can download it.'],
  link: ({ documentId, title }) => ({ type: 'DOCUMENT', id: documentId, title }),
});
