/** What an administrator prepares for somebody binds nobody until that person confirms it alone, to the cent. */
import { DAY_MS } from '../../platform/kernel/clock';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings, newListing } from '../../../tests/support/make-listings';
import { succeed } from '../../../tests/support/make-transactions';

let app: TestApp;
let admin: TestUser;

beforeAll(async () => {
  app = await startTestApp();
  admin = await app.make.admin();
});
afterAll(async () => {
  await app.settle();
  await app.close();
});

const reason = 'They asked for it on the telephone.';
const PRICE = 25_000_000;
const FEE = 750_000;

async function listingFor(whom: object, by = admin) {
  const listing = newListing({ usdot: await app.fmcsa.addCarrier(), askingPriceCents: PRICE });
  return by.post('/admin/prepared', { for: whom, reason, listing });
}
const offerFor = (whom: object, listingId: string, amountCents = 20_000_000, by = admin) =>
  by.post('/admin/prepared', { for: whom, reason, offer: { listingId, amountCents } });
const confirm = (person: TestUser, id: string, feeCents: number | null = FEE) =>
  person.post(`/prepared/${id}/confirm`, { feeCents });
const own = async (seller: TestUser): Promise<unknown[]> =>
  (await seller.get('/listings/my-listings')).body.data;
const codeOf = async (answer: ReturnType<TestUser['post']>) => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};
const actions = async (id: string): Promise<string[]> => {
  const { body } = await succeed(
    admin.get(`/admin/action-log?subjectType=prepared&subjectId=${id}&limit=50`),
  );
  return (body.data as { action: string }[]).map(({ action }) => action).toSorted();
};
const offersOn = (listingId: string) =>
  app.platform.database.select<{ amountCents: number; buyerId: string }>(
    'SELECT amountCents, buyerId FROM offers WHERE listingId = :listingId',
    { listingId },
  );

async function invite(email: string, by = admin): Promise<{ id: string; token: string }> {
  const made = await succeed(listingFor({ email, firstName: 'Dana' }, by));
  await app.settle();
  const letter = (await app.mail.sentTo(email)).find(({ kind }) => kind === 'assistance-invitation');
  const token = /prepared\?token=([\w-]+)/.exec(letter?.text ?? '')?.[1] ?? '';
  return { id: String(made.body.data.id), token };
}

