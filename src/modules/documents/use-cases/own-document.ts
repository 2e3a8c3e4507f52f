/** An admin judges no document of their own, nor one of a listing, a deal or a conversation that they have a part in. */
import { refuseOwnThing } from '../../../platform/http/own-thing';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Document } from '../document.model';
import type { DocumentsContext } from '../documents.context';

/** @throws forbidden */
export async function refuseOwnDocument(
  { store, subjects }: Pick<DocumentsContext, 'store' | 'subjects'>,
  actor: UserActor,
  { id, ownerId }: Pick<Document, 'id' | 'ownerId'>,
): Promise<void> {
  refuseOwnThing(actor, ownerId);
  for (const subject of await store.subjectsOf(id)) {
    // Whoever reads it other than as an admin deals with its owner.
    if (await subjects.mayRead(subject, actor)) refuseOwnThing(actor, actor.userId);
  }
}
