/** Money that names no payment: booked, found, assigned to one, sent back, taken back; the books right at every step. */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { anOrder, PRICE_CENTS } from '../../../tests/support/make-payments';
import { succeed } from '../../../tests/support/make-transactions';
import { newId } from '../../platform/kernel/ids';

const LIMIT = PRICE_CENTS - 1;

let app: TestApp;
let one: TestUser;
let other: TestUser;
beforeAll(async () => {
  app = await startTestApp({
    environment: { TWO_ADMIN_LIMIT_CENTS: String(LIMIT), TWO_ADMIN_WINDOW_HOURS: '0' },
  });
  [one, other] = [await app.make.admin(), await app.make.admin()];
});
afterAll(() => app.close());

interface Money {
  id: string;
  reference: string;
  state: string;
  paymentId: string | null;
  candidates: { paymentId: string; because: string }[];
}

const came = (more: Record<string, unknown> = {}) => ({
  ...{ method: 'WIRE', amountCents: PRICE_CENTS, reference: `FED ${newId()}`, sender: 'Prairie Line LLC' },
  ...more,
});
/** By two, where it takes them. */
async function book(more: Record<string, unknown> = {}): Promise<Money> {
  const money = came(more);
  const first = await succeed(one.post('/admin/unassigned-money', money));
  if (first.status === 201) return first.body.data as Money;
  return (await succeed(other.post('/admin/unassigned-money', money))).body.data as Money;
}
const act = (admin: TestUser, { id }: Money, name: string, body: object) =>
  admin.post(`/admin/unassigned-money/${id}/${name}`, body);
const parked = ({ id }: Money) => app.modules.ledger.balance(`unassigned:${id}`);
const atTheBank = () => app.modules.ledger.balance('bank:wire');
const aPayment = () => app.modules.payments.start(anOrder('WIRE'));
const wrong = () => app.violations('payments', 'ledger');
const found = async (query: string) =>
  (await succeed(one.get(`/admin/unassigned-money?${query}`))).body.data as Money[];

test('what came stands in the books at once, is found by what the sender wrote, and waits in a queue', async () => {
  const { id: paymentId } = await aPayment();
  const { body } = await succeed(
    one.get(`/admin/payments?payerId=${(await app.modules.payments.getPayment(paymentId)).payerId}`),
  );
  const wireReference = String(body.data[0].wireReference);
  const before = await atTheBank();
  const money = await book({ note: `OBI: ${wireReference.toLowerCase()} thank you` });
  expect([await parked(money), (await atTheBank()) - before]).toEqual([PRICE_CENTS, PRICE_CENTS]);
  expect(money.candidates[0]).toMatchObject({ paymentId, because: 'REFERENCE' });
  expect((await found(`search=${wireReference.toLowerCase()}`)).map(({ id }) => id)).toEqual([money.id]);
  expect(
    (await succeed(one.get(`/admin/payments?wireReference=%20${wireReference.toLowerCase()}`))).body.data,
  ).toHaveLength(1);
  const { body: queues } = await succeed(one.get('/admin/queues'));
  const queue = (queues.data as { kind: string; waiting: number }[]).find(
    ({ kind }) => kind === 'UNASSIGNED_MONEY',
  );
  expect(queue?.waiting).toBe(1);
  // Told again it is the same, to whichever administrator; another sum under its reference is refused, and so is a wire of a payment.
  const reference = money.reference;
  expect((await book({ reference })).id).toBe(money.id);
  const twice = await one.post('/admin/unassigned-money', came({ reference, amountCents: 1 }));
  expect(twice.body.code).toBe('bank_reference_used');
  await expect(
    app.modules.payments.confirmWire({ kind: 'system', name: 'test' }, paymentId, {
      amountCents: PRICE_CENTS,
      reference,
    }),
  ).rejects.toMatchObject({ code: 'bank_reference_used' });
  expect(await wrong()).toEqual([]);
});

test('above the limit nothing is booked on the word of one, nor on two words that differ', async () => {
  const before = await atTheBank();
  const money = came();
  const ask = (admin: TestUser, more: object = {}) =>
    admin.post('/admin/unassigned-money', { ...money, ...more });
  const first = await succeed(ask(one));
  expect([first.status, first.body.data.state]).toEqual([202, 'ASKED']);
  expect((await ask(one)).body.code).toBe('second_admin_needed');
  const waits = (await succeed(other.get('/admin/approvals'))).body.data as { subject: { id: string } }[];
  expect(waits.map(({ subject }) => subject.id)).toContain(first.body.data.id);
  expect((await succeed(ask(other, { amountCents: PRICE_CENTS + 1 }))).status).toBe(202);
  expect([(await atTheBank()) - before, await found(`search=${money.reference.slice(4)}`)]).toEqual([0, []]);
  const second = await succeed(ask(one, { amountCents: PRICE_CENTS + 1 }));
  expect([second.status, second.body.data]).toMatchObject([201, { id: first.body.data.id, state: 'PARKED' }]);
  expect((await atTheBank()) - before).toBe(PRICE_CENTS + 1);
  expect(await wrong()).toEqual([]);
});

