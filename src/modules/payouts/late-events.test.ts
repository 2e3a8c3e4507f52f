/**
 * What comes late of a payout: that its transfer went out after all, that its money came back, and that again. In every status of
 * it the money is payable once, and where its owner cannot draw it, it is on the list.
 */
import { startTestApp, type TestApp, type TestUser } from '../../../tests/support/app';
import { callBack } from '../../../tests/support/call-back';
import { expectAllOf, type LateNews, lateNews, type Row, tellRow } from '../../../tests/support/late-news';
import { gatewayId, setBankAccount } from '../../../tests/support/make-payments';
import { codeOf, succeed } from '../../../tests/support/make-transactions';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import { newId } from '../../platform/kernel/ids';
import { GatewayRefusal } from '../gateway';
import { PAYOUT_STATUSES, type PayoutStatus } from './payout.rules';

const SUM = 50_000;
const HALF = SUM / 2;

let app: TestApp;
let news: LateNews;
let admin: TestUser;
beforeAll(async () => {
  // One administrator does here what takes two above the limit, or adds up to it.
  app = await startTestApp({
    environment: { TWO_ADMIN_LIMIT_CENTS: '10000000000', TWO_ADMIN_WINDOW_HOURS: '0' },
  });
  news = lateNews(app);
  admin = await app.make.admin();
});
afterAll(() => app.close());

interface Asked {
  id: string;
  seller: TestUser;
}

const ofWire = (step: string) => (of: Asked) =>
  codeOf(
    admin.post(`/admin/payouts/${of.id}/${step}`, {
      ...(step === 'refuse-wire' ? {} : { reference: newId() }),
      ...(step === 'record-wire' ? {} : { reason: 'The account is closed.' }),
    }),
  );

/**
 * The states × what comes late, in this order. `payable`: to its owner; `parked`: news that waits for an administrator. Of a
 * wire an administrator tells, who may be refused.
 */
const EVENTS = {
  sent: async ({ id }) => {
    const told = await app.gateway.findNews('transfer.created', id);
    await news.tell({ ...told, id: gatewayId('evt') });
  },
  back: ({ id }) => callBack(app, id, SUM),
  'back again': ({ id }) => callBack(app, id, SUM),
  'half of it back': ({ id }) => callBack(app, id, HALF),
  'the wire is out': ofWire('record-wire'),
  'the wire came back': ofWire('wire-returned'),
  'the wire came back again': ofWire('wire-returned'),
} satisfies Record<string, (of: Asked) => Promise<string | void>>;
type LateEvent = keyof typeof EVENTS;

interface State {
  method: 'WIRE' | 'GATEWAY';
  status: PayoutStatus;
  row: Row<LateEvent>;
  /** What the gateway says to a transfer that it does make. */
  answer?: 'LOST' | 'REFUSED';
  /** What was payable again is gone since. */
  draws?: true;
  /** The money cannot be drawn by whoever is blocked; otherwise by whom. */
  owner?: 'DELETED';
  bring?(of: Asked): Promise<unknown>;
}

const NO_WIRE = '409 no_wire_out';
const wire = (status: PayoutStatus, row: Row<LateEvent>, bring?: State['bring']): State => ({
  ...{ method: 'WIRE', status, row },
  ...(bring ? { bring } : {}),
});
const transfer = (status: PayoutStatus, row: Row<LateEvent>, more: Partial<State> = {}): State => ({
  ...{ method: 'GATEWAY', status, row, ...more },
});
const BACK: Row<LateEvent> = { back: 'payable+', 'back again': '' };
const WIRE_BACK: Row<LateEvent> = {
  'the wire came back': 'payable+',
  'the wire came back again': NO_WIRE,
  'the wire is out': '409 payout_not_waiting',
};

const STATES: Record<string, State> = {
  'wire, waiting': wire('AWAITING_WIRE', {
    'the wire came back': NO_WIRE,
    'the wire is out': '409 payout_not_waiting',
  }),
  'wire, waiting, its account read by an administrator': wire(
    'AWAITING_WIRE',
    { 'the wire is out': '', 'the wire came back': 'payable+', 'the wire came back again': NO_WIRE },
    ({ id }) => succeed(admin.post(`/admin/payouts/${id}/bank-account`)),
  ),
  'wire, sent': wire('PAID', WIRE_BACK, ofWire('record-wire')),
  'wire, sent to one who has deleted the account since': {
    ...wire('PAID', WIRE_BACK, ofWire('record-wire')),
    owner: 'DELETED',
  },
  'wire, returned': wire(
    'RETURNED',
    { 'the wire came back': NO_WIRE, 'the wire is out': '409 payout_not_waiting' },
    async (of) => [await ofWire('record-wire')(of), await ofWire('wire-returned')(of)],
  ),
  'wire, failed': wire(
    'FAILED',
    { 'the wire came back': NO_WIRE, 'the wire is out': '409 payout_not_waiting' },
    ofWire('refuse-wire'),
  ),
  'transfer, sent': transfer('PAID', { sent: '', ...BACK }),
  'transfer, a part called back': transfer(
    'PAID',
    { sent: '', 'half of it back': '', back: `payable${HALF}`, 'back again': '' },
    { bring: ({ id }) => callBack(app, id, HALF) },
  ),
  'transfer, returned': transfer(
    'RETURNED',
    { sent: '', back: '', 'half of it back': '' },
    { bring: ({ id }) => callBack(app, id, SUM) },
  ),
  'transfer, requested': transfer('REQUESTED', { sent: '', ...BACK }, { answer: 'LOST' }),
  'transfer, requested, back at once': transfer('REQUESTED', { ...BACK, sent: '' }, { answer: 'LOST' }),
  'transfer, failed': transfer('FAILED', { sent: 'payable-', ...BACK }, { answer: 'REFUSED' }),
  'transfer, failed, back at once': transfer(
    'FAILED',
    { back: '', sent: '', 'back again': '' },
    { answer: 'REFUSED' },
  ),
  'transfer, failed, and drawn since': transfer(
    'FAILED',
    { sent: 'parked1' },
    { answer: 'REFUSED', draws: true },
  ),
};

