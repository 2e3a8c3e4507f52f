/** What administrators note about a person, a listing or a deal, for each other. */
import { pagesOf } from './admin';
import { answerOf, api } from './client';
import type { components } from './schema';

export type Note = components['schemas']['Note'];
export interface NoteSubject {
  type: 'user' | 'listing' | 'transaction';
  id: string;
}

export const notesQuery = ({ type, id }: NoteSubject) =>
  pagesOf(['notes', type, id], (part, signal) =>
    answerOf(api.GET('/admin/notes', { params: { query: { subject: `${type}:${id}`, ...part } }, signal })),
  );

export const writeNote = (subject: NoteSubject, content: string, key: string) =>
  answerOf(
    api.POST('/admin/notes', {
      params: { header: { 'Idempotency-Key': key } },
      body: { subject, content },
    }),
  );

export const takeBackNote = (id: string) =>
  answerOf(api.DELETE('/admin/notes/{id}', { params: { path: { id } } }));