test('assigned by two it pays its payment, and the bank has it once', async () => {
  const { id: paymentId } = await aPayment();
  const money = await book({ method: 'CASHIERS_CHECK' });
  const before = await atTheBank();
  const first = await succeed(act(one, money, 'assign', { paymentId }));
  expect([first.body.data.state, await parked(money)]).toEqual(['PARKED', PRICE_CENTS]);
  expect((await act(one, money, 'assign', { paymentId })).body.code).toBe('second_admin_needed');
  const { body } = await succeed(act(other, money, 'assign', { paymentId }));
  expect(body.data).toMatchObject({ state: 'ASSIGNED', paymentId, candidates: [] });
  expect((await app.modules.payments.getPayment(paymentId)).status).toBe('SUCCEEDED');
  expect([await parked(money), (await atTheBank()) - before]).toEqual([0, 0]);
  expect((await act(other, money, 'assign', { paymentId })).body.code).toBe('money_not_parked');
  expect(await wrong()).toEqual([]);

  // More than is due is refused unless what is too much is to go back.
  const more = await book({ amountCents: 2 * PRICE_CENTS });
  const { id: next } = await aPayment();
  expect((await act(one, more, 'assign', { paymentId: next })).body.code).toBe('amount_mismatch');
  for (const admin of [one, other]) await act(admin, more, 'assign', { paymentId: next, sendBack: true });
  expect([await parked(more), (await found('state=ASSIGNED')).length]).toEqual([0, 2]);
  expect(await wrong()).toEqual([]);
});

test('sent back or never come, it leaves the books, by the word of two', async () => {
  const before = await atTheBank();
  const [back, never] = [await book(), await book({ amountCents: 100 })];
  const sent = { reference: `OUT ${newId()}`, reason: 'Nobody here knows them.' };
  expect((await succeed(act(one, back, 'send-back', sent))).body.data.state).toBe('PARKED');
  expect((await succeed(act(other, back, 'send-back', sent))).body.data.state).toBe('SENT_BACK');
  const reason = { reason: 'The bank had booked it elsewhere.' };
  // Below the limit, and still by two: there is no money to look at.
  expect((await succeed(act(one, never, 'correct', reason))).body.data.state).toBe('PARKED');
  expect((await succeed(act(other, never, 'correct', reason))).body.data.state).toBe('CORRECTED');
  expect([await parked(back), await parked(never), (await atTheBank()) - before]).toEqual([0, 0, 0]);
  const small = await book({ amountCents: LIMIT });
  expect((await act(one, small, 'send-back', sent)).body.code).toBe('bank_reference_used');
  const alone = { ...sent, reference: `OUT ${newId()}` };
  expect((await succeed(act(one, small, 'send-back', alone))).body.data.state).toBe('SENT_BACK');
  expect(await wrong()).toEqual([]);
});

test('what came and went back is not booked again, as nothing else under its reference is', async () => {
  const { id: paymentId } = await aPayment();
  const refused = { code: 'bank_reference_used' };
  const confirm = (reference: string) =>
    app.modules.payments.confirmWire({ kind: 'system', name: 'test' }, paymentId, {
      ...{ amountCents: PRICE_CENTS, reference },
    });
  const back = await book({ amountCents: LIMIT });
  const { reference } = back;
  const wired = { reference: `OUT ${newId()}`, reason: 'Nobody here knows them.' };
  await succeed(act(one, back, 'send-back', wired));
  const again = await one.post('/admin/unassigned-money', came({ reference, amountCents: LIMIT }));
  expect(again.body).toMatchObject(refused);
  await expect(confirm(reference)).rejects.toMatchObject(refused);
  // What never came may still come.
  const never = await book({ amountCents: LIMIT });
  for (const admin of [one, other]) await act(admin, never, 'correct', { reason: 'Read on the wrong line.' });
  expect((await book({ reference: never.reference, amountCents: LIMIT })).id).not.toBe(never.id);
  expect(await wrong()).toEqual([]);
});

test('a wire out settles one thing, and a return of it is not what was parked', async () => {
  const { id: paymentId } = await aPayment();
  const more = await book({ amountCents: 2 * PRICE_CENTS });
  for (const admin of [one, other]) await act(admin, more, 'assign', { paymentId, sendBack: true });
  await app.settle();
  const { body } = await succeed(one.get('/admin/refunds?status=AWAITING_WIRE&limit=100'));
  const refund = (body.data as { id: string; paymentId: string }[]).find(
    (row) => row.paymentId === paymentId,
  );
  const refundAct = async (name: string, reference: string) => {
    const codes = [];
    for (const admin of [one, other])
      codes.push((await admin.post(`/admin/refunds/${refund?.id}/${name}`, { reference })).body.code);
    return codes.at(-1) as string | undefined;
  };
  const [sentBack, parkedToo] = [await book({ amountCents: LIMIT }), await book({ amountCents: LIMIT })];
  const [out, refundOut] = [`OUT ${newId()}`, `OUT ${newId()}`];
  await succeed(act(one, sentBack, 'send-back', { reference: out, reason: 'Nobody here knows them.' }));
  expect(await refundAct('confirm-wire', out)).toBe('bank_reference_used');
  expect(await refundAct('confirm-wire', refundOut)).toBeUndefined();
  const reason = { reference: refundOut, reason: 'Nobody here knows them.' };
  expect((await act(one, parkedToo, 'send-back', reason)).body.code).toBe('bank_reference_used');
  expect(await refundAct('wire-returned', parkedToo.reference)).toBe('bank_reference_used');
  expect(await wrong()).toEqual([]);
});

test('a row that says otherwise than the books is told', async () => {
  const money = await book();
  await app.platform.database.change("UPDATE unassigned_money SET state = 'CORRECTED' WHERE id = :id", {
    id: money.id,
  });
  expect(await wrong()).toMatchObject([{ check: 'payments.unassigned_booked', subject: money.id }]);
  await app.platform.database.change("UPDATE unassigned_money SET state = 'PARKED' WHERE id = :id", {
    id: money.id,
  });
});
