/** What an admin decides alone over the money of deals counts together with all else that is done alone. */
import type { TestUser } from '../../../tests/support/app';
import {
  codeOf,
  type DealWorld,
  type MadeDeal,
  startDealWorld,
} from '../../../tests/support/make-transactions';
import { DAY_MS } from '../../platform/kernel/clock';

/** More than the deposit of one deal, and less than those of two. */
const LIMIT = 1_500_000;
const REASON = { reason: 'Both sides asked for it.' };

let world: DealWorld;
beforeAll(async () => {
  world = await startDealWorld({ TWO_ADMIN_WINDOW_HOURS: '24', TWO_ADMIN_LIMIT_CENTS: String(LIMIT) });
});
afterAll(() => world.close());

/** Whether the deal has ended with this. */
async function cancel(admin: TestUser, deal: MadeDeal): Promise<string> {
  const code = await codeOf(admin.post(`/transactions/${deal.id}/cancel`, REASON));
  return code === '200' ? await world.statusOf(deal) : code;
}

test('deals of strangers, by one admin; of one buyer, by several; each day anew', async () => {
  const [one, other] = [await world.at('IN_REVIEW'), await world.at('IN_REVIEW')];
  const ofBuyer = await world.at('IN_REVIEW');
  const againOfBuyer = await world.at('IN_REVIEW', { buyer: ofBuyer.buyer });
  const later = await world.at('IN_REVIEW');
  const third = await world.app.make.admin();

  expect(await cancel(world.admin, one)).toBe('CANCELLED');
  expect(await cancel(world.admin, other)).toBe('IN_REVIEW');
  const again = await world.admin.post(`/transactions/${other.id}/cancel`, REASON);
  expect([again.body.code, again.body.detail]).toEqual([
    'second_admin_needed',
    'With what was done alone before, this is more than $15,000.00: it takes another administrator, who has to decide the same.',
  ]);
  // What two have agreed on is nobody's alone.
  expect(await cancel(world.secondAdmin, other)).toBe('CANCELLED');
  expect(await cancel(world.secondAdmin, ofBuyer)).toBe('CANCELLED');
  expect(await cancel(third, againOfBuyer)).toBe('IN_REVIEW');
  // Another kind of act counts as well.
  const bonus = { userId: one.seller.id, credits: 100, reason: 'They waited long.' };
  for (let given = 0; given < 2; given += 1) await world.admin.post('/credits/bonus', bonus);
  const { body } = await world.admin.post('/credits/bonus', bonus);
  expect(body.code).toBe('second_admin_needed');

  await world.later(DAY_MS);
  expect(await cancel(world.admin, later)).toBe('CANCELLED');
  expect(await world.violations()).toEqual([]);
});

test('a hold is lifted by two for all that it stands for, and not for what came since the first word', async () => {
  const deal = await world.at('IN_REVIEW', { terms: { depositCents: 2 * LIMIT } });
  const say = (admin: TestUser, step: string, reason: string) =>
    codeOf(admin.post(`/transactions/${deal.id}/admin/${step}`, { reason }));
  const isHeld = async () => (await world.read(deal)).onHold;
  expect(await say(world.admin, 'hold', 'The insurer has a question.')).toBe('200');
  expect(await say(world.admin, 'release-hold', 'It is answered.')).toBe('200');
  expect(await say(world.admin, 'hold', 'The insurer has a question.')).toBe('409 deal_on_hold');
  expect(await say(world.secondAdmin, 'hold', 'A brother claims the company.')).toBe('200');
  expect(await say(world.secondAdmin, 'release-hold', 'The insurer is content.')).toBe('200');
  expect(await isHeld()).toBe(true);
  expect(await say(world.admin, 'release-hold', 'The brother has withdrawn.')).toBe('200');
  expect(await isHeld()).toBe(false);
});