describe('a listing', () => {
  it('is nobody’s until its seller confirms it, and theirs as a draft then', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    const { id } = body.data;
    expect(body.data).toMatchObject({
      ...{ kind: 'LISTING', status: 'WAITING', amountCents: PRICE, feeCents: FEE, resultId: null },
      ...{ person: { id: seller.id }, preparedBy: { id: admin.id } },
    });
    expect(await own(seller)).toEqual([]);
    await app.settle();
    const letter = (await app.mail.sentTo(seller.email)).find(({ text }) => text.includes(`/prepared/${id}`));
    expect(letter?.text).toContain('our fee is $7,500.00');

    const confirmed = await succeed(confirm(seller, id));
    expect(confirmed.body.data).toMatchObject({ status: 'CONFIRMED' });
    const [draft] = (await own(seller)) as { id: string; status: string }[];
    expect(draft).toMatchObject({ id: confirmed.body.data.resultId, status: 'DRAFT' });
    expect(await codeOf(confirm(seller, id))).toBe('409 prepared_not_waiting');
    expect(await own(seller)).toHaveLength(1);
    expect(await actions(id)).toEqual(['prepared.confirmed', 'prepared.made']);
    await app.settle();
    const told = (await admin.get('/notifications')).body.data as { kind: string }[];
    expect(told.filter(({ kind }) => kind === 'PREPARED_ENDED')).toHaveLength(1);
  });

  it('is confirmed once, however many ask at once', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    const both = await Promise.all([confirm(seller, body.data.id), confirm(seller, body.data.id)]);
    expect(both.map(({ status }) => status).toSorted()).toEqual([200, 409]);
    expect(await own(seller)).toHaveLength(1);
  });

  it('is confirmed by nobody else: no other person, no administrator, none who acts as them, no program', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    const { id } = body.data;
    expect(await codeOf(confirm(await app.make.seller(), id))).toBe('404 not_found');
    expect(await codeOf(confirm(admin, id))).toBe('404 not_found');
    const begun = await succeed(
      admin.post(`/admin/users/${seller.id}/impersonate`, { reason: 'To look on.' }),
    );
    const acting = app.withToken(String(begun.body.data.accessToken));
    expect((await acting.get(`/prepared/${id}`)).status).toBe(200);
    expect((await acting.post(`/prepared/${id}/confirm`, { feeCents: FEE })).status).toBe(403);
    expect((await acting.post(`/prepared/${id}/decline`, {})).status).toBe(403);
    expect(await own(seller)).toEqual([]);
  });

  it('waits for a person who can sell', async () => {
    const buyer = await app.make.buyer();
    const { body } = await succeed(listingFor({ userId: buyer.id }));
    expect((await confirm(buyer, body.data.id)).status).toBe(403);
    await succeed(buyer.post('/users/me/roles', { role: 'SELLER' }));
    await succeed(confirm(buyer, body.data.id));
  });

  it('is refused with another fee than the person has read', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    const { id } = body.data;
    expect(await codeOf(confirm(seller, id, FEE - 1))).toBe('409 fee_changed');
    await changeFee(400);
    const read = (await succeed(seller.get(`/prepared/${id}`))).body.data;
    expect(read).toMatchObject({ feeCents: 1_000_000, amountCents: PRICE });
    expect(await codeOf(confirm(seller, id))).toBe('409 fee_changed');
    await succeed(confirm(seller, id, 1_000_000));
    await changeFee(300);
  });

  it('is over the moment its time has run out, before anything has looked', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    const { id } = body.data;
    const invited = await invite('late.owner@example.com');
    app.clock.advance(7 * DAY_MS);
    expect(await codeOf(confirm(seller, id))).toBe('409 prepared_not_waiting');
    expect(await codeOf(seller.post(`/prepared/${id}/decline`, {}))).toBe('409 prepared_not_waiting');
    expect(await codeOf(admin.post(`/admin/prepared/${id}/withdraw`, { reason }))).toBe(
      '409 prepared_not_waiting',
    );
    expect((await app.anonymous.post('/prepared/by-link', { token: invited.token })).status).toBe(404);
    await app.later(60_000);
    expect(await actions(id)).toEqual(['prepared.expired', 'prepared.made']);
  });

  it('is declined once, and written down as declined', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    const { id } = body.data;
    await succeed(seller.post(`/prepared/${id}/decline`, { reason: 'I keep it.' }));
    expect(await codeOf(seller.post(`/prepared/${id}/decline`, {}))).toBe('409 prepared_not_waiting');
    expect(await codeOf(admin.post(`/admin/prepared/${id}/withdraw`, { reason }))).toBe(
      '409 prepared_not_waiting',
    );
    expect(await actions(id)).toEqual(['prepared.declined', 'prepared.made']);
  });

  it('ends with the account that it is for, and forgets who that was', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    await succeed(seller.send('delete', '/users/me', { password: seller.password }));
    await app.settle();
    const [row] = (await succeed(admin.get(`/admin/prepared?userId=${seller.id}`))).body.data;
    expect(row).toMatchObject({ id: body.data.id, status: 'EXPIRED' });
    expect(row.email).toMatch(/^.…@/);
    const [kept] = await app.platform.database.select<{ firstName: string }>(
      'SELECT firstName FROM prepared_drafts WHERE id = :id',
      { id: body.data.id },
    );
    expect(kept?.firstName).toBe('');
  });

  it('waits no more once whoever prepared it has recovered their account: a thief may have', async () => {
    const [seller, stolen] = [await app.make.seller(), await app.make.admin()];
    const { id } = (await succeed(listingFor({ userId: seller.id }, stolen))).body.data;
    const kept = (await succeed(listingFor({ userId: seller.id }))).body.data;
    expect((await stolen.post('/auth/logout-all')).status).toBe(200);
    await app.settle();
    expect(await codeOf(confirm(seller, id))).toBe('409 prepared_not_waiting');
    expect(await codeOf(confirm(seller, kept.id))).toBe('200');
  });

  it('is prepared for nobody whose account is closed to them', async () => {
    const seller = await app.make.seller();
    await succeed(admin.post(`/admin/users/${seller.id}/suspend`, { reason: 'Asked twice for papers.' }));
    expect((await listingFor({ userId: seller.id })).status).toBe(404);
    expect((await listingFor({ email: seller.email, firstName: 'Dana' })).status).toBe(404);
  });

  it('is refused like a draft of their own, before anybody is told', async () => {
    const seller = await app.make.seller();
    const listing = {
      ...newListing({ usdot: await app.fmcsa.addCarrier() }),
      title: 'MC number only, for rent',
    };
    const refused = await admin.post('/admin/prepared', { for: { userId: seller.id }, reason, listing });
    expect(refused.status).toBe(422);
    expect((await seller.get('/prepared')).body.data).toEqual([]);
  });

  it('is declined, withdrawn, or runs out, and is over then', async () => {
    const seller = await app.make.seller();
    const ids: string[] = [];
    while (ids.length < 3) ids.push(String((await succeed(listingFor({ userId: seller.id }))).body.data.id));
    const [declined = '', withdrawn = '', late = ''] = ids;
    await succeed(seller.post(`/prepared/${declined}/decline`, { reason: 'I sell to my brother.' }));
    await succeed(admin.post(`/admin/prepared/${withdrawn}/withdraw`, { reason: 'The wrong company.' }));
    await app.later(7 * DAY_MS);
    for (const id of ids) expect(await codeOf(confirm(seller, id))).toBe('409 prepared_not_waiting');
    expect(await codeOf(admin.post(`/admin/prepared/${late}/withdraw`, { reason }))).toBe(
      '409 prepared_not_waiting',
    );
    const rows = (await succeed(admin.get(`/admin/prepared?userId=${seller.id}`))).body.data;
    expect(rows.map(({ id, status, answer }: Record<string, unknown>) => [id, status, answer])).toEqual([
      [late, 'EXPIRED', null],
      [withdrawn, 'WITHDRAWN', 'The wrong company.'],
      [declined, 'DECLINED', 'I sell to my brother.'],
    ]);
    expect(await own(seller)).toEqual([]);
  });
});

