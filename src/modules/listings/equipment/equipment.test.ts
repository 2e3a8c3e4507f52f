/** Trucks and trailers of a listing: what everybody sees of them, what access opens, and what is refused. */
import { startTestApp, type TestApp } from '../../../../tests/support/app';
import { documentForm, uploadVersion } from '../../../../tests/support/make-documents';
import { makeListings } from '../../../../tests/support/make-listings';
import { isVin, plainVin } from './vin.rules';

describe('a vehicle identification number', () => {
  test.each([
    ['1M8GDM9AXKP042788', true],
    ['1m8gdm9a xkp-042788', true],
    ['11111111111111111', true],
    // One character is another one, or two changed places.
    ['1M8GDM9AXKP042789', false],
    ['1M8GDM9AXKP024788', false],
    ['1M8GDM9A1KP042788', false],
    ['1M8GDM9AXKP04278', false],
    ['IM8GDM9AXKP042788', false],
    ['', false],
  ])('%s: %s', (typed, valid) => {
    expect(isVin(plainVin(typed))).toBe(valid);
  });
});

describe('the equipment of a listing', () => {
  let app: TestApp;
  beforeAll(async () => {
    app = await startTestApp();
  });
  afterAll(() => app.close());

  const TRUCK = {
    ...{ vehicle: 'TRUCK', kind: 'SLEEPER', make: 'Freightliner', model: 'Cascadia', year: 2021 },
    ...{ mileage: 412_000, condition: 'GOOD' },
  };
  const VIN = '1M8GDM9AXKP042788';

  test('everybody sees what it is; number and photos open with access, and only while it is there', async () => {
    const make = makeListings(app);
    const { id, seller } = await make.active();
    const path = `/listings/${id}/equipment`;
    const photo = await seller.post('/documents', documentForm({ type: 'EQUIPMENT_PHOTO' }));
    expect(photo.status).toBe(201);
    const photoIds = [photo.body.data.id];
    const added = await seller.post(path, { ...TRUCK, vin: '1m8gdm9a xkp-042788', photoIds });
    expect([added.status, added.body.data]).toEqual([
      201,
      {
        ...TRUCK,
        id: expect.any(String),
        vinGiven: true,
        vin: VIN,
        photos: [{ id: photoIds[0], title: expect.any(String) }],
      },
    ]);
    const item = added.body.data;
    const hidden = { ...item, vin: null, photos: null };
    const stranger = await app.make.buyer();
    for (const reader of [app.anonymous, stranger]) {
      expect((await reader.get(path)).body.data).toEqual([hidden]);
    }
    expect((await stranger.get(`/documents/${photoIds[0]}`)).status).toBe(404);
    await make.unlock(stranger, id);
    expect((await stranger.get(path)).body.data).toEqual([item]);
    expect((await stranger.get(`/documents/${photoIds[0]}`)).status).toBe(200);
    // A better picture takes the place of the one that was named.
    const better = await uploadVersion(seller, String(photoIds[0]));
    expect((await stranger.get(path)).body.data[0].photos).toMatchObject([{ id: better.body.data.id }]);

    const changed = await seller.put(`${path}/${item.id}`, { ...TRUCK, condition: 'FAIR' });
    expect(changed.body.data).toMatchObject({ condition: 'FAIR', vinGiven: false, vin: null, photos: [] });
    expect((await stranger.delete(`${path}/${item.id}`)).status).toBe(403);
    expect((await seller.delete(`${path}/${item.id}`)).status).toBe(200);
    expect((await seller.delete(`${path}/${item.id}`)).status).toBe(404);
    expect((await app.anonymous.get(path)).body.data).toEqual([]);
    // It is no change that a reviewer has to see.
    expect((await seller.get(`/listings/${id}`)).body.data).toMatchObject({
      status: 'ACTIVE',
      management: { pendingChange: null },
    });
  });

  test('it is refused with its reason where something does not hold', async () => {
    const make = makeListings(app);
    const { id, seller } = await make.draft();
    const path = `/listings/${id}/equipment`;
    const send = (changes: object) => seller.post(path, { ...TRUCK, ...changes });
    const { legalName } = (await seller.get(`/listings/${id}`)).body.data.confidential.carrier;
    const stranger = await app.make.seller();
    const others = await stranger.post('/documents', documentForm({ type: 'EQUIPMENT_PHOTO' }));
    const letter = await seller.post('/documents', documentForm({ type: 'INSURANCE' }));
    expect((await send({ vin: VIN })).status).toBe(201);
    for (const [changes, status, code] of [
      [{ vin: '1M8GDM9AXKP042789' }, 400, 'invalid_request'],
      [{ year: 1890 }, 400, 'invalid_request'],
      [{ make: 'Call us: 806*555' }, 400, 'invalid_request'],
      [{ make: String(legalName).slice(0, 40) }, 422, 'teaser_reveals_identity'],
      [{ vin: VIN }, 409, 'vin_listed_twice'],
      [{ photoIds: [others.body.data.id] }, 422, 'document_not_usable'],
      [{ photoIds: [letter.body.data.id] }, 422, 'document_not_usable'],
    ] as const) {
      const refused = await send(changes);
      expect([changes, refused.status, refused.body.code]).toEqual([changes, status, code]);
    }
    expect((await stranger.get(path)).status).toBe(404);
    expect((await stranger.post(path, TRUCK)).status).toBe(404);
    // It goes with the draft.
    expect((await seller.delete(`/listings/${id}`)).body.data.outcome).toBe('DELETED');
    await seller.post(`/listings/${(await make.active({ seller })).id}/withdraw`);
  });
});
