/** The closings board: open deals by the day that comes next, and a reminder that is sent once, to whoever has to act. */
import { DAY_MS, HOUR_MS, iso } from '../../platform/kernel/clock';
import type { TestApp, TestUser } from '../../../tests/support/app';
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';

let world: DealWorld;
let app: TestApp;
let admin: TestUser;
let waiting: MadeDeal;
let reviewed: MadeDeal;

const dayAhead = (days: number) => iso(app.clock.now() + days * DAY_MS).slice(0, 10);

beforeAll(async () => {
  world = await startDealWorld();
  ({ app, admin } = world);
  reviewed = await world.at('IN_REVIEW', { terms: { closingDate: dayAhead(20) } });
  waiting = await world.open({
    terms: { closingDate: dayAhead(40) },
    names: { legalName: 'QUIVERING ASPEN HAULING LLC', dbaName: 'ASPENGLOW EXPRESS' },
  });
  await world.open();
});
afterAll(async () => {
  await app.settle();
  await world.close();
});

interface Row {
  id: string;
  version: number;
  waitingFor: string[];
  lateHours: number;
  deadlineAt: string;
  closingAt: string | null;
  lastRemindedAt: string | null;
}
const board = async (query = ''): Promise<Row[]> =>
  (await succeed(admin.get(`/admin/closings?limit=100${query}`))).body.data;
const rowOf = async ({ id }: MadeDeal): Promise<Row> => {
  const row = (await board()).find((each) => each.id === id);
  if (!row) throw new Error(`${id} is not on the board.`);
  return row;
};
const remind = (deal: MadeDeal, version: number, by = admin) =>
  by.post(`/transactions/${deal.id}/admin/remind`, { version });
const codeOf = async (answer: ReturnType<TestUser['post']>) => {
  const { status, body } = await answer;
  return `${status} ${body.code ?? ''}`.trim();
};
const remindersOf = async (person: TestUser): Promise<number> => {
  await app.settle();
  const told = (await person.get('/notifications?limit=100')).body.data as { kind: string }[];
  return told.filter(({ kind }) => kind === 'TRANSACTION_REMINDER').length;
};

it('lists open deals by their deadline or by their closing date, and none that has ended', async () => {
  const ended = await world.open({ terms: { closingDate: dayAhead(30) } });
  await succeed(ended.buyer.post(`/transactions/${ended.id}/cancel`, { reason: 'It is off.' }));
  const byDeadline = await board();
  const days = byDeadline.map(({ deadlineAt }) => deadlineAt);
  expect(days).toEqual(days.toSorted());
  expect(byDeadline).toHaveLength(3);
  const byClosing = await board('&by=CLOSING_DATE');
  expect(byClosing.map(({ id }) => id)).toEqual([reviewed.id, waiting.id]);
  const pages = [];
  for (let cursor = ''; pages.length < 3;) {
    const { body } = await succeed(admin.get(`/admin/closings?limit=1${cursor}`));
    pages.push(body.data[0].id);
    cursor = `&cursor=${body.pagination.nextCursor}`;
  }
  expect(pages).toEqual(byDeadline.map(({ id }) => id));
});

it('finds deals by a part of their title, and by the number of the company', async () => {
  const [{ usdot, listingTitle } = { usdot: 0, listingTitle: '' }] = await app.platform.database.select<{
    usdot: number;
    listingTitle: string;
  }>('SELECT usdot, listingTitle FROM transactions WHERE id = :id', { id: waiting.id });
  expect((await board(`&search=${usdot}`)).map(({ id }) => id)).toEqual([waiting.id]);
  const part = encodeURIComponent(listingTitle.slice(2, 9).toUpperCase());
  expect((await board(`&search=${part}`)).map(({ id }) => id)).toContain(waiting.id);
  for (const name of ['aspen%20haul', 'Aspenglow', `MC${usdot}`])
    expect((await board(`&search=${name}`)).map(({ id }) => id)).toEqual([waiting.id]);
  expect(await board('&search=nothing%20of%20the%20kind')).toEqual([]);
  expect(await board('&search=%25')).toEqual([]);
});

