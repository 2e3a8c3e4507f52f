/** A broker acts for a client with their written consent, as far as it goes; the other side reads who it is; the fee is shared. */
import { DAY_MS, iso, MINUTE_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { stampPdf } from '../../platform/paper/stamp';
import { openToDeputies } from '../../platform/http/admission';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { makeListings } from '../../../tests/support/make-listings';
import { smallPdf, uploadDocument } from '../../../tests/support/make-documents';
import { FIRST_VERSION, makeOffers } from '../../../tests/support/make-offers';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { transactionFeeTakenLate } from '../transactions';
import { BROKER_SCOPES } from './brokers.rules';

let world: DealWorld;
let app: TestApp;
let admin: TestUser;
let version: string;

beforeAll(async () => {
  world = await startDealWorld();
  ({ app, admin } = world);
  version = (await succeed(admin.get('/brokers/terms'))).body.data.version;
});
afterAll(async () => {
  await app.settle();
  await world.close();
});

const signature = () => ({ termsVersion: version, typedName: 'Test Person', accepted: true });
const until = (days = 90) => iso(app.clock.now() + days * DAY_MS);
const give = (client: TestUser, email: string, side = 'SELLER', more: object = {}) =>
  client.post('/brokers', { side, email, endsAt: until(), ...signature(), ...more });
const accept = (broker: TestUser, id: string, more: object = {}) =>
  broker.post(`/brokers/clients/${id}/accept`, { ...signature(), ...more });
const act = (broker: TestUser, id: string) => broker.post(`/brokers/clients/${id}/act`);

async function mandate(client: TestUser, broker: TestUser, side = 'SELLER'): Promise<string> {
  const { id } = (await succeed(give(client, broker.email, side))).body.data;
  await succeed(accept(broker, id));
  return String(id);
}
/** Who they are and for whom they work was seen. */
async function verified(broker: TestUser): Promise<TestUser> {
  await succeed(admin.post(`/admin/users/${broker.id}/verify-seller`, { reason: 'Seen in a video call.' }));
  const { body } = await succeed(
    broker.post('/verification/company', {
      ...{ companyName: 'Sandhill Brokers LLC', role: 'Managing member', usdot: null },
      ...{ authority: 'Named in the operating agreement.', documentIds: [await uploadDocument(broker)] },
    }),
  );
  await succeed(
    admin.post(`/admin/verifications/${body.data.id}/decide`, {
      ...{ version: 1, decision: 'VERIFIED', reason: 'The paper is genuine.' },
    }),
  );
  return broker;
}
async function actingFor(client: TestUser, broker: TestUser, side = 'SELLER') {
  const id = await mandate(client, broker, side);
  const { accessToken } = (await succeed(act(broker, id))).body.data;
  return { id, acting: app.withToken(String(accessToken)) };
}
const actionsOn = async (type: string, id: string) =>
  (
    (await succeed(admin.get(`/admin/action-log?subjectType=${type}&subjectId=${id}&limit=50`))).body
      .data as { action: string; actor: { id: string }; detail: Record<string, unknown> }[]
  ).toReversed();
const brokersShown = async (reader: TestUser, offerId: string) =>
  (await succeed(reader.get(`/offers/${offerId}`))).body.data.otherSide.brokers as { side: string }[];

describe('a document of the other side', () => {
  it('bears both names when a broker downloads it, and its owner reads who read it for whom', async () => {
    const [seller, client] = [await app.make.seller(), await app.make.user({ firstName: 'Carla' })];
    const broker = await app.make.user({ firstName: 'Dana' });
    const { listingId } = await world.offered({ seller, buyer: client });
    const id = await uploadDocument(seller, { listingId });
    const given = await succeed(give(client, broker.email, 'BUYER', { typedName: 'Carla Person' }));
    const mandateId = String(given.body.data.id);
    await succeed(accept(broker, mandateId, { typedName: 'Dana Person' }));
    const { accessToken } = (await succeed(act(broker, mandateId))).body.data;
    const acting = app.withToken(String(accessToken));
    const words = (name: string) => {
      const now = iso(app.clock.now());
      return `Downloaded by ${name} on ${now.slice(0, 10)} at ${now.slice(11, 16)} UTC · MC Exchange · confidential`;
    };
    const expected = await stampPdf(smallPdf(), words('Dana Person for Carla Person'));
    expect((await acting.get(`/documents/${id}`)).status).toBe(200);
    expect((await acting.get(`/documents/${id}/download`)).bytes.equals(expected)).toBe(true);
    const link = async () =>
      String((await succeed(acting.post(`/documents/${id}/link`))).body.data.url).replace('/api', '');
    expect((await app.anonymous.get(await link())).bytes.equals(expected)).toBe(true);
    const own = await stampPdf(smallPdf(), words('Carla Person'));
    expect((await client.get(`/documents/${id}/download`)).bytes.equals(own)).toBe(true);
    const read = (await succeed(seller.get(`/documents/${id}/views`))).body.data as object[];
    const [reader, deputy] = [
      { id: client.id, name: 'Carla P.' },
      { id: broker.id, name: 'Dana P.' },
    ];
    expect(read).toMatchObject([
      { act: 'DOWNLOADED', byLink: false, reader, deputy: null },
      { act: 'DOWNLOADED', byLink: true, reader, deputy },
      { act: 'DOWNLOADED', byLink: false, reader, deputy },
      { act: 'VIEWED', byLink: false, reader, deputy },
    ]);
    const log = (await actionsOn('document', id)).filter(({ actor }) => actor.id === client.id);
    expect(log.map(({ action, detail }) => `${action} ${String(detail.deputy)}`)).toEqual([
      `document.read_by_deputy ${broker.id}`,
      `document.downloaded_by_deputy ${broker.id}`,
      `document.link_made ${broker.id}`,
      `document.downloaded_by_deputy ${broker.id}`,
    ]);
    // What they made for the client ends with their own session.
    const late = await link();
    await succeed(broker.post('/auth/logout', {}));
    expect((await app.anonymous.get(late)).status).toBe(404);
  });
});

describe('a mandate', () => {
  it('holds once both have signed, and opens nothing before', async () => {
    const [client, broker] = [await app.make.seller(), await app.make.buyer()];
    const { body } = await succeed(give(client, broker.email));
    const { id } = body.data;
    expect(body.data).toMatchObject({ status: 'GIVEN', broker: null, side: 'SELLER' });
    await app.settle();
    const [letter] = await app.mail.sentTo(broker.email);
    expect(letter?.text).toContain('/account/brokers');
    expect(await codeOf(act(broker, id))).toBe('404 not_found');
    await succeed(accept(broker, id));
    expect((await client.get('/brokers')).body.data).toMatchObject([
      { id, status: 'ACTIVE', broker: { id: broker.id } },
    ]);
    expect((await broker.get('/brokers/clients')).body.data).toMatchObject([
      { id, client: { id: client.id } },
    ]);
    await succeed(act(broker, id));
    const log = await actionsOn('mandate', id);
    expect(log.map(({ action }) => action)).toEqual([
      ...['mandate.given', 'mandate.accepted', 'mandate.acted_by'],
    ]);
    expect(log[0]?.detail).toMatchObject({
      termsVersion: version,
      termsHash: expect.stringMatching(/^[0-9a-f]{64}$/),
    });
  });

  it('is signed by name, in the version that is read, for a year at most, on a side that is one’s own', async () => {
    const client = await app.make.seller();
    const email = 'some.broker@example.com';
    expect(await codeOf(give(client, email, 'SELLER', { typedName: 'Somebody Else' }))).toBe(
      '422 name_differs',
    );
    expect(await codeOf(give(client, email, 'SELLER', { termsVersion: '2020-01' }))).toBe(
      '409 mandate_terms_outdated',
    );
    expect(await codeOf(give(client, email, 'SELLER', { endsAt: until(400) }))).toBe('422 mandate_days');
    expect(await codeOf(give(client, email, 'SELLER', { endsAt: until(-1) }))).toBe('422 mandate_days');
    expect(await codeOf(give(client, email, 'BUYER'))).toBe('403 forbidden');
    expect(await codeOf(give(client, client.email))).toBe('422 not_your_broker');
    expect((await give(client, email, 'SELLER', { accepted: false })).status).toBe(400);
    expect((await client.get('/brokers')).body.data).toEqual([]);
    await succeed(give(client, email));
    const broker = await app.make.user({ email });
    const { id } = (await broker.get('/brokers/clients')).body.data[0];
    expect(await codeOf(accept(broker, id, { typedName: 'Somebody Else' }))).toBe('422 name_differs');
    expect(await codeOf(accept(broker, id, { termsVersion: '2020-01' }))).toBe('409 mandate_terms_outdated');
    await succeed(accept(broker, id));
  });

  it('says nothing of whether the address has an account, and is for whoever has proven it', async () => {
    const client = await app.make.seller();
    const known = await app.make.buyer();
    const { id: _, brokerEmail: __, ...toKnown } = (await succeed(give(client, known.email))).body.data;
    // Nor does the time: whoever is named is looked for after the answer.
    const told = () =>
      app.platform.database.select(
        `SELECT id FROM events WHERE name = 'brokers.mandate_given' AND payload LIKE :of`,
        {
          of: `%${client.id}%`,
        },
      );
    expect(await told()).toEqual([]);
    await app.settle();
    expect(await told()).toHaveLength(1);
    const other = await app.make.seller();
    const email = 'unknown.broker@example.com';
    const { id, brokerEmail: ___, ...toUnknown } = (await succeed(give(other, email))).body.data;
    expect(Object.entries({ ...toKnown, client: null, givenAt: 0, answerBy: 0, endsAt: 0 })).toEqual(
      Object.entries({ ...toUnknown, client: null, givenAt: 0, answerBy: 0, endsAt: 0 }),
    );
    const unproven = await app.make.user({ email, emailVerified: false });
    expect((await unproven.get('/brokers/clients')).body.data).toEqual([]);
    await app.setProven(unproven.id, true);
    expect(await codeOf(accept(known, id))).toBe('404 not_found');
    await succeed(accept(unproven, id));
  });

  it('is for whoever reads the mailbox, in whatever spelling of the address, and for nobody themselves', async () => {
    const client = await app.make.user({ email: 'gil.client@gmail.com', roles: ['seller'] });
    expect(await codeOf(give(client, 'gilclient+me@gmail.com'))).toBe('422 not_your_broker');
    const broker = await app.make.user({ email: 'hal.broker@gmail.com' });
    const { id } = (await succeed(give(client, 'halbroker+deals@gmail.com'))).body.data;
    expect((await broker.get('/brokers/clients')).body.data).toMatchObject([{ id, status: 'GIVEN' }]);
    await succeed(accept(broker, id));
  });

  it('that an instance of the release before has written, without its mailbox, is found by its address', async () => {
    const [client, broker] = [await app.make.seller(), await app.make.user({})];
    const { id } = (await succeed(give(client, broker.email))).body.data;
    await app.platform.database.change('UPDATE broker_mandates SET mailbox = NULL WHERE id = :id', { id });
    await succeed(accept(broker, id));
  });

  it('writes to a mailbox three times an hour at most, however often it is given and taken back', async () => {
    const [client, broker] = [await app.make.seller(), await app.make.buyer()];
    for (let each = 0; each < 5; each += 1) {
      const { id } = (await succeed(give(client, broker.email))).body.data;
      await app.settle();
      await succeed(client.post(`/brokers/${id}/end`, {}));
    }
    const letters = await app.mail.sentTo(broker.email);
    expect(letters.filter(({ text }) => text.includes('/account/brokers'))).toHaveLength(3);
  });

  it('is one a side, also of two at once; a broker acts on one side, and no administrator does', async () => {
    const client = await app.make.user({ roles: ['buyer', 'seller'] });
    const broker = await app.make.buyer();
    const both = await Promise.all([codeOf(give(client, broker.email)), codeOf(give(client, broker.email))]);
    expect(both.toSorted()).toEqual(['201', '409 mandate_exists']);
    const [selling] = (await broker.get('/brokers/clients')).body.data;
    await succeed(accept(broker, selling.id));
    const buying = (await succeed(give(client, broker.email, 'BUYER'))).body.data;
    expect(await codeOf(accept(broker, buying.id))).toBe('422 not_your_broker');
    await succeed(broker.post(`/brokers/clients/${buying.id}/decline`));
    const toAdmin = (await succeed(give(client, admin.email, 'BUYER'))).body.data;
    expect(await codeOf(accept(admin, toAdmin.id))).toBe('422 not_your_broker');
    const chief = await app.make.user({ roles: ['admin', 'seller'] });
    expect(await codeOf(give(chief, broker.email))).toBe('403 forbidden');
  });

  it('is given by a person alone, with a fresh proof that it is they', () => {
    const contracts = app.app.endpoints.map(({ contract }) => contract);
    const given = contracts.find(({ operationId }) => operationId === 'giveMandate');
    expect(given).toMatchObject({ stepUp: true, provenEmail: true });
    expect(contracts.filter(({ path, scope }) => path.startsWith('/brokers') && scope)).toEqual([]);
  });

  it('ends at once by either of the two or an administrator, with every session by it', async () => {
    for (const who of ['client', 'broker', 'admin'] as const) {
      const [client, broker] = [await app.make.seller(), await app.make.buyer()];
      const { id, acting } = await actingFor(client, broker);
      expect((await acting.get('/offers/received')).status).toBe(200);
      expect(await codeOf((await app.make.buyer()).post(`/brokers/${id}/end`, {}))).toBe('404 not_found');
      const reason = { reason: 'We part as friends.' };
      if (who === 'admin') await succeed(admin.post(`/admin/brokers/${id}/end`, reason));
      else await succeed({ client, broker }[who].post(`/brokers/${id}/end`, reason));
      expect((await acting.get('/offers/received')).status).toBe(401);
      expect(await codeOf(act(broker, id))).toBe('409 mandate_not_active');
      expect(await codeOf(client.post(`/brokers/${id}/end`, {}))).toBe('409 mandate_not_active');
      expect((await actionsOn('mandate', id)).at(-1)).toMatchObject({ action: 'mandate.ended' });
      await app.settle();
      const toldOf = async (person: TestUser) =>
        ((await person.get('/notifications')).body.data as { kind: string }[]).filter(
          ({ kind }) => kind === 'MANDATE_ENDED',
        ).length;
      expect([await toldOf(client), await toldOf(broker)]).toEqual([
        who === 'client' ? 0 : 1,
        who === 'broker' ? 0 : 1,
      ]);
    }
  });

  it('ends with a recovery of its client, waiting or in force, and not with one of the broker', async () => {
    const [client, broker, other] = [
      await app.make.user({ roles: ['buyer', 'seller'] }),
      ...[await app.make.buyer(), await app.make.buyer()],
    ] as const;
    const { id, acting } = await actingFor(client, broker);
    const waiting = (await succeed(give(client, other.email, 'BUYER'))).body.data;
    await succeed(broker.post('/auth/logout-all'));
    const passwords = { currentPassword: client.password, newPassword: `${client.password} and more` };
    await succeed(client.post('/auth/change-password', passwords));
    await app.settle();
    expect((await client.get('/brokers')).body.data).toMatchObject([
      { status: 'GIVEN' },
      { status: 'ACTIVE' },
    ]);
    await succeed(client.post('/auth/logout-all'));
    await app.settle();
    expect((await acting.get('/offers/received')).status).toBe(401);
    expect(await codeOf(accept(other, waiting.id))).toBe('404 not_found');
    const rows = (await succeed(admin.get(`/admin/brokers?clientId=${client.id}`))).body.data;
    expect(rows).toMatchObject([{ status: 'ENDED' }, { id, status: 'ENDED' }]);
    expect((await actionsOn('mandate', id)).at(-1)).toMatchObject({ action: 'mandate.ended' });
  });

  it('runs out, before anything has looked, and lapses where nobody answers', async () => {
    const [client, broker] = [await app.make.seller(), await app.make.buyer()];
    const { id } = (await succeed(give(client, broker.email, 'SELLER', { endsAt: until(1) }))).body.data;
    await succeed(accept(broker, id));
    const begun = (await succeed(act(broker, id))).body.data;
    const lasts = (given: { accessTokenExpiresAt: string }) =>
      Math.round((Date.parse(given.accessTokenExpiresAt) - app.clock.now()) / MINUTE_MS);
    expect(lasts(begun)).toBe(30);
    const late = await app.make.seller();
    const unanswered = (await succeed(give(late, broker.email))).body.data;
    app.clock.advance(DAY_MS - 10 * MINUTE_MS);
    const again = (await succeed(act(broker, id))).body.data;
    expect(lasts(again)).toBe(10);
    app.clock.advance(10 * MINUTE_MS);
    expect(await codeOf(act(broker, id))).toBe('409 mandate_not_active');
    await app.later(MINUTE_MS);
    expect((await client.get('/brokers')).body.data[0]).toMatchObject({ status: 'ENDED' });
    app.clock.advance(13 * DAY_MS);
    expect(await codeOf(accept(broker, unanswered.id))).toBe('409 mandate_not_given');
    await app.later(MINUTE_MS);
    expect((await late.get('/brokers')).body.data[0]).toMatchObject({ status: 'LAPSED' });
  });

  it('ends with the account of either', async () => {
    for (const who of ['client', 'broker'] as const) {
      const [client, broker] = [await app.make.seller(), await app.make.buyer()];
      const { id, acting } = await actingFor(client, broker);
      const leaving = { client, broker }[who];
      await succeed(leaving.send('delete', '/users/me', { password: leaving.password }));
      expect((await acting.get('/offers/received')).status).toBe(401);
      await app.settle();
      const [row] = (await succeed(admin.get(`/admin/brokers?clientId=${client.id}`))).body.data;
      expect(row).toMatchObject({ id, status: 'ENDED' });
    }
  });
});

describe('a broker who acts', () => {
  it('sees what the client sees, says whom they are, and is written down under both names', async () => {
    const { seller: client, listingId } = await world.offered();
    const broker = await app.make.buyer();
    const { id, acting } = await actingFor(client, broker);
    const me = (await succeed(acting.get('/auth/me'))).body.data;
    expect(me).toMatchObject({ id: client.id, impersonation: null, broker: { displayName: 'Test P.' } });
    expect((await client.get('/auth/me')).body.data.broker).toBeNull();
    const [shown] = (await succeed(acting.get('/listings/my-listings'))).body.data;
    expect(shown.id).toBe(listingId);
    await succeed(acting.post(`/listings/${listingId}/pause`));
    const log = await actionsOn('listing', listingId);
    expect(log.at(-1)).toMatchObject({ actor: { id: client.id }, detail: { deputy: broker.id, grant: id } });
    const sessions = (await client.get('/auth/sessions')).body.data as {
      id: string;
      impersonation: object | null;
    }[];
    const session = sessions.find(({ impersonation }) => impersonation);
    expect(session).toMatchObject({ impersonation: { by: 'Your broker' } });
    await succeed(acting.post('/auth/impersonation/end'));
    expect((await acting.get('/auth/me')).status).toBe(401);
  });

  it('does only what the terms say: no money, no deal, no credentials, no other side, no account', async () => {
    const client = await app.make.user({ roles: ['buyer', 'seller'] });
    const { acting } = await actingFor(client, await app.make.buyer());
    const open = app.app.endpoints.filter(({ contract }) => openToDeputies(contract, BROKER_SCOPES));
    expect(open.length).toBeGreaterThan(40);
    const closed = app.app.endpoints.filter(
      (each) => each.contract.access !== 'public' && !open.includes(each),
    );
    expect(closed.length).toBeGreaterThan(200);
    for (const { contract } of closed) {
      const path = contract.path.replaceAll(/\{\w+\}/g, newId());
      const answer = await acting.send(contract.method, path, contract.body ? {} : undefined);
      expect([contract.path, answer.status]).toEqual([contract.path, 403]);
    }
    const acts = open
      .filter(({ contract }) => contract.method !== 'get')
      .map(({ contract }) => contract.operationId);
    expect(acts.toSorted()).toEqual(MAY.toSorted());
    for (const { contract } of open) {
      expect([contract.path, contract.movesMoney, contract.stepUp]).toEqual([
        contract.path,
        undefined,
        undefined,
      ]);
    }
    // For selling: what is for buyers is closed, though the client buys too.
    expect((await acting.get('/listings/my-listings')).status).toBe(200);
    expect((await acting.get('/buyer/requirements')).status).toBe(403);
  });

  it('bargains, and is shown to the other side; deals with nobody on their own account', async () => {
    const { seller, buyer, offerId, listingId } = await world.offered();
    expect(await brokersShown(buyer, offerId)).toEqual([]);
    const broker = await app.make.seller();
    const { id, acting } = await actingFor(seller, broker);
    expect(await brokersShown(buyer, offerId)).toMatchObject([{ displayName: 'Test P.', side: 'SELLER' }]);
    expect(await brokersShown(seller, offerId)).toEqual([]);
    await succeed(acting.post(`/offers/${offerId}/counter`, { version: 1, amountCents: 21_000_000 }));
    const { versions } = (await succeed(buyer.get(`/offers/${offerId}`))).body.data;
    expect(versions.at(-1)).toMatchObject({ side: 'SELLER', amountCents: 21_000_000 });
    await succeed(seller.post(`/brokers/${id}/end`, {}));
    expect(await brokersShown(buyer, offerId)).toEqual([]);

    // The buyer becomes the broker of the seller, and answers nothing of their own.
    const own = await actingFor(seller, buyer);
    const seen = await makeOffers(app).seen(offerId);
    expect(await codeOf(own.acting.post(`/offers/${offerId}/withdraw`, { version: seen.version }))).toBe(
      '403 forbidden',
    );
    await succeed(buyer.post(`/brokers/${own.id}/end`, {}));
    // And the seller that of a buyer.
    const second = await app.make.buyer();
    const forBuyer = await actingFor(second, seller, 'BUYER');
    await makeListings(app).unlock(second, listingId);
    const offered = await forBuyer.acting.post('/offers', { listingId, amountCents: 19_000_000 });
    expect([offered.status, offered.body.code]).toEqual([403, 'forbidden']);
  });

  it('reads and does nothing of the other side, of support, and of who the client is', async () => {
    const person = await app.make.user({ roles: ['buyer', 'seller'] });
    const [sells, buys] = [await world.open({ seller: person }), await world.open({ buyer: person })];
    await succeed(person.post('/messages', { receiverId: 'support', content: 'What do you know of me?' }));
    for (const deal of [sells, buys])
      await succeed(person.post(`/transactions/${deal.id}/messages`, { content: 'When do we sign?' }));
    const papers: Record<string, string> = {};
    for (const type of ['IDENTITY', 'INSURANCE', 'PROOF_OF_FUNDS'])
      papers[type] = await uploadDocument(person, { type });
    const seenByBoth = await uploadDocument(person, { type: 'IDENTITY', transactionId: sells.id });
    papers.IDENTITY_OF_THE_DEAL = seenByBoth;
    const offerOf = async ({ id }: MadeDeal) => String((await readDeal(person, id)).offerId);
    const readDeal = async (reader: Pick<TestUser, 'get'>, id: string) =>
      (await succeed(reader.get(`/transactions/${id}`))).body.data;
    const sides = [
      {
        side: 'SELLER',
        own: sells,
        other: buys,
        partner: sells.buyer,
        notHers: buys.seller,
        type: 'INSURANCE',
      },
      {
        side: 'BUYER',
        own: buys,
        other: sells,
        partner: buys.seller,
        notHers: sells.buyer,
        type: 'PROOF_OF_FUNDS',
      },
    ];
    for (const { side, own, other, partner, notHers, type } of sides) {
      const { id, acting } = await actingFor(person, await app.make.seller(), side);
      const idsOf = async (path: string) =>
        ((await succeed(acting.get(path))).body.data as { id: string }[]).map(({ id: each }) => each);
      expect(await idsOf('/transactions')).toEqual([own.id]);
      expect(await idsOf(`/transactions?side=${side === 'SELLER' ? 'BUYER' : 'SELLER'}`)).toEqual([]);
      await readDeal(acting, own.id);
      for (const rest of ['', '/timeline', '/checklist', '/payments', '/transfers', '/messages', '/brokers'])
        expect([rest, await codeOf(acting.get(`/transactions/${other.id}${rest}`))]).toEqual([
          rest,
          expect.stringMatching(/^404 /),
        ]);
      expect(await codeOf(acting.get(`/documents/transaction/${other.id}`))).toBe('404 not_found');
      expect(await idsOf(`/documents/transaction/${own.id}`)).not.toContain(seenByBoth);
      await succeed(acting.get(`/offers/${await offerOf(own)}`));
      expect(await codeOf(acting.get(`/offers/${await offerOf(other)}`))).toBe('404 not_found');
      // Messages.
      const talks = (await succeed(acting.get('/messages/conversations'))).body.data;
      expect(talks).toMatchObject([{ partner: { id: partner.id } }]);
      await succeed(acting.get(`/messages/conversations/${partner.id}`));
      for (const closed of [notHers.id, 'support']) {
        expect((await acting.get(`/messages/conversations/${closed}`)).status).toBe(404);
        expect((await acting.put(`/messages/conversations/${closed}/read`)).status).toBe(404);
        expect((await acting.post('/messages', { receiverId: closed, content: 'Hello.' })).status).toBe(404);
      }
      // Papers.
      expect(await idsOf('/documents')).toEqual([papers[type]]);
      for (const [each, paper] of Object.entries(papers))
        expect([each, (await acting.get(`/documents/${paper}`)).status]).toEqual([
          each,
          each === type ? 200 : 404,
        ]);
      await succeed(person.post(`/brokers/${id}/end`, {}));
    }
  });

  it('is told what the client is told of their side of the market, while the mandate holds, and nothing else', async () => {
    const [client, broker] = [
      await app.make.user({ firstName: 'Carla', roles: ['buyer', 'seller'] }),
      await app.make.user(),
    ];
    const { id } = (await succeed(give(client, broker.email, 'SELLER', { typedName: 'Carla Person' }))).body
      .data;
    await succeed(accept(broker, id));
    const told = async (person: TestUser, isNews: boolean) => {
      await app.settle();
      const rows = (await succeed(person.get('/notifications?limit=100'))).body.data as Record<
        string,
        string
      >[];
      return rows.filter(({ kind }) => (kind === 'CLIENT_NEWS') === isNews).toReversed();
    };
    const deal = await world.offered({ seller: client });
    const news = await told(broker, true);
    const ofSales = (await told(client, false)).filter(({ kind }) => /^(LISTING|OFFER)_/.test(String(kind)));
    expect(ofSales.map(({ kind }) => kind)).toEqual(
      expect.arrayContaining(['LISTING_APPROVED', 'OFFER_MADE']),
    );
    expect(news.map(({ title }) => title).toSorted()).toEqual(
      ofSales.map(({ title }) => `News for Carla P.: ${title}`).toSorted(),
    );
    expect(news[0]).toMatchObject({ path: '/account/brokers', subject: { type: 'BROKERS', id } });
    const [letter] = await app.mail.sentTo(broker.email);
    expect(letter?.subject).toContain('News for Carla P.');

    // What the client buys, and what is about the account, is the client’s own.
    const bought = await world.offered({ buyer: client });
    await succeed(bought.seller.post(`/offers/${bought.offerId}/reject`, FIRST_VERSION));
    await succeed(admin.post('/credits/bonus', { userId: client.id, credits: 1, reason: 'A gift.' }));
    expect((await told(client, false)).map(({ kind }) => kind)).toContain('OFFER_REJECTED');
    expect(await told(broker, true)).toHaveLength(news.length);

    await succeed(client.post(`/brokers/${id}/end`, {}));
    await succeed(deal.buyer.post(`/offers/${deal.offerId}/withdraw`));
    expect((await told(client, false)).map(({ kind }) => kind)).toContain('OFFER_WITHDRAWN');
    expect(await told(broker, true)).toHaveLength(news.length);
  });

  it('is told nothing of what they bargain over themselves', async () => {
    const [client, broker] = [await app.make.seller(), await app.make.buyer()];
    const { offerId, listingId } = await world.offered({ seller: client, buyer: broker });
    await app.settle();
    await mandate(client, broker);
    await succeed(broker.post(`/offers/${offerId}/withdraw`));
    await makeListings(app).buyerOf(listingId);
    await app.settle();
    const rows = (await broker.get('/notifications?limit=100')).body.data as {
      kind: string;
      title: string;
    }[];
    const news = rows.filter(({ kind }) => kind === 'CLIENT_NEWS');
    expect(news.map(({ title }) => /: (.*):/.exec(title)?.[1])).toEqual([
      'Confidentiality terms accepted',
      'A buyer unlocked your listing',
    ]);
  });

  it('goes when the broker signs out, or is suspended', async () => {
    const client = await app.make.seller();
    const broker = await app.make.buyer();
    const { id, acting } = await actingFor(client, broker);
    await succeed(broker.post('/auth/logout-all'));
    expect((await acting.get('/offers/received')).status).toBe(401);
    const signedIn = await app.anonymous.post('/auth/login', {
      email: broker.email,
      password: broker.password,
    });
    const again = app.withToken(String(signedIn.body.data.accessToken));
    const second = app.withToken(
      String((await succeed(again.post(`/brokers/clients/${id}/act`))).body.data.accessToken),
    );
    expect((await second.get('/offers/received')).status).toBe(200);
    await succeed(admin.post(`/admin/users/${broker.id}/suspend`, { reason: 'Asked twice for papers.' }));
    expect((await second.get('/offers/received')).status).toBe(401);
  });
});

describe('the fee', () => {
  const sharesOf = async (person: TestUser) => (await succeed(person.get('/brokers/shares'))).body.data;
  const payable = (person: TestUser) => app.modules.ledger.balance(`payable:${person.id}`);

  const brokersOf = async (reader: TestUser, id: string) =>
    (await succeed(reader.get(`/transactions/${id}/brokers`))).body.data;

  it('is shared as it was fixed when the deal opened, when the sale is completed', async () => {
    const [seller, buyer] = [await app.make.seller(), await app.make.buyer()];
    const [ofSeller, ofBuyer] = [
      await verified(await app.make.seller()),
      await verified(await app.make.seller()),
    ];
    const selling = await mandate(seller, ofSeller);
    await mandate(buyer, ofBuyer, 'BUYER');
    const deal = await world.at('INSPECTION', { seller, buyer });
    await app.settle();
    const terms = { transactionId: deal.id, shareBasisPoints: 2_000, amountCents: null, status: 'AGREED' };
    expect(await sharesOf(ofSeller)).toMatchObject([{ ...terms, side: 'SELLER', client: { id: seller.id } }]);
    expect(await sharesOf(buyer)).toMatchObject([{ ...terms, side: 'BUYER', broker: { id: ofBuyer.id } }]);
    // Each side reads its own share, and of the other side who acts for it; an administrator reads both.
    const share = { shareBasisPoints: 2_000, status: 'AGREED', amountCents: null };
    const [onSelling, onBuying] = [
      { side: 'SELLER', broker: { id: ofSeller.id, displayName: 'Test P.' }, actsNow: true },
      { side: 'BUYER', broker: { id: ofBuyer.id, displayName: 'Test P.' }, actsNow: true },
    ];
    const readers: [TestUser, object | null, object | null][] = [
      [seller, share, null],
      [buyer, null, share],
      [admin, share, share],
    ];
    for (const [reader, ofSelling, ofBuying] of readers) {
      const read = await brokersOf(reader, deal.id);
      expect(read).toHaveLength(2);
      expect(read).toEqual(
        expect.arrayContaining([
          { ...onSelling, share: ofSelling },
          { ...onBuying, share: ofBuying },
        ]),
      );
    }
    expect(await codeOf(ofSeller.get(`/transactions/${deal.id}/brokers`))).toBe('404 not_found');
    // What changes afterwards changes nothing of it.
    await succeed(seller.post(`/brokers/${selling}/end`, {}));
    expect(await brokersOf(seller, deal.id)).toContainEqual({ ...onSelling, actsNow: false, share });
    await changeShare('1000');
    const feesBefore = await app.modules.ledger.balance('revenue:fees');
    await succeed(buyer.post(`/transactions/${deal.id}/buyer/accept`));
    await app.settle();
    // Three percent of $200,000, and of it two fifths.
    expect([await payable(ofSeller), await payable(ofBuyer)]).toEqual([120_000, 120_000]);
    expect((await app.modules.ledger.balance('revenue:fees')) - feesBefore).toBe(600_000 - 240_000);
    expect(await sharesOf(ofSeller)).toMatchObject([{ status: 'CREDITED', amountCents: 120_000 }]);
    expect(await app.violations()).toEqual([]);
    await changeShare(null);
  });

  it('is shared with nobody where a deal falls through, or where the broker is a party to it', async () => {
    const [seller, buyer] = [await app.make.seller(), await app.make.buyer()];
    const broker = await verified(await app.make.seller());
    await mandate(seller, broker);
    await mandate(buyer, await verified(seller), 'BUYER');
    const deal = await world.open({ seller, buyer });
    await app.settle();
    expect(await sharesOf(broker)).toMatchObject([{ status: 'AGREED' }]);
    expect(await sharesOf(buyer)).toEqual([]);
    await succeed(buyer.post(`/transactions/${deal.id}/cancel`, { reason: 'It is off.' }));
    await app.settle();
    expect(await sharesOf(broker)).toMatchObject([{ status: 'LAPSED', amountCents: null }]);
    expect(await payable(broker)).toBe(0);
  });

  it('is for nobody who has not shown who they are and for whom they work', async () => {
    const [seller, buyer] = [await app.make.seller(), await app.make.buyer()];
    const [friend, broker] = [await app.make.seller(), await verified(await app.make.seller())];
    await succeed(admin.post(`/admin/users/${friend.id}/verify-seller`, { reason: 'Seen in a video call.' }));
    await mandate(seller, friend);
    await mandate(buyer, broker, 'BUYER');
    const given = (await succeed(admin.get('/admin/brokers?limit=2'))).body.data as {
      broker: { id: string };
      brokerVerified: boolean;
    }[];
    const verifiedOf = new Map(given.map((row) => [row.broker.id, row.brokerVerified]));
    expect([verifiedOf.get(broker.id), verifiedOf.get(friend.id)]).toEqual([true, false]);
    const deal = await world.at('INSPECTION', { seller, buyer });
    await app.settle();
    expect(await sharesOf(friend)).toEqual([]);
    expect(await sharesOf(broker)).toMatchObject([{ status: 'AGREED' }]);
    // And who is not any more when the sale completes.
    const { verified: company } = (await succeed(broker.get('/verification'))).body.data.company;
    await succeed(
      admin.post(`/admin/verifications/${company.id}/revoke`, { reason: 'The company was dissolved.' }),
    );
    await succeed(buyer.post(`/transactions/${deal.id}/buyer/accept`));
    await app.settle();
    expect(await sharesOf(broker)).toMatchObject([{ status: 'LAPSED', amountCents: null }]);
    expect([await payable(friend), await payable(broker)]).toEqual([0, 0]);
    expect(await app.violations()).toEqual([]);
  });

  it('is shared by what held when the deal opened, however late its news is heard', async () => {
    const [seller, buyer] = [await app.make.seller(), await app.make.buyer()];
    const [former, later] = [
      await verified(await app.make.seller()),
      await verified(await app.make.seller()),
    ];
    const deal = await world.open({ seller, buyer });
    await app.settle();
    app.clock.advance(MINUTE_MS);
    const before = app.clock.now();
    app.clock.advance(MINUTE_MS);
    const id = await mandate(seller, former);
    app.clock.advance(MINUTE_MS);
    const meanwhile = app.clock.now();
    app.clock.advance(MINUTE_MS);
    await succeed(seller.post(`/brokers/${id}/end`, {}));
    await mandate(seller, later);
    await changeShare('1000');
    const hear = async (occurredAt: number) => {
      const told = { transactionId: deal.id, listingId: newId(), listingTitle: 'Sold', offerId: newId() };
      const payload = {
        ...{ ...told, buyerId: buyer.id, sellerId: seller.id, priceCents: 1, depositCents: 1 },
        deadlineAt: occurredAt,
      };
      const envelope = { eventId: newId(), occurredAt, payload };
      await app.platform.database.atomically(() =>
        app.platform.queue.enqueue('transaction.opened > brokers', envelope),
      );
      await app.settle();
    };
    await hear(before);
    expect([await sharesOf(former), await sharesOf(later)]).toEqual([[], []]);
    await hear(meanwhile);
    const agreed = { transactionId: deal.id, shareBasisPoints: 2_000, status: 'AGREED' };
    expect(await sharesOf(former)).toMatchObject([agreed]);
    await hear(app.clock.now());
    expect([await sharesOf(former), await sharesOf(later)]).toMatchObject([[agreed], []]);
    await changeShare(null);
  });

  it('of what is taken after the sale is completed the broker has their part once', async () => {
    const [seller, buyer] = [await app.make.seller(), await app.make.buyer()];
    const broker = await verified(await app.make.seller());
    await mandate(seller, broker);
    const deal = await world.at('COMPLETED', { seller, buyer });
    await app.settle();
    expect(await payable(broker)).toBe(120_000);
    const subject = { type: 'transaction', id: deal.id };
    const taken = async (part: string, amount: number) => {
      await app.modules.ledger.post([
        {
          ...{ id: `transaction:${deal.id}:${part}`, debit: 'bank:wire', credit: 'revenue:fees', amount },
          ...{ unit: 'USD' as const, reason: 'It came late', subject },
        },
      ]);
    };
    const tell = async (part: string) => {
      await app.platform.database.atomically(() =>
        app.platform.events.emit(transactionFeeTakenLate, { transactionId: deal.id, part, feeCents: 1 }),
      );
      await app.settle();
    };
    await taken('fee:late:7', 50_000);
    for (let heard = 0; heard < 2; heard += 1) {
      await tell('fee:late:7');
      expect(await payable(broker)).toBe(130_000);
    }
    await taken('fee:late:9', 5_000);
    await tell('fee:late:9');
    expect(await sharesOf(broker)).toMatchObject([{ status: 'CREDITED', amountCents: 131_000 }]);
    expect((await app.violations()).filter(({ check }) => check.startsWith('brokers'))).toEqual([]);
  });

  it('is found where the ledger has another sum than the share', async () => {
    const other = await startTestApp();
    try {
      const person = await other.make.seller();
      await other.platform.database.atomically(() =>
        other.modules.ledger.post([
          {
            ...{
              id: `broker-share:${newId()}`,
              debit: 'bank:wire',
              credit: `payable:${person.id}`,
              amount: 5,
            },
            ...{ unit: 'USD', reason: 'Nobody’s share', subject: { type: 'broker_share', id: newId() } },
          },
        ]),
      );
      const checks = (await other.violations()).map(({ check }: { check: string }) => check);
      expect(checks).toContain('brokers.share_credited');
    } finally {
      await other.close();
    }
  });
});

/** Every act that mandates open, by the name of its operation. */
const MAY =
  'acceptCounterOffer acceptOffer addDocumentVersion addEquipment answerDocumentRequest blockConversation cancelDocumentRequest changeEquipment changeListing changeSavedSearch counterOffer createDocumentLink createListing declineDocumentRequest deleteDocument deleteListing deleteMessage deleteSavedSearch endImpersonation makeOffer markConversationRead markMessageRead pauseListing rejectOffer removeEquipment reportConversation requestDocument requestPremium requestPremiumAccess resumeListing reviveOffer saveListing saveSearch sendDealMessage sendMessage setBuyerRequirements unblockConversation unsaveListing uploadDocument withdrawOffer withdrawPremiumAccess withdrawPremiumRequest'.split(
    ' ',
  );

/** It is about money, so it takes two. */
async function changeShare(value: string | null): Promise<void> {
  const { version: read } = (await succeed(admin.get('/admin/settings'))).body.data as { version: number };
  const values = [{ name: 'BROKER_SHARE_BASIS_POINTS', value }];
  for (const one of [admin, world.secondAdmin]) {
    await one.put('/admin/settings', { version: read, values, reason: 'The board has decided so.' });
  }
  await app.settle();
}
