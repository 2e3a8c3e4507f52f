/** What the watch finds in played-back records while a deal is open: it holds the deal, tells both sides, and no money leaves. */
import {
  type DealWorld,
  type MadeDeal,
  startDealWorld,
  succeed,
} from '../../../tests/support/make-transactions';
import { traps } from '../../../tests/support/fmcsa-stand-in';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';

let world: DealWorld;

beforeAll(async () => {
  world = await startDealWorld({}, { openData: true });
});
afterEach(() => world.fmcsa.behave(null));
afterAll(() => world.close());

const hold = async (deal: MadeDeal) =>
  (await world.read(deal, deal.buyer)) as unknown as {
    onHold: boolean;
    hold: { reason: string; since: string } | null;
  };

const inDays = (days: number) =>
  new Date(world.app.clock.now() + days * DAY_MS).toISOString().slice(0, 10).replaceAll('-', '');

/** A policy of the model carrier, canceled from that day on. */
function cancelPolicy({ usdot }: MadeDeal, on: string): void {
  const filing = { usdot_number: String(usdot), docket_number: `MC${usdot}`, ins_form_code: 'BMC-91X' };
  const terms = { policy_no: `FX-${usdot}`, effective_date: '20250301', max_cov_amount: '1000000.00' };
  const ends = { filing_status_reason: 'CANCEL', cancl_effective_date: on };
  world.fmcsa.changeOpenData('cancelledPolicies', usdot, [{ ...filing, ...terms, ...ends }]);
}

/** The record of the carrier from now on, otherwise than it was. */
async function changeCarrier({ usdot }: MadeDeal, change: object): Promise<void> {
  const { carrier } = await world.fmcsa.content('/carriers/9900001');
  world.fmcsa.change(`/carriers/${usdot}`, { carrier: { ...carrier, dotNumber: usdot, ...change } });
}

async function loseAuthority({ usdot }: MadeDeal): Promise<void> {
  const [{ carrierAuthority }] = (await world.fmcsa.content('/carriers/9900001/authority')) as unknown as [
    { carrierAuthority: object },
  ];
  const authority = {
    ...carrierAuthority,
    docketNumber: usdot,
    dotNumber: usdot,
    commonAuthorityStatus: 'I',
  };
  world.fmcsa.change(`/carriers/${usdot}/authority`, [{ carrierAuthority: authority }]);
}

test('a lapsed and a soon-to-lapse insurance, a lost authority and a new order each hold the deal, and both sides are told', async () => {
  const found: [string, (deal: MadeDeal) => Promise<void> | void][] = [
    [
      'Liability insurance on file is at least what is required: FMCSA record shows',
      (deal) => changeCarrier(deal, { bipdInsuranceOnFile: '0' }),
    ],
    [
      'No insurance that is required is about to be canceled: FMCSA record shows',
      (deal) => cancelPolicy(deal, inDays(20)),
    ],
    ['Operating authority is active: FMCSA record shows', loseAuthority],
    [
      'No out-of-service order is in force: FMCSA record shows',
      (deal) => changeCarrier(deal, { oosDate: '2026-11-20' }),
    ],
  ];
  const deals: MadeDeal[] = [];
  for (const [, play] of found) {
    const deal = await world.at('IN_REVIEW');
    await play(deal);
    deals.push(deal);
  }
  const sound = await world.at('IN_REVIEW');
  cancelPolicy(sound, inDays(90));
  await world.later(DAY_MS);
  for (const [index, [says]] of found.entries()) {
    const deal = deals[index] as MadeDeal;
    expect(await hold(deal)).toMatchObject({ onHold: true, hold: { reason: expect.stringContaining(says) } });
    for (const { email } of [deal.buyer, deal.seller]) {
      const letters = await world.app.mail.sentTo(email);
      expect(letters.filter(({ text }) => text.includes(says))).toHaveLength(1);
    }
  }
  expect(await hold(sound)).toMatchObject({ onHold: false });
});

test('a deal that is on hold already is held for what the watch finds, too: both sides are told, once', async () => {
  const deal = await world.at('PAYMENT_PENDING');
  const own = 'The insurer has a question.';
  await succeed(world.admin.post(`/transactions/${deal.id}/admin/hold`, { reason: own }));
  const before = await hold(deal);
  await loseAuthority(deal);
  for (let day = 0; day < 2; day += 1) await world.later(DAY_MS);
  const says = 'Operating authority is active: FMCSA record shows';
  const after = await hold(deal);
  expect(after.hold?.reason.startsWith(`${own} `)).toBe(true);
  expect(after.hold).toMatchObject({ since: before.hold?.since, reason: expect.stringContaining(says) });
  for (const { email } of [deal.buyer, deal.seller]) {
    const letters = await world.app.mail.sentTo(email);
    expect(letters.filter(({ text }) => text.includes(says))).toHaveLength(1);
  }
});

test('no money leaves while the open data, which would show a cancellation, do not answer', async () => {
  const deal = await world.at('INSPECTION');
  world.app.clock.advance(25 * HOUR_MS);
  const accept = () => deal.buyer.post(`/transactions/${deal.id}/buyer/accept`);
  world.fmcsa.plan('/open-data/3uet-3z4i.json', traps.blocked);
  const refused = await accept();
  expect([refused.status, refused.body.code]).toEqual([409, 'carrier_check_stale']);
  expect(await world.owedTo(deal.seller)).toBe(0);
  world.app.clock.advance(HOUR_MS);
  cancelPolicy(deal, inDays(20));
  expect((await accept()).body.code).toBe('carrier_hard_stop');
  world.fmcsa.changeOpenData('cancelledPolicies', deal.usdot, []);
  world.app.clock.advance(25 * HOUR_MS);
  expect((await accept()).status).toBe(200);
});
