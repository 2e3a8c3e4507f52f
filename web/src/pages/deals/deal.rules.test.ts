/** Which moves come first, and what is still owed. */
import type { Deal, Process } from '../../api/deals';
import { isYourMove, sortMoves, stillOwedCents } from './deal.rules';

const process = {
  waits: [
    {
      wait: 'REVIEW',
      awaits: ['ACCEPT_TERMS', 'APPROVE'],
      days: 30,
      who: [],
      remindDaysBefore: [],
      onSilence: '',
    },
  ],
} as unknown as Process;

const next = { wait: 'REVIEW', who: ['BUYER'], until: null, onSilence: '' } as const;
const open = (...moves: string[]) => moves.map((move) => ({ move, effect: '' }));
const closed = (move: string, code: string) => ({ move, code, because: 'Why.' });
const dealWith = (moves: object) => ({ moves: { next, ...moves } }) as unknown as Deal;

it('puts what the deal waits for first, and leaves proposals to where they are shown', () => {
  const deal = dealWith({ open: open('DISPUTE', 'APPROVE', 'AGREE_PRICE', 'UPDATE_CHECKLIST'), closed: [] });
  expect(sortMoves(deal, process)).toEqual({
    first: ['APPROVE', 'UPDATE_CHECKLIST'],
    more: ['DISPUTE'],
    barred: [],
  });
});

it('puts the answer to a settlement before all else', () => {
  const deal = dealWith({ open: open('APPROVE', 'UPDATE_CHECKLIST', 'SETTLE'), closed: [] });
  expect(sortMoves(deal, process).first).toEqual(['SETTLE', 'APPROVE', 'UPDATE_CHECKLIST']);
});

it('says why what is awaited cannot be done yet, but not of what is done or of another state', () => {
  const deal = dealWith({
    open: [],
    closed: [
      closed('APPROVE', 'checklist_open'),
      closed('ACCEPT_TERMS', 'terms_already_accepted'),
      closed('ACCEPT', 'move_not_open'),
    ],
  });
  expect(sortMoves(deal, process).barred).toEqual([{ move: 'APPROVE', because: 'Why.' }]);
});

it('shows every open move while the process is not there yet', () => {
  const deal = dealWith({ open: open('APPROVE', 'DISPUTE'), closed: [] });
  expect(sortMoves(deal, undefined).more).toEqual(['APPROVE', 'DISPUTE']);
});

it('knows whose move it is: an admin who looks on reads as the platform', () => {
  expect(isYourMove({ yourSide: 'BUYER', next: { ...next, who: ['BUYER'] } })).toBe(true);
  expect(isYourMove({ yourSide: 'SELLER', next: { ...next, who: ['BUYER'] } })).toBe(false);
  expect(isYourMove({ yourSide: null, next: { ...next, who: ['ADMIN'] } })).toBe(true);
  expect(isYourMove({ yourSide: 'BUYER', next: null })).toBe(false);
});

it('counts what is owed into escrow while the deal goes on', () => {
  const money = { inCents: 1_000_000 } as Deal['money'];
  expect(stillOwedCents({ status: 'IN_REVIEW', paidNowCents: 42_000_000, money })).toBe(41_000_000);
  expect(stillOwedCents({ status: 'CANCELLED', paidNowCents: 42_000_000, money })).toBe(0);
});