it('says whose move it is, and finds deals by it', async () => {
  expect((await rowOf(waiting)).waitingFor).toEqual(['BUYER', 'SELLER']);
  await succeed(
    waiting.seller.post(`/transactions/${waiting.id}/seller/accept-terms`, await world.termsOf(waiting.id)),
  );
  expect((await rowOf(waiting)).waitingFor).toEqual(['BUYER']);
  const ids = (await board('&waitingFor=SELLER')).map(({ id }) => id);
  expect(ids).toContain(reviewed.id);
  expect(ids).not.toContain(waiting.id);
  expect(await board('&waitingFor=ADMIN')).toEqual([]);
});

it('reminds whoever has to act, once in twelve hours, however many ask, and writes it down', async () => {
  const before = [await remindersOf(waiting.buyer), await remindersOf(waiting.seller)];
  const { version, lastRemindedAt } = await rowOf(waiting);
  expect(lastRemindedAt).toBeNull();
  const both = await Promise.all([
    codeOf(remind(waiting, version)),
    codeOf(remind(waiting, version, world.secondAdmin)),
  ]);
  expect(both.toSorted()).toEqual(['200', '409 reminded_already']);
  expect([await remindersOf(waiting.buyer), await remindersOf(waiting.seller)]).toEqual([
    Number(before[0]) + 1,
    before[1],
  ]);
  expect((await rowOf(waiting)).lastRemindedAt).not.toBeNull();
  const log = await succeed(
    admin.get(`/admin/action-log?subjectType=transaction&subjectId=${waiting.id}&limit=50`),
  );
  const lines = (log.body.data as { action: string }[]).filter(
    ({ action }) => action === 'transaction.reminded',
  );
  expect(lines).toHaveLength(1);
  app.clock.advance(12 * HOUR_MS);
  await succeed(remind(waiting, version));
});

it('reminds of no other deal than was read, under no hold, and by nobody who is a party', async () => {
  const { version } = await rowOf(reviewed);
  expect(await codeOf(remind(reviewed, version + 1))).toBe('409 transaction_changed');
  const own = await world.open({ seller: await app.make.user({ roles: ['admin', 'seller'] }) });
  expect(await codeOf(remind(own, 1, own.seller))).toBe('403 forbidden');
  await succeed(
    admin.post(`/transactions/${reviewed.id}/admin/hold`, { reason: 'The carrier is looked into.' }),
  );
  expect((await board('&onHold=true')).map(({ id }) => id)).toEqual([reviewed.id]);
  expect(await codeOf(remind(reviewed, version + 1))).toBe('409 move_not_open');
});

it('reminds of no deal that has ended', async () => {
  const ended = await world.open();
  await succeed(ended.buyer.post(`/transactions/${ended.id}/cancel`, { reason: 'It is off.' }));
  const { version } = (await succeed(admin.get(`/transactions/${ended.id}`))).body.data as Row;
  expect(await codeOf(remind(ended, version))).toBe('409 move_not_open');
});

it('reminds nobody where the move is ours', async () => {
  const deal = await world.at('ADMIN_FINAL_REVIEW');
  const { version, waitingFor } = await rowOf(deal);
  expect(waitingFor).toEqual(['ADMIN']);
  expect(await codeOf(remind(deal, version))).toBe('409 nobody_to_remind');
});

it('counts the reminders of the clock, and says how late a deal is', async () => {
  const deal = await world.open({ terms: { closingDate: dayAhead(2) } });
  await app.later(5 * DAY_MS);
  const row = await rowOf(deal);
  expect(row.lastRemindedAt).not.toBeNull();
  expect(row.lateHours).toBeGreaterThanOrEqual(24);
  expect((await board('&by=CLOSING_DATE&late=true')).map(({ id }) => id)).toContain(deal.id);
  expect((await board('&by=CLOSING_DATE&late=false')).map(({ id }) => id)).not.toContain(deal.id);
});

it('calls no deal late whose clock stands still', async () => {
  const deal = await world.at('IN_REVIEW');
  const other = await world.at('IN_REVIEW');
  await succeed(admin.post(`/transactions/${deal.id}/admin/hold`, { reason: 'The carrier is looked into.' }));
  app.clock.advance(31 * DAY_MS);
  expect((await rowOf(deal)).lateHours).toBe(0);
  expect((await rowOf(other)).lateHours).toBeGreaterThan(0);
});
