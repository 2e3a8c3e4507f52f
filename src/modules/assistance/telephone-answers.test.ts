/** What somebody answers by telephone is written down, told them, undone by them within hours, and made in their name after. */
import { DAY_MS, HOUR_MS, iso } from '../../platform/kernel/clock';
import type { TestApp, TestUser } from '../../../tests/support/app';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { makeOffers } from '../../../tests/support/make-offers';
import { ANSWER_KINDS } from './assistance.rules';
import { TelephoneAnswer } from './assistance.schema';

let world: DealWorld;
let app: TestApp;
let admin: TestUser;

beforeAll(async () => {
  world = await startDealWorld();
  ({ app, admin } = world);
});
afterAll(async () => {
  await app.settle();
  await world.close();
});

const consent = () => ({
  calledBy: 'US',
  heardAt: iso(app.clock.now()),
  knownBy: 'We rang the number of their account, and they named the last four digits of the deposit.',
  said: 'Yes, a week more is fine with me.',
});
const record = (person: TestUser, answer: object, by = admin, more: object = {}) =>
  by.post('/admin/telephone-answers', { userId: person.id, answer, consent: { ...consent(), ...more } });
const codeOf = async (answer: ReturnType<TestUser['post']>) => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};
const undo = (by: TestUser, id: string) => by.post(`/telephone-answers/${id}/undo`);

async function proposed(
  days = 7,
): Promise<{ deal: MadeDeal; answer: { kind: string; transactionId: string } }> {
  const deal = await world.at('IN_REVIEW');
  return { deal, answer: await propose(deal, days) };
}
async function propose(deal: MadeDeal, days = 7) {
  const { body } = await succeed(
    deal.buyer.post(`/transactions/${deal.id}/extension/proposals`, { days, reason: 'The bank is slow.' }),
  );
  const open = body.data.proposals.find(({ kind }: { kind: string }) => kind === 'EXTENSION');
  return { kind: 'AGREE_EXTENSION', transactionId: deal.id, proposalId: String(open.id) };
}
const deadlineOf = async (deal: MadeDeal) => Number(await column(deal, 'deadlineAt'));
const column = async ({ id }: MadeDeal, name: string): Promise<unknown> =>
  (
    await app.platform.database.select<Record<string, unknown>>(
      `SELECT ${name} FROM transactions WHERE id = :id`,
      { id },
    )
  )[0]?.[name];

it('takes effect after six hours, in the name of the person, with who wrote it down in the log', async () => {
  const { deal, answer } = await proposed();
  const before = await deadlineOf(deal);
  const { body } = await succeed(record(deal.seller, answer));
  const { id } = body.data;
  expect(body.data).toMatchObject({
    ...{
      status: 'STANDING',
      says: 'You agree to 7 more days for the review.',
      person: { id: deal.seller.id },
    },
  });
  const { recordedAt, takesEffectAt } = body.data;
  expect(Date.parse(takesEffectAt) - Date.parse(recordedAt)).toBe(6 * HOUR_MS);
  const letters = await app.mail.sentTo(deal.seller.email);
  expect(letters[0]?.text).toContain('Yes, a week more is fine with me.');
  expect(letters[0]?.text).toContain('/account/telephone-answers');

  await app.later(6 * HOUR_MS - 60_000);
  expect(await deadlineOf(deal)).toBe(before);
  await app.later(2 * 60_000);
  expect(await deadlineOf(deal)).toBe(before + 7 * DAY_MS);
  const own = (await succeed(deal.seller.get('/telephone-answers'))).body.data;
  expect(own).toMatchObject([{ id, status: 'TAKEN', consent: { calledBy: 'US' } }]);
  const [move] = (await world.timeline(deal, deal.buyer)).filter(({ move }) => move === 'AGREE_EXTENSION');
  expect(move).toMatchObject({ by: 'SELLER', reason: expect.stringContaining('by telephone') });
  const log = await succeed(
    admin.get(`/admin/action-log?subjectType=transaction&subjectId=${deal.id}&limit=100`),
  );
  const line = (log.body.data as { action: string }[]).find(
    ({ action }) => action === 'transaction.agree_extension',
  );
  expect(line).toMatchObject({ detail: { impersonatedBy: admin.id } });
  expect(await codeOf(undo(deal.seller, id))).toBe('409 answer_not_standing');
});

it('is undone by the person in its hours, or by whoever wrote it down, and by nobody else', async () => {
  const { deal, answer } = await proposed();
  const before = await deadlineOf(deal);
  const { body } = await succeed(record(deal.seller, answer));
  expect(await codeOf(undo(deal.buyer, body.data.id))).toBe('404 not_found');
  expect(await codeOf(undo(world.secondAdmin, body.data.id))).toBe('404 not_found');
  expect(await codeOf(record(deal.seller, answer))).toBe('409 answer_stands');
  await succeed(undo(deal.seller, body.data.id));
  expect(await codeOf(undo(deal.seller, body.data.id))).toBe('409 answer_not_standing');
  await app.settle();
  const told = (await admin.get('/notifications')).body.data as { kind: string }[];
  expect(told.filter(({ kind }) => kind === 'TELEPHONE_ANSWER_ENDED')).toHaveLength(1);
  // Undone, it can be said again.
  const again = await succeed(record(deal.seller, answer));
  await succeed(undo(admin, again.body.data.id));
  await app.later(7 * HOUR_MS);
  expect(await deadlineOf(deal)).toBe(before);
});

