/** The endpoints of administrators' notes. */
import { z } from 'zod';
import { endpoint, type Endpoint } from '../../platform/http/endpoint';
import { byId, Done, done } from '../../platform/http/wire';
import { iso } from '../../platform/kernel/clock';
import { mapPage } from '../../platform/kernel/page';
import { type Identity, personOf, type User } from '../identity';
import { NewNote, NotesQuery, NoteView } from './admin.schema';
import type { NoteRow } from './note.model';
import type { Notes } from './notes';

const presentNote =
  (people: Map<string, User>) =>
  ({ id, subjectType, subjectId, authorId, content, createdAt }: NoteRow): z.input<typeof NoteView> => ({
    ...{ id, subject: { type: subjectType, id: subjectId } },
    ...{ author: personOf(authorId, people), content, createdAt: iso(createdAt) },
  });

export const noteRoutes = (notes: Notes, identity: Identity): Endpoint[] => [
  endpoint({
    operationId: 'listNotes',
    method: 'get',
    path: '/admin/notes',
    summary: 'List the notes of administrators about a thing, newest first.',
    access: 'admin',
    query: NotesQuery,
    paged: true,
    response: z.array(NoteView),
  }).handledBy(async ({ query: { subject, ...query } }) => {
    const page = await notes.list(subject, query);
    const people = await identity.findUsers([...new Set(page.items.map(({ authorId }) => authorId))]);
    return mapPage(page, presentNote(people));
  }),

  endpoint({
    operationId: 'writeNote',
    method: 'post',
    path: '/admin/notes',
    summary: 'Write a note about a person, a deal or another thing, for other administrators.',
    access: 'admin',
    idempotent: 'unit',
    body: NewNote,
    status: 201,
    response: NoteView,
  }).handledBy(async ({ actor, body }) =>
    presentNote(await identity.findUsers([actor.userId]))(await notes.write(actor, body)),
  ),

  endpoint({
    operationId: 'takeBackNote',
    method: 'delete',
    path: '/admin/notes/{id}',
    summary: 'Take back a note that you wrote.',
    access: 'admin',
    params: byId,
    response: Done,
  }).handledBy(async ({ actor, params }) => {
    await notes.takeBack(actor, params.id);
    return done;
  }),
];
