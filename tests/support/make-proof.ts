/** What an administrator records a proof of control with: verified papers, or a session that was held. */
import type { ApiClient } from './client';
import { uploadDocument } from './make-documents';

/** For level 3. `identityPaper`: a verified document of theirs; words, where a note is enough or nothing comes of it. */
export const sessionOf = (now: number, identityPaper = 'Driver license, Texas') => ({
  heldAt: new Date(now).toISOString(),
  attendees: ['Ada Freight, managing member', 'Administrator on duty'],
  identityPaper,
  recording: 'Session 4711 in the vault',
});

type Client = Pick<ApiClient, 'send' | 'put'>;

/** For level 2: the id of a document of theirs that an administrator has verified. */
export async function verifiedPaper(owner: Client, admin: Client): Promise<string> {
  const id = await uploadDocument(owner, { type: 'ARTICLES', title: 'Articles of organization' });
  const { status, body } = await admin.put(`/documents/${id}/verify`, { verdict: 'VERIFIED', version: 1 });
  if (status !== 200) throw new Error(`Answered ${status}: ${JSON.stringify(body)}`);
  return id;
}
