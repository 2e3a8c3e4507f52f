/** A seller lists the trucks and trailers of a company; its readers see them as far as they may. */
import { UniqueConstraintError } from 'sequelize';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import { newId } from '../../../platform/kernel/ids';
import type { DocumentTitle } from '../../documents';
import { findIdentity } from '../identity-leak.rules';
import type { ListingRow } from '../listing.model';
import { refuseEdit } from '../listing.rules';
import type { ListingsContext } from '../listings.context';
import { throwIfRefused } from '../listings.problems';
import { mayReadConfidential } from '../readers.rules';
import { createFindListing } from '../use-cases/find-listing';
import { defineEquipment, type EquipmentRow } from './equipment.model';
import { tooMuchEquipment, vinListedTwice } from './equipment.problems';
import type { NewEquipment } from './equipment.schema';

/** More is a list that nobody reads: the counts by kind stand in the operation. */
const MOST_ITEMS = 300;

/** What a reader may see of the equipment: `photos` is null where they may not see what names it. */
export interface EquipmentList {
  rows: EquipmentRow[];
  photos: Map<string, DocumentTitle> | null;
}

export type Equipment = ReturnType<typeof createEquipment>;

export function createEquipment(context: ListingsContext) {
  const { platform, store, documents, audit } = context;
  const { database, clock } = platform;
  const rows = defineEquipment(database);
  const find = createFindListing(context);

  const readAll = async (where: { listingId: string; id?: string }): Promise<EquipmentList> => {
    const found = await rows.findAll({ where, order: [['id', 'ASC']] });
    return {
      rows: found,
      photos: await documents.standingTitlesOf(found.flatMap(({ photoIds }) => photoIds)),
    };
  };

  function refuse(listing: ListingRow, { make, model }: NewEquipment): void {
    const [finding] = findIdentity(listing.carrier, { make, ...(model === null ? {} : { model }) });
    if (!finding) return;
    const { field, explanation } = finding;
    throwIfRefused({
      code: 'teaser_reveals_identity',
      because: `${field}: ${explanation}`,
      fields: [{ field, message: explanation }],
    });
  }

  /** Plain figures: they take effect at once, as those of the operation do. */
  const change = (
    actor: UserActor,
    listingId: string,
    what: 'ADDED' | 'CHANGED' | 'REMOVED',
    act: (listing: ListingRow) => Promise<string>,
  ): Promise<EquipmentList> =>
    database.atomically(async () => {
      const listing = await store.lockAsSeller(listingId, actor);
      throwIfRefused(refuseEdit(listing.status));
      const id = await act(listing).catch((error: unknown) => {
        throw error instanceof UniqueConstraintError
          ? vinListedTwice('Another truck or trailer of this listing has it.')
          : error;
      });
      await audit.record({
        actor,
        action: 'listing.equipment_changed',
        subject: { type: 'listing', id: listingId },
        detail: { equipmentId: id, what },
      });
      return readAll({ listingId, id });
    });

  async function handIn(actor: UserActor, listingId: string, photoIds: string[]): Promise<void> {
    await documents.require(actor, photoIds, ['EQUIPMENT_PHOTO']);
    await documents.attach(photoIds, { kind: 'listing', id: listingId });
  }

  const getItem = async (listingId: string, id: string): Promise<EquipmentRow> => {
    const row = await rows.findOne({ where: { listingId, id } });
    if (!row) throw notFound('There is no such truck or trailer in this listing.');
    return row;
  };

  return {
    /** Throws `not_found`. */
    async listEquipment(actor: UserActor | null, listingId: string): Promise<EquipmentList> {
      const { listing, access, opened } = await find(actor, listingId);
      const all = await readAll({ listingId });
      return mayReadConfidential(actor, listing, access, opened) ? all : { ...all, photos: null };
    },

    addEquipment: (actor: UserActor, listingId: string, sent: NewEquipment) =>
      change(actor, listingId, 'ADDED', async (listing) => {
        refuse(listing, sent);
        if ((await rows.count({ where: { listingId } })) >= MOST_ITEMS) {
          throw tooMuchEquipment(`A listing has ${MOST_ITEMS} trucks and trailers at most.`);
        }
        await handIn(actor, listingId, sent.photoIds);
        const now = clock.now();
        const row = await rows.create({ id: newId(), listingId, ...sent, createdAt: now, updatedAt: now });
        return row.id;
      }),

    changeEquipment: (actor: UserActor, listingId: string, id: string, sent: NewEquipment) =>
      change(actor, listingId, 'CHANGED', async (listing) => {
        const row = await getItem(listingId, id);
        refuse(listing, sent);
        const added = sent.photoIds.filter((photo) => !row.photoIds.includes(photo));
        await handIn(actor, listingId, added);
        await row.update({ ...sent, updatedAt: clock.now() });
        return id;
      }),

    removeEquipment: (actor: UserActor, listingId: string, id: string) =>
      change(actor, listingId, 'REMOVED', async () => {
        await (await getItem(listingId, id)).destroy();
        return id;
      }),
  };
}
