/** Identities checked on Stripe's pages: begun, gone on with, ended by what Stripe tells, and nothing of the papers kept. */
import { readConfig } from '../../config';
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { codeOf, succeed } from '../../../tests/support/make-transactions';
import { prepareStripe } from '../../../tests/support/stripe-gateway';
import { undescribedRequests } from '../../../tests/support/stripe-stand-in';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { isSameName } from './name-on-paper.rules';

let app: TestApp;
let admin: TestUser;
beforeAll(async () => {
  app = await startTestApp({ behind: await prepareStripe(), environment: { IDENTITY_CHECK: 'stripe' } });
  admin = await app.make.admin();
});
afterAll(async () => {
  await app.close();
  expect(undescribedRequests()).toEqual([]);
});

const stripe = () => {
  if (!app.gateway.standIn) throw new Error('This is about Stripe.');
  return app.gateway.standIn;
};
const NAME = { first: 'TEST', last: 'PERSON' };

const start = async (by: TestUser, legalName = 'Test Person') =>
  (await succeed(by.post('/verification/identity', { legalName }))).body.data as { id: string };
const page = (by: TestUser, id: string) => by.post(`/verification/${id}/continue`);
const own = async (by: TestUser) => (await succeed(by.get('/verification'))).body.data.identity;
const statusAt = (sessionId: string) => stripe().world.get(sessionId).status;
const redactionOf = (sessionId: string) => stripe().world.get(sessionId).redaction;

/** Up to Stripe's page: the verification and the session behind it. */
async function begun(by: TestUser, legalName?: string): Promise<{ id: string; session: string }> {
  const { id } = await start(by, legalName);
  await succeed(page(by, id));
  return { id, session: stripe().identity.sessions().at(-1)?.id ?? '' };
}

it('is verified by a paper that bears the name that was given, and nothing of the paper is kept', async () => {
  const buyer = await app.make.buyer();
  const asked = await start(buyer);
  expect(asked).toMatchObject({
    state: 'STARTED',
    checkUrl: expect.stringMatching(/\/account\/verification$/),
  });
  const first = (await succeed(page(buyer, asked.id))).body.data.url;
  // Each visit has a page of its own, and all are of one session.
  const again = (await succeed(page(buyer, asked.id))).body.data.url;
  expect(again).not.toBe(first);
  const mine = stripe()
    .identity.sessions()
    .filter(({ metadata }) => metadata.verificationId === asked.id);
  expect(mine.map(({ metadata }) => metadata)).toEqual([{ verificationId: asked.id, userId: buyer.id }]);
  const session = String(mine[0]?.id);

  stripe().identity.submit(session);
  await app.settle();
  expect((await own(buyer)).latest).toMatchObject({
    ...{ state: 'STARTED', checkUrl: null, says: expect.stringContaining('being looked at') },
  });
  expect(await codeOf(page(buyer, asked.id))).toBe('409 verification_closed');
  stripe().identity.pass(session, NAME);
  await app.settle();
  expect((await own(buyer)).verified).toMatchObject({ id: asked.id, state: 'VERIFIED' });
  const { body } = await succeed(admin.get(`/admin/verifications?state=VERIFIED&userId=${buyer.id}`));
  expect(body.data).toMatchObject([
    { method: 'STRIPE', sessionId: session, checkError: null, decidedBy: null },
  ]);

  // The pages that opened it, names and numbers are nowhere in the database.
  const kept = await app.platform.database.select<{ payload: string }>(
    `SELECT payload FROM webhook_events WHERE objectId = :session`,
    { session },
  );
  expect(kept.length).toBeGreaterThanOrEqual(3);
  expect(JSON.stringify(kept)).not.toMatch(/verify\.stripe|verified_outputs|PERSON/);
  expect(redactionOf(session)).toBeNull();
  await app.later(30 * DAY_MS + HOUR_MS);
  expect(redactionOf(session)).toEqual({ status: 'processing' });
  expect((await own(buyer)).verified).toMatchObject({ state: 'VERIFIED' });
});