describe('an invitation', () => {
  it('is read and declined by its link, which confirms nothing, and its address is forgotten', async () => {
    const email = 'dana.owner@example.com';
    const { id, token } = await invite(email);
    const { spared } =
      app.app.endpoints.find(({ contract }) => contract.operationId === 'readInvitation')?.contract ?? {};
    expect([await spared?.({ token }), await spared?.({ token: `${token}x` })]).toEqual([true, false]);
    const read = await succeed(app.anonymous.post('/prepared/by-link', { token }));
    expect(read.body.data).toMatchObject({ id, status: 'WAITING', feeCents: FEE });
    expect((await app.anonymous.post(`/prepared/${id}/confirm`, { feeCents: FEE })).status).toBe(401);
    await succeed(app.anonymous.post('/prepared/by-link/decline', { token, reason: 'No, thank you.' }));
    expect((await app.anonymous.post('/prepared/by-link', { token })).status).toBe(404);
    const [row] = (await succeed(admin.get('/admin/prepared?status=DECLINED'))).body.data;
    expect(row).toMatchObject({ id, person: null, email: 'd…@example.com', answer: 'No, thank you.' });
  });

  it('is for whoever reads the mailbox, in whatever spelling of the address', async () => {
    const { id } = await invite('fay.owner+sale@gmail.com');
    const owner = await app.make.user({ email: 'fayowner@gmail.com', roles: ['seller'] });
    expect((await owner.get('/prepared')).body.data).toMatchObject([{ id, status: 'WAITING' }]);
    await succeed(confirm(owner, id));
    expect(await own(owner)).toHaveLength(1);
  });

  it('that an instance of the release before has written, without its mailbox, is found by its address', async () => {
    const email = 'ida.owner@example.com';
    const { id } = await invite(email);
    await app.platform.database.change('UPDATE prepared_drafts SET mailbox = NULL WHERE id = :id', { id });
    await succeed(confirm(await app.make.user({ email, roles: ['seller'] }), id));
  });

  it('is confirmed by whoever has proven the address, and by nobody who has not', async () => {
    const email = 'erin.owner@example.com';
    const { id, token } = await invite(email);
    const thief = await app.make.seller();
    expect((await thief.get(`/prepared/${id}`)).status).toBe(404);
    const unproven = await app.make.user({ email, roles: ['seller'], emailVerified: false });
    expect((await unproven.get('/prepared')).body.data).toEqual([]);
    expect((await unproven.get(`/prepared/${id}`)).status).toBe(404);
    await app.setProven(unproven.id, true);
    const proven = unproven;
    expect((await proven.get('/prepared')).body.data).toMatchObject([{ id, status: 'WAITING' }]);
    await succeed(confirm(proven, id));
    expect(await own(proven)).toHaveLength(1);
    expect((await app.anonymous.post('/prepared/by-link', { token })).status).toBe(404);
  });

  it('says no secret that was typed into it', async () => {
    const email = 'secret.owner@example.com';
    const listing = newListing({ usdot: await app.fmcsa.addCarrier(), askingPriceCents: PRICE });
    const said = 'They read their number to me: SSN 078-05-1120.';
    await succeed(
      admin.post('/admin/prepared', { for: { email, firstName: 'Dana' }, reason: said, listing }),
    );
    await app.settle();
    const [letter] = await app.mail.sentTo(email);
    expect(letter?.text).toContain('They read their number to me');
    expect(letter?.text).not.toContain('078-05-1120');
  });

  it('is withdrawn with its link, and its address is forgotten then', async () => {
    const { id, token } = await invite('gone.owner@example.com');
    const withdrawn = await succeed(admin.post(`/admin/prepared/${id}/withdraw`, { reason }));
    expect(withdrawn.body.data).toMatchObject({ status: 'WITHDRAWN', email: 'g…@example.com' });
    expect((await app.anonymous.post('/prepared/by-link', { token })).status).toBe(404);
    expect((await app.anonymous.post('/prepared/by-link/decline', { token })).status).toBe(404);
    expect(await actions(id)).toEqual(['prepared.made', 'prepared.withdrawn']);
  });

  it('of somebody with an account stays theirs, whoever has the address later', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ userId: seller.id }));
    await app.platform.database.change('UPDATE users SET email = :email, mailbox = :email WHERE id = :id', {
      ...{ email: `moved.${seller.email}`, id: seller.id },
    });
    const heir = await app.make.user({ email: seller.email, roles: ['seller'] });
    expect((await heir.get('/prepared')).body.data).toEqual([]);
    expect(await codeOf(confirm(heir, body.data.id))).toBe('404 not_found');
  });

  it('goes to the account where the address has one, and to a mailbox ten times a day', async () => {
    const seller = await app.make.seller();
    const { body } = await succeed(listingFor({ email: seller.email.toUpperCase(), firstName: 'Dana' }));
    expect(body.data.person).toMatchObject({ id: seller.id });
    const email = 'flood@example.com';
    for (let sent = 0; sent < 10; sent += 1) await succeed(listingFor({ email, firstName: 'Dana' }));
    expect(await codeOf(listingFor({ email, firstName: 'Dana' }))).toBe('409 invitation_not_sent');
  });
});

