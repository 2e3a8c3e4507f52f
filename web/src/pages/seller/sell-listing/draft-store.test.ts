/** How a draft meets what others have written meanwhile. */
import { ApiProblem } from '../../../api/problem';
import type { Listing } from '../../../api/queries';
import type { ListingChanges } from '../../../api/seller';
import { createDraftStore } from './draft-store';
import { contentOf } from './draft.rules';

const listingAt = (version: number, fields: Partial<Listing> = {}): Listing =>
  ({
    ...{ id: 'one', status: 'DRAFT', title: 'Regional carrier', summary: '', ...fields },
    confidential: { description: '', deal: null, operation: {}, platformStanding: {}, finance: {} },
    management: { version, pendingChange: null },
  }) as unknown as Listing;

/** A server with one listing, which others may change. */
function serve(first: Listing) {
  let stands = first;
  return {
    elsewhere(fields: Partial<Listing>) {
      stands = listingAt((stands.management?.version ?? 0) + 1, { ...stands, ...fields });
    },
    stands: () => stands,
    server: {
      send({ version, ...changes }: ListingChanges) {
        if (version !== stands.management?.version)
          return Promise.reject(new ApiProblem(409, { code: 'listing_changed' }));
        stands = listingAt(version + 1, { ...stands, ...(changes as Partial<Listing>) });
        return Promise.resolve(stands);
      },
      read: () => Promise.resolve(stands),
    },
  };
}

function begin() {
  const first = listingAt(1);
  const served = serve(first);
  const content = contentOf(first);
  if (!content) throw new Error('The listing has no content.');
  return { ...served, draft: createDraftStore(first, content, served.server) };
}

it('sends what was typed while another part was on its way, too', async () => {
  const { draft, stands } = begin();
  draft.change({ title: 'First title' });
  const sent = draft.save();
  draft.change({ title: 'Second title' });
  expect(await sent).toBe(true);
  expect(draft.current().edits).toEqual({ title: 'Second title' });
  await draft.save();
  expect(stands().title).toBe('Second title');
  expect(draft.current().edits).toEqual({});
});

it('sends a deal once, though the server fills in what was left out', async () => {
  const { draft } = begin();
  draft.change({
    deal: {
      dealStructure: 'EQUITY_SALE',
      entityForm: 'LLC',
      askingPriceCents: 42_000_000,
      contactContinuity: 'NOT_INCLUDED',
    },
  });
  await draft.save();
  expect(draft.current().edits).toEqual({});
});

it('keeps a deal that cannot be sent yet', async () => {
  const { draft } = begin();
  draft.change({ title: 'First title', deal: { dealStructure: 'EQUITY_SALE' } });
  await draft.save();
  expect(draft.current().edits).toEqual({ deal: { dealStructure: 'EQUITY_SALE' } });
});

it('puts together what two have changed in different fields', async () => {
  const { draft, stands, elsewhere } = begin();
  draft.change({ title: 'Written here' });
  elsewhere({ summary: 'Written elsewhere' });
  expect(await draft.save()).toBe(true);
  expect(stands()).toMatchObject({ title: 'Written here', summary: 'Written elsewhere' });
});

it('overwrites nothing where both have changed the same, until one version is chosen', async () => {
  const { draft, stands, elsewhere } = begin();
  draft.change({ title: 'Written here' });
  elsewhere({ title: 'Written elsewhere' });
  expect(await draft.save()).toBe(false);
  expect(draft.current().conflict?.title).toBe('Written elsewhere');
  expect(await draft.save()).toBe(false);
  expect(stands().title).toBe('Written elsewhere');
  await draft.keepHere();
  expect(stands().title).toBe('Written here');
});

it('takes what stands on the server, where that is chosen', async () => {
  const { draft, elsewhere } = begin();
  draft.change({ title: 'Written here' });
  elsewhere({ title: 'Written elsewhere' });
  await draft.save();
  draft.takeThere();
  expect(draft.current()).toMatchObject({ edits: {}, conflict: null, base: { title: 'Written elsewhere' } });
});

it('does not take over what was read anew while the same is being written', () => {
  const { draft, stands, elsewhere } = begin();
  draft.change({ title: 'Written here' });
  elsewhere({ title: 'Written elsewhere' });
  draft.see(stands());
  expect(draft.current().base.title).toBe('Regional carrier');
});
