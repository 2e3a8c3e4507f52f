/** What a side reads of the process. */
import type { Process } from '../../../api/deals';
import { stagesOf } from '../../../api/process-stages';
import { itemsOf } from './guide.rules';

const item = (owner: string, phase: string, title: string) => ({ owner, phase, title });
const PROCESS = {
  stages: [
    { status: 'AWAITING_DEPOSIT', means: 'a', wait: 'DEPOSIT' },
    { status: 'IN_REVIEW', means: 'b', wait: 'REVIEW' },
    { status: 'BUYER_APPROVED', means: 'c', wait: 'REVIEW' },
    { status: 'DISPUTED', means: 'd', wait: 'SETTLEMENT' },
    { status: 'CANCELLED', means: 'e', wait: null },
  ],
  waits: ['DEPOSIT', 'REVIEW', 'SETTLEMENT'].map((wait) => ({ wait, days: 7, onSilence: 'f' })),
  checklists: [
    {
      dealStructure: 'ASSETS_ONLY',
      items: [
        item('SELLER', 'DUE_DILIGENCE', 'Articles'),
        item('BUYER', 'DUE_DILIGENCE', 'Search'),
        item('SELLER', 'CLOSING', 'Titles'),
      ],
    },
  ],
} as unknown as Process;

it('tells each time of a deal once, without disputes and ends', () => {
  expect(stagesOf(PROCESS).map(({ status }) => status)).toEqual(['AWAITING_DEPOSIT', 'IN_REVIEW']);
});

it('lists what one side brings, part by part', () => {
  expect(itemsOf(PROCESS, 'SELLER', 'ASSETS_ONLY').map(({ phase }) => phase)).toEqual([
    'DUE_DILIGENCE',
    'CLOSING',
  ]);
  expect(itemsOf(PROCESS, 'BUYER', 'ASSETS_ONLY')).toHaveLength(1);
  expect(itemsOf(PROCESS, 'BUYER', 'EQUITY_SALE')).toEqual([]);
});