it('is not taken where the person could not answer so any more, and both are told', async () => {
  const { deal, answer } = await proposed();
  const { body } = await succeed(record(deal.seller, answer));
  await succeed(deal.buyer.post(`/transactions/${deal.id}/extension/proposals`, { days: 20 }));
  await app.later(7 * HOUR_MS);
  const [row] = (await succeed(admin.get(`/admin/telephone-answers?transactionId=${deal.id}`))).body.data;
  expect(row).toMatchObject({ id: body.data.id, status: 'NOT_TAKEN', because: expect.any(String) });
  const letters = await app.mail.sentTo(deal.seller.email);
  expect(letters.some(({ subject }) => subject.includes('was not taken'))).toBe(true);
});

it('is not taken where whoever wrote it down has recovered their account since, and may not have written it', async () => {
  const { deal, answer } = await proposed();
  const before = await deadlineOf(deal);
  const stolen = await app.make.admin();
  const { body } = await succeed(record(deal.seller, answer, stolen));
  expect((await stolen.post('/auth/logout-all')).status).toBe(200);
  await app.later(7 * HOUR_MS);
  expect(await deadlineOf(deal)).toBe(before);
  const path = `/admin/telephone-answers?transactionId=${deal.id}`;
  const [row] = (await succeed((await app.make.admin()).get(path))).body.data;
  expect(row).toMatchObject({
    id: body.data.id,
    status: 'NOT_TAKEN',
    because: expect.stringMatching(/recovered/),
  });
});

it('is not taken of somebody whose account is suspended by then', async () => {
  const { deal, answer } = await proposed();
  const before = await deadlineOf(deal);
  await succeed(record(deal.seller, answer));
  await succeed(admin.post(`/admin/users/${deal.seller.id}/suspend`, { reason: 'Asked twice for papers.' }));
  await app.later(7 * HOUR_MS);
  expect(await deadlineOf(deal)).toBe(before);
});

it('is judged as the person: not by the wrong side, of no stranger, and not before the hours to undo it', async () => {
  const { deal, answer } = await proposed();
  expect(await codeOf(record(deal.buyer, answer))).toMatch(/^409 /);
  expect(await codeOf(record(await app.make.seller(), answer))).toBe('404 not_found');
  const late = { heardAt: iso(app.clock.now() - 2 * DAY_MS) };
  expect(await codeOf(record(deal.seller, answer, admin, late))).toBe('422 not_heard_lately');
  const ahead = { heardAt: iso(app.clock.now() + HOUR_MS) };
  expect(await codeOf(record(deal.seller, answer, admin, ahead))).toBe('422 not_heard_lately');
  app.clock.advance((await deadlineOf(deal)) - app.clock.now() - 5 * HOUR_MS);
  const lastMinute = await propose(deal);
  expect(await codeOf(record(deal.seller, lastMinute, await app.make.admin()))).toBe('409 answer_too_late');
});

it('is not written down by an administrator who is a party, or for themselves', async () => {
  const selling = await app.make.user({ roles: ['admin', 'seller'] });
  const deal = await world.at('IN_REVIEW', { seller: selling });
  const { body } = await succeed(
    deal.buyer.post(`/transactions/${deal.id}/extension/proposals`, { days: 3 }),
  );
  const answer = { kind: 'AGREE_EXTENSION', transactionId: deal.id, proposalId: body.data.proposals[0].id };
  expect((await record(selling, answer, selling)).status).toBe(403);
  await succeed(record(selling, answer, await app.make.admin()));
});

it('is not written down by an administrator who is the other party', async () => {
  const selling = await app.make.user({ roles: ['admin', 'seller'] });
  const deal = await world.at('IN_REVIEW', { seller: selling });
  const { body } = await succeed(selling.post(`/transactions/${deal.id}/extension/proposals`, { days: 3 }));
  const answer = { kind: 'AGREE_EXTENSION', transactionId: deal.id, proposalId: body.data.proposals[0].id };
  expect((await record(deal.buyer, answer, selling)).status).toBe(403);
  await succeed(record(deal.buyer, answer));
});

it('is not written down of somebody whose account is closed to them', async () => {
  const { deal, answer } = await proposed();
  await succeed(admin.post(`/admin/users/${deal.seller.id}/suspend`, { reason: 'Asked twice for papers.' }));
  expect(await codeOf(record(deal.seller, answer))).toBe('404 not_found');
});