test('what was decided or proposed by somebody who recovered their access, or lost the office, binds nobody', async () => {
  const dear = { terms: { depositCents: 2 * LIMIT } };
  const [decided, proposed] = [await world.at('IN_REVIEW', dear), await world.at('IN_REVIEW', dear)];
  const [stolen, former] = [await world.app.make.admin(), await world.app.make.admin()];
  expect(await cancel(stolen, decided)).toBe('IN_REVIEW');
  await stolen.post('/auth/logout-all');
  await world.app.settle();
  expect(await cancel(former, decided)).toBe('IN_REVIEW');
  await world.app.settle();
  const makeFormer = (by: TestUser, role: string) =>
    codeOf(by.post(`/admin/users/${former.id}/roles`, { roles: [role], ...REASON }));
  for (const by of [world.admin, world.secondAdmin]) expect(await makeFormer(by, 'BUYER')).toBe('200');
  await world.app.settle();
  expect(await cancel(world.admin, decided)).toBe('IN_REVIEW');
  expect(await cancel(world.secondAdmin, decided)).toBe('CANCELLED');
  // Whoever was told as an administrator is one again.
  for (const by of [world.admin, world.secondAdmin]) expect(await makeFormer(by, 'ADMIN')).toBe('200');

  expect(await cancel(proposed.buyer, proposed)).toBe('IN_REVIEW');
  await proposed.buyer.post('/auth/logout-all');
  await world.app.settle();
  // Whoever may have been about to agree is told.
  const told = async (deal: MadeDeal, reader?: TestUser) =>
    (await world.timeline(deal, reader)).map(({ move }) => move);
  expect((await told(proposed, proposed.seller)).at(-1)).toBe('PROPOSAL_LAPSED');
  const { body } = await proposed.seller.get('/notifications');
  expect(body.data[0]).toMatchObject({ title: expect.stringMatching(/^A proposal lapsed/) });
  // News that comes again finds it closed.
  const [lapsed] = await world.app.platform.database.select<{ id: string }>(
    'SELECT id FROM transaction_proposals WHERE transactionId = :id',
    { id: proposed.id },
  );
  const again = { id: lapsed?.id, transactionId: proposed.id };
  await world.app.platform.queue.enqueue('transactions.lapse-proposal', again);
  await world.app.settle();
  expect((await told(proposed)).filter((move) => move === 'PROPOSAL_LAPSED')).toHaveLength(1);
  expect(await cancel(proposed.seller, proposed)).toBe('IN_REVIEW');
  // Of the first words the sides read nothing.
  expect(await told(decided, decided.buyer)).not.toContain('DECISION_LAPSED');
  expect((await told(decided)).filter((move) => move === 'DECISION_LAPSED')).toHaveLength(2);
});

test('another password leaves a proposal to the other side, and no first word of an administrator', async () => {
  const dear = { terms: { depositCents: 2 * LIMIT } };
  const [proposed, decided] = [await world.at('IN_REVIEW', dear), await world.at('IN_REVIEW', dear)];
  const admin = await world.app.make.admin();
  expect(await cancel(proposed.buyer, proposed)).toBe('IN_REVIEW');
  expect(await cancel(admin, decided)).toBe('IN_REVIEW');
  for (const who of [proposed.buyer, admin]) {
    const passwords = { currentPassword: who.password, newPassword: `${who.password} and more` };
    expect(await codeOf(who.post('/auth/change-password', passwords))).toBe('200');
  }
  await world.app.settle();
  expect(await cancel(proposed.seller, proposed)).toBe('CANCELLED');
  expect(await cancel(world.secondAdmin, decided)).toBe('IN_REVIEW');
});

test('a first word that counts no more lapses with the state of its deal', async () => {
  const deal = await world.at('IN_REVIEW', { terms: { depositCents: 2 * LIMIT } });
  expect(await cancel(world.admin, deal)).toBe('IN_REVIEW');
  await world.later(7 * DAY_MS);
  await world.advance(deal, 'IN_REVIEW', 'ADMIN_FINAL_REVIEW');
  expect(
    await world.app.platform.database.select(
      'SELECT kind, status FROM transaction_proposals WHERE transactionId = :id',
      { id: deal.id },
    ),
  ).toEqual([{ kind: 'DECISION', status: 'LAPSED' }]);
});