describe('an offer', () => {
  it('is made in the buyer’s name by their confirmation, at the price that was prepared', async () => {
    const listing = await makeListings(app).active();
    const buyer = await app.make.buyer();
    const { body } = await succeed(offerFor({ userId: buyer.id }, listing.id));
    const { id, feeCents } = body.data;
    expect(feeCents).toBe(600_000);
    expect(await codeOf(confirm(buyer, id, feeCents))).toBe('403 listing_not_unlocked');
    expect(await offersOn(listing.id)).toEqual([]);
    await makeListings(app).unlock(buyer, listing.id);
    const confirmed = await succeed(confirm(buyer, id, feeCents));
    expect(await offersOn(listing.id)).toEqual([{ amountCents: 20_000_000, buyerId: buyer.id }]);
    const offer = await succeed(buyer.get(`/offers/${confirmed.body.data.resultId}`));
    expect(offer.body.data).toMatchObject({ amountCents: 20_000_000, status: 'PENDING' });
  });

  it('is prepared for nothing that is not on the market', async () => {
    const draft = await makeListings(app).draft();
    const buyer = await app.make.buyer();
    expect((await offerFor({ userId: buyer.id }, draft.id)).status).toBe(404);
  });

  it('takes no sum from whoever confirms it, and its operator changes none', async () => {
    const listing = await makeListings(app).active();
    const buyer = await app.make.buyer();
    await makeListings(app).unlock(buyer, listing.id);
    const { body } = await succeed(offerFor({ userId: buyer.id }, listing.id));
    const { id } = body.data;
    const other = await buyer.post(`/prepared/${id}/confirm`, { feeCents: 600_000, amountCents: 1 });
    expect(other.status).toBe(400);
    const acts = app.app.endpoints
      .map(({ contract }) => `${contract.method} ${contract.path}`)
      .filter((act) => act.includes('prepared'));
    expect(acts.filter((act) => /^(?:put|patch|delete) /.test(act))).toEqual([]);
  });
});

