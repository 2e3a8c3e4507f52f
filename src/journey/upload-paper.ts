/** Draws a small PDF and uploads it, for whatever asks for a document. */
import { drawPaper } from '../platform/paper/paper';
import type { Api } from './api';

export async function uploadPaper(
  owner: Api,
  title: string,
  { type = 'OTHER', note = 'As the parties of this journey keep it.' } = {},
): Promise<string> {
  const issuedAt = Date.parse('2026-01-05T12:00:00Z');
  const paper = await drawPaper({ title, issuedAt, blocks: [{ kind: 'notes', notes: [note] }] });
  const { id } = await owner.upload('/documents', { type, title }, paper, 'paper.pdf');
  return String(id);
}
