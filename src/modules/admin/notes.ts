/** Administrators leave each other notes about a thing. Nobody else reads them. */
import { modelKeyset, newestFirst, readPage } from '../../platform/db/keyset';
import { forbidden, notFound } from '../../platform/http/problem';
import type { UserActor } from '../../platform/kernel/actor';
import { newId } from '../../platform/kernel/ids';
import type { Page, PageQuery } from '../../platform/kernel/page';
import type { AdminContext } from './admin.context';
import type { NewNote } from './admin.schema';
import { defineNotes, type NoteRow } from './note.model';

export type Notes = ReturnType<typeof createNotes>;

export function createNotes({ platform, audit }: AdminContext) {
  const { clock, database } = platform;
  const notes = defineNotes(database);

  return {
    /** Newest first. */
    list({ type, id }: { type: string; id: string }, query: PageQuery): Promise<Page<NoteRow>> {
      const about = modelKeyset(notes, {
        name: 'admin.notes',
        order: newestFirst('createdAt'),
        where: { subjectType: type, subjectId: id, deletedAt: null },
      });
      return readPage(about, { ...query, type, id });
    },

    write: (actor: UserActor, { subject, content }: NewNote): Promise<NoteRow> =>
      database.atomically(async () => {
        const note = await notes.create({
          id: newId(),
          subjectType: subject.type,
          subjectId: subject.id,
          authorId: actor.userId,
          content,
          createdAt: clock.now(),
        });
        await audit.record({ actor, action: 'note.written', subject, detail: { noteId: note.id } });
        return note;
      }),

    /** The author's alone. @throws not_found, forbidden */
    takeBack: (actor: UserActor, id: string): Promise<void> =>
      database.atomically(async () => {
        const note = await notes.findByPk(id, { lock: true });
        if (!note || note.deletedAt !== null) throw notFound('There is no such note.');
        if (note.authorId !== actor.userId) throw forbidden('Only who wrote a note takes it back.');
        await note.update({ content: '', deletedAt: clock.now() });
        await audit.record({
          actor,
          action: 'note.taken_back',
          subject: { type: note.subjectType, id: note.subjectId },
          detail: { noteId: id },
        });
      }),
  };
}