/** The gateway makes the transfer, and neither its answer nor its news is heard; or its answer is a refusal. */
async function answerLate(answer: State['answer'], work: () => Promise<Asked>): Promise<Asked> {
  const at = app.modules.gateway.gateways.find(app.gateway.name)?.payouts;
  if (!at) throw new Error('Expected a gateway that pays out.');
  const { createTransfer, findTransfer } = at;
  if (answer)
    at.createTransfer = async (order) => {
      await createTransfer.call(at, order);
      await app.gateway.loseNews();
      at.findTransfer = () => Promise.reject(new Error('The connection broke.'));
      throw answer === 'LOST'
        ? new Error('The connection broke.')
        : new GatewayRefusal('account_invalid', 'The account cannot receive transfers.');
    };
  try {
    return await work();
  } finally {
    Object.assign(at, { createTransfer, findTransfer });
    if (answer === 'LOST') await news.askNoMore('payouts.send_at_gateway');
  }
}

/** Somebody to whom money is payable, and who has said where it goes. */
async function anEarner(): Promise<TestUser> {
  const seller = await app.make.seller();
  const earned = { id: `test:${seller.id}`, debit: 'bank:wire', credit: `payable:${seller.id}` };
  const subject = { type: 'test', id: seller.id };
  await app.modules.ledger.post([{ ...earned, amount: SUM, unit: 'USD', reason: 'Earned', subject }]);
  await setBankAccount(seller);
  await succeed(seller.post('/seller/payout-account', {}));
  const [account] = await app.platform.database.select<{ id: string }>(
    'SELECT gatewayAccountId AS id FROM payout_accounts WHERE userId = :id',
    { id: seller.id },
  );
  await app.gateway.pages.completeAccount(account?.id ?? '');
  return seller;
}

const ask = async (seller: TestUser, method: State['method']): Promise<Asked> => {
  const { body } = await succeed(seller.post('/seller/payouts', { amountCents: SUM, method }));
  await app.settle();
  return { id: body.data.id, seller };
};

const balanceOf = ({ id }: TestUser) => app.modules.ledger.balance(`payable:${id}`);

async function make(seller: TestUser, { method, answer, draws, bring }: State): Promise<Asked> {
  const of = await answerLate(answer, () => ask(seller, method));
  if (draws) await ask(seller, 'WIRE');
  await bring?.(of);
  await app.settle();
  return of;
}

/** Nobody who can draw it is left; what is on its way, or has gone, is not theirs to draw. */
async function demandPlace({ id, seller }: Asked): Promise<void> {
  const payable = await balanceOf(seller);
  const underWay = await app.modules.ledger.balance(`payouts:${id}`);
  if (payable === 0 && underWay === 0) return;
  expect(await news.listed()).toContain(payable > 0 ? `user ${seller.id}` : `payout ${id}`);
}

const leave = {
  BLOCKED: ({ id }: TestUser) =>
    succeed(admin.post(`/admin/users/${id}/block`, { reason: 'It was not theirs to sell.' })),
  DELETED: (seller: TestUser) => succeed(seller.send('delete', '/users/me', { password: seller.password })),
};

const covered = Object.entries(STATES);

test('each status of a payout has its row', () => {
  expectAllOf(
    PAYOUT_STATUSES,
    covered.map(([, { status }]) => status),
  );
});

test('in every status of a payout its money is payable once when it comes back, also to sellers who cannot draw it', async () => {
  const sellers = new Map<string, TestUser>();
  for (const [name] of covered) sellers.set(name, await anEarner());
  await app.settle();
  await app.later(2 * DAY_MS + HOUR_MS);
  const all = new Map<string, Asked>();
  const isOld = ([, { owner }]: (typeof covered)[number]) => owner === 'DELETED';
  const makeThese = async (rows: typeof covered) => {
    for (const [name, state] of rows) {
      const seller = sellers.get(name);
      if (seller) all.set(name, await make(seller, state));
    }
  };
  // Until their money can come back no more nobody leaves.
  await makeThese(covered.filter(isOld));
  await app.later(15 * DAY_MS);
  await makeThese(covered.filter((row) => !isOld(row)));
  const found: Record<string, Row<LateEvent>> = {};
  for (const [name, { status, row, draws, owner = 'BLOCKED' }] of covered) {
    const of = all.get(name);
    if (!of) continue;
    const [payout] = await app.platform.database.select<{ status: string }>(
      'SELECT status FROM payouts WHERE id = :id',
      { id: of.id },
    );
    expect([name, payout?.status]).toEqual([name, status]);
    await leave[owner](of.seller);
    found[name] = await tellRow(row, {
      async tell(event) {
        const said = await EVENTS[event](of);
        await app.settle();
        return said === '200' ? undefined : said;
      },
      books: async () => ({ payable: await balanceOf(of.seller), parked: await news.parked() }),
      sum: SUM,
      demandOwners: () => (draws ? Promise.resolve() : demandPlace(of)),
    });
  }
  expect(found).toEqual(Object.fromEntries(covered.map(([name, { row }]) => [name, row])));
  expect(await app.violations('payouts')).toEqual([]);
});