it('is declined where the paper bears another name, and where it fails, in words that say what to do', async () => {
  const buyer = await app.make.buyer();
  const other = await begun(buyer, 'Somebody Else');
  stripe().identity.submit(other.session);
  stripe().identity.pass(other.session, NAME);
  await app.settle();
  expect((await own(buyer)).latest).toMatchObject({
    ...{ state: 'DECLINED', reason: expect.stringContaining('another name') },
  });
  const blurred = await begun(buyer);
  expect(blurred.id).not.toBe(other.id);
  stripe().identity.submit(blurred.session);
  stripe().identity.fail(blurred.session, 'document_expired');
  await app.settle();
  const { latest } = await own(buyer);
  expect(latest.reason).toBe('The paper has expired. Take one that is valid. You can start another check.');
  const { body } = await succeed(admin.get(`/admin/verifications?state=DECLINED&userId=${buyer.id}`));
  expect(body.data).toMatchObject([
    { sessionId: other.session },
    { sessionId: blurred.session, checkError: latest.reason },
  ]);
  expect(JSON.stringify(body.data)).not.toContain('JANE ROE');
  // What Stripe collected is deleted there at once.
  expect([redactionOf(other.session), redactionOf(blurred.session)]).toEqual([
    { status: 'processing' },
    { status: 'processing' },
  ]);
  const canceled = await begun(buyer);
  stripe().identity.cancel(canceled.session);
  await app.settle();
  expect((await own(buyer)).latest).toMatchObject({
    state: 'DECLINED',
    reason: expect.stringContaining('canceled'),
  });
});

it('ends once, in whatever order and however often Stripe tells of it', async () => {
  const buyer = await app.make.buyer();
  const { id, session } = await begun(buyer);
  const { world, identity } = stripe();
  world.mix = (events) => [...events, ...events].toReversed();
  try {
    identity.submit(session);
    identity.pass(session, NAME);
    await app.settle();
  } finally {
    world.mix = (events) => events;
  }
  expect((await own(buyer)).verified).toMatchObject({ id });
  const log = await succeed(admin.get(`/admin/action-log?subjectType=verification&subjectId=${id}&limit=50`));
  const acts = (log.body.data as { action: string }[]).map(({ action }) => action).toSorted();
  expect(acts).toEqual(['verification.check_began', 'verification.requested', 'verification.verified']);
});

it('takes nothing from a session of another application, of another world, or that was left', async () => {
  const buyer = await app.make.buyer();
  const { id, session } = await begun(buyer);
  const { world, identity } = stripe();
  const plant = (metadata: Record<string, string>) =>
    world.make('vs', 'identity.verification_session', new Map(), {
      ...{ status: 'verified', type: 'document', last_error: null, redaction: null, _name: NAME, metadata },
      ...{ options: null, client_reference_id: null, last_verification_report: null, livemode: false },
    });
  const foreign = [plant({}), plant({ verificationId: newId() }), plant({ verificationId: 'order-7' })];
  // Ours by its word, and not the one that was begun.
  const second = plant({ verificationId: id });
  for (const each of [...foreign, second]) world.tell('identity.verification_session.verified', each);
  const live = { ...world.get(session), status: 'verified' };
  world.tell('identity.verification_session.verified', live);
  const told = world.pending.at(-1);
  if (told) told.livemode = true;
  await app.settle();
  expect((await own(buyer)).latest).toMatchObject({ id, state: 'STARTED' });
  const outcomes = await app.platform.database.select<{ status: string }>(
    'SELECT status FROM webhook_events WHERE objectId IN (:ids) ORDER BY id',
    { ids: foreign.map((each) => each.id) },
  );
  expect(outcomes.map(({ status }) => status)).toEqual(['IGNORED', 'IGNORED', 'IGNORED']);
  expect(redactionOf(second.id)).toEqual({ status: 'processing' });
  // Left: what comes afterwards changes nothing.
  await succeed(buyer.post(`/verification/${id}/withdraw`));
  await app.settle();
  expect([statusAt(session), redactionOf(session)]).toEqual(['canceled', { status: 'processing' }]);
  identity.pass(session, NAME);
  await app.settle();
  expect(await own(buyer)).toMatchObject({ verified: null, latest: { state: 'WITHDRAWN' } });
});

it('begins one session however often the answer is lost, and says when Stripe cannot be reached', async () => {
  const buyer = await app.make.buyer();
  const { id } = await start(buyer);
  const { failBy, identity } = stripe();
  const before = identity.sessions().length;
  failBy(() => 'DROP');
  expect(await codeOf(page(buyer, id))).toBe('503 payment_gateway_unavailable');
  failBy(() => 'ERROR_500');
  expect(await codeOf(page(buyer, id))).toBe('503 payment_gateway_unavailable');
  failBy(() => null);
  await succeed(page(buyer, id));
  expect(identity.sessions()).toHaveLength(before + 1);
  // Another person's check is not there.
  expect(await codeOf(page(await app.make.buyer(), id))).toBe('404 not_found');
});