it('an administrator prepares nothing for themselves, and no offer on a listing of their own', async () => {
  const selling = await app.make.user({ roles: ['admin', 'buyer', 'seller'] });
  expect((await listingFor({ userId: selling.id }, selling)).status).toBe(403);
  expect((await listingFor({ email: selling.email, firstName: 'Me' }, selling)).status).toBe(403);
  const listing = await makeListings(app).active({ seller: selling });
  const buyer = await app.make.buyer();
  expect((await offerFor({ userId: buyer.id }, listing.id, 1_000_000, selling)).status).toBe(403);
  expect((await offerFor({ userId: selling.id }, listing.id)).status).toBe(404);
  const { body } = await succeed(listingFor({ userId: selling.id }));
  expect((await selling.post(`/admin/prepared/${body.data.id}/withdraw`, { reason })).status).toBe(403);
});

it('is confirmed by nobody whose own address is unproven, where trading asks for it', async () => {
  const strict = await startTestApp({ environment: { FEATURE_EMAIL_VERIFICATION_REQUIRED: 'true' } });
  try {
    const by = await strict.make.admin();
    const unproven = await strict.make.user({ roles: ['seller'], emailVerified: false });
    const listing = newListing({ usdot: await strict.fmcsa.addCarrier(), askingPriceCents: PRICE });
    const made = await succeed(by.post('/admin/prepared', { for: { userId: unproven.id }, reason, listing }));
    const { id } = made.body.data;
    expect(await codeOf(confirm(unproven, id))).toBe('403 email_not_verified');
    await strict.setProven(unproven.id, true);
    await succeed(confirm(unproven, id));
  } finally {
    await strict.close();
  }
});

it('nothing of an operator sets a password, or moves a listing to another seller', () => {
  const acts = app.app.endpoints.filter(({ contract }) => contract.access === 'admin' && contract.body);
  const fields = acts.flatMap(({ contract }) =>
    Object.keys((contract.body as { shape?: object } | undefined)?.shape ?? {}).map(
      (field) => `${contract.path} ${field}`,
    ),
  );
  expect(fields.length).toBeGreaterThan(50);
  expect(fields.filter((field) => /password|sellerId|ownerId/i.test(field))).toEqual([]);
});

/** It moves money, so it takes two. */
async function changeFee(basisPoints: number): Promise<void> {
  const { version } = (await succeed(admin.get('/admin/settings'))).body.data as { version: number };
  const values = [{ name: 'TRANSACTION_FEE_BASIS_POINTS', value: String(basisPoints) }];
  for (const one of [admin, await app.make.admin()])
    await one.put('/admin/settings', { version, values, reason });
  await app.settle();
}