it('is not undone by anybody who acts as the person, and not after its hours', async () => {
  const { deal, answer } = await proposed();
  const { id } = (await succeed(record(deal.seller, answer))).body.data;
  const begun = await succeed(
    world.secondAdmin.post(`/admin/users/${deal.seller.id}/impersonate`, { reason: 'To look on.' }),
  );
  const acting = app.withToken(String(begun.body.data.accessToken));
  expect((await acting.get('/telephone-answers')).status).toBe(200);
  expect((await acting.post(`/telephone-answers/${id}/undo`)).status).toBe(403);
  // Its hours are over, and nothing has taken it yet.
  app.clock.advance(6 * HOUR_MS);
  expect(await codeOf(undo(deal.seller, id))).toBe('409 answer_not_standing');
});

it('leaves its lines in the action log, with how the consent was given', async () => {
  const { deal, answer } = await proposed();
  const { id } = (await succeed(record(deal.seller, answer))).body.data;
  await succeed(undo(deal.seller, id));
  const { body } = await succeed(
    admin.get(`/admin/action-log?subjectType=telephone_answer&subjectId=${id}&limit=50`),
  );
  const lines = body.data as { action: string; reason: string; actor: { id: string }; detail: object }[];
  expect(lines.map(({ action }) => action).toSorted()).toEqual([
    'telephone_answer.recorded',
    'telephone_answer.undone',
  ]);
  expect(lines.find(({ action }) => action === 'telephone_answer.recorded')).toMatchObject({
    reason: consent().said,
    detail: { calledBy: 'US', knownBy: consent().knownBy, userId: deal.seller.id },
  });
});

it('confirms an item that asks for no document, and none that asks for one', async () => {
  const deal = await world.at('IN_REVIEW', { dealStructure: 'EQUITY_SALE' });
  const items = (await succeed(deal.seller.get(`/transactions/${deal.id}/checklist`))).body.data as {
    id: string;
    owner: string;
    status: string;
    evidenceRequired: boolean;
    title: string;
  }[];
  const open = items.filter(({ owner, status }) => owner === 'SELLER' && status === 'OPEN');
  const plain = open.find(({ evidenceRequired }) => !evidenceRequired);
  const papers = open.find(({ evidenceRequired }) => evidenceRequired);
  const settling = (itemId = '') => ({ kind: 'SETTLE_ITEM', transactionId: deal.id, itemId });
  expect(await codeOf(record(deal.seller, settling(papers?.id)))).toBe('422 evidence_required');
  expect(await codeOf(record(deal.buyer, settling(plain?.id)))).toBe('403 not_your_item');
  await succeed(record(deal.seller, settling(plain?.id)));
  await app.later(7 * HOUR_MS);
  const now = (await succeed(deal.seller.get(`/transactions/${deal.id}/checklist`))).body
    .data as typeof items;
  expect(now.find(({ id }) => id === plain?.id)).toMatchObject({ status: 'DONE' });
  expect(await codeOf(record(deal.seller, settling(plain?.id)))).toBe('409 move_not_open');
});

it('declines an offer, at the version that was read to them', async () => {
  const offered = await world.offered();
  const seen = await makeOffers(app).seen(offered.offerId);
  const answer = { kind: 'REJECT_OFFER', offerId: offered.offerId, ...seen };
  expect(await codeOf(record(offered.seller, { ...answer, amountCents: 1 }))).toBe('409 offer_changed');
  expect(await codeOf(record(offered.buyer, answer))).toBe('409 not_your_turn');
  await succeed(record(offered.seller, answer));
  const statusNow = async () =>
    (await succeed(offered.buyer.get(`/offers/${offered.offerId}`))).body.data.status as string;
  expect(await statusNow()).toBe('PENDING');
  await app.later(7 * HOUR_MS);
  expect(await statusNow()).toBe('REJECTED');
});

it('agrees to no sum: these are the answers, and no other is taken', async () => {
  expect(ANSWER_KINDS).toEqual(['AGREE_EXTENSION', 'SETTLE_ITEM', 'REJECT_OFFER']);
  expect(TelephoneAnswer.options.map(({ shape }) => shape.kind.value)).toEqual([...ANSWER_KINDS]);
  const deal = await world.at('IN_REVIEW');
  const { body } = await succeed(
    deal.buyer.post(`/transactions/${deal.id}/price/proposals`, { priceCents: 19_000_000 }),
  );
  const proposalId = String(body.data.proposals[0].id);
  for (const kind of ['AGREE_PRICE', 'ACCEPT_TERMS', 'APPROVE', 'SETTLE', 'AGREE_CANCEL', 'ACCEPT_OFFER']) {
    expect((await record(deal.seller, { kind, transactionId: deal.id, proposalId })).status).toBe(400);
  }
  const asTime = { kind: 'AGREE_EXTENSION', transactionId: deal.id, proposalId };
  expect(await codeOf(record(deal.seller, asTime))).toBe('404 not_found');
});