it('is over when nobody has gone through with it in a week; five in a week are enough', async () => {
  const buyer = await app.make.buyer();
  const { session } = await begun(buyer);
  const told = async () =>
    (await app.mail.sentTo(buyer.email)).filter(({ subject }) => /check that you began waits/.test(subject));
  await app.later(5 * DAY_MS - HOUR_MS);
  expect(await told()).toHaveLength(0);
  await app.later(2 * HOUR_MS);
  expect(await told()).toHaveLength(1);
  await app.later(2 * DAY_MS);
  expect(await told()).toHaveLength(1);
  expect((await own(buyer)).latest).toMatchObject({ state: 'EXPIRED', checkUrl: null });
  expect(statusAt(session)).toBe('canceled');
  for (let n = 0; n < 5; n += 1) {
    const { id } = await begun(buyer);
    await succeed(buyer.post(`/verification/${id}/withdraw`));
  }
  const refused = await buyer.post('/verification/identity', { legalName: 'Test Person' });
  expect([refused.status, refused.body.code]).toEqual([409, 'too_many_identity_checks']);
  await app.later(7 * DAY_MS);
  await start(buyer);
});

it('holds two years; two weeks before that ends, the person is told by a letter', async () => {
  const buyer = await app.make.buyer();
  const { session } = await begun(buyer);
  stripe().identity.submit(session);
  await app.settle();
  // Nothing waits for the person while it is looked at.
  await app.later(6 * DAY_MS);
  stripe().identity.pass(session, NAME);
  await app.settle();
  const subjects = async () => (await app.mail.sentTo(buyer.email)).map(({ subject }) => subject);
  const ending = async () => (await subjects()).filter((subject) => / verified until /.test(subject));
  await app.later(716 * DAY_MS - HOUR_MS);
  expect(await ending()).toHaveLength(0);
  await app.later(2 * HOUR_MS);
  expect(await ending()).toHaveLength(1);
  expect((await own(buyer)).verified).toMatchObject({ state: 'VERIFIED' });
  await app.later(14 * DAY_MS);
  expect(await own(buyer)).toMatchObject({ verified: null, latest: { state: 'EXPIRED' } });
  expect(await subjects()).not.toContainEqual(expect.stringContaining('check that you began'));
});

it('leaves nothing at Stripe of whoever deletes their account', async () => {
  const buyer = await app.make.buyer();
  const { session } = await begun(buyer);
  stripe().identity.pass(session, NAME);
  await app.settle();
  await succeed(buyer.send('delete', '/users/me', { password: buyer.password }));
  await app.settle();
  expect(redactionOf(session)).toEqual({ status: 'processing' });
});

test('the name on a paper is the one given, as people write it', () => {
  const paper = (first: string, last: string) => ({ first, last });
  expect(isSameName('José Peña', paper('JOSE LUIS', 'PENA GARCIA'))).toBe(true);
  expect(isSameName("Mary O'Neil", paper('MARY ANN', 'O NEIL'))).toBe(true);
  expect(isSameName('Олена Шевченко', paper('Олена', 'ШЕВЧЕНКО'))).toBe(true);
  expect(isSameName('John Smith', paper('JOHN', 'SMYTHE'))).toBe(false);
  expect(isSameName('John Smith', paper('JANE', 'SMITH'))).toBe(false);
  expect(isSameName('John Smith', paper('', 'SMITH'))).toBe(false);
});

test('a configuration that could not hear the outcome is refused at the start', () => {
  const read = (environment: Record<string, string>) =>
    readConfig({ NODE_ENV: 'test', IDENTITY_CHECK: 'stripe', ...environment });
  expect(() => read({})).toThrow(/IDENTITY_CHECK: stripe tells the outcome by its webhook/);
  expect(() => read({ PAYMENT_GATEWAY: 'stripe' })).toThrow(/STRIPE_SECRET_KEY: is required/);
  const keys = { STRIPE_SECRET_KEY: 'sk_test_1', STRIPE_WEBHOOK_SECRETS: 'whsec_of_a_test' };
  const former = { PAYMENT_GATEWAY: 'none', FORMER_PAYMENT_GATEWAYS: 'sandbox,stripe', ...keys };
  expect(read(former).IDENTITY_CHECK).toBe('stripe');
});
