/** What of a draft is sent, and how two versions are told apart. */
import type { Deal } from '../../../api/seller';
import { type Content, differences, overlaps, sendable, withoutSame } from './draft.rules';

const deal: Deal = {
  dealStructure: 'EQUITY_SALE',
  entityForm: 'LLC',
  askingPriceCents: 25_000_000,
  sellerFinancing: null,
  holdbackPct: 0,
  exclusivityDays: null,
  closingDate: null,
  contingencies: [],
  transitionSupportDays: 0,
  reasonForSale: null,
  includedAssets: ['TRUCKS'],
  contactContinuity: 'NOT_INCLUDED',
};

const content: Content = {
  title: 'Regional carrier',
  summary: '',
  description: '',
  deal,
  operation: { cargoTypes: [], equipment: [], employees: null, revenueBand: null },
  platformStanding: {
    amazonRelay: { status: 'NONE', score: null },
    highway: 'NONE',
    rmis: 'NONE',
    brokerSetUps: [],
  },
  finance: {
    factoring: null,
    insurance: null,
    newEntrantAudit: null,
    uccFilings: null,
    taxLiens: null,
    openClaims: null,
  },
  approvalRequired: false,
  unlockCredits: 1,
};

it('keeps a deal that lacks its price, and sends what stands beside it', () => {
  expect(sendable({ deal: { dealStructure: 'EQUITY_SALE' } })).toBeNull();
  expect(sendable({ deal: { dealStructure: 'EQUITY_SALE' }, title: 'Another title' })).toEqual({
    title: 'Another title',
  });
  expect(sendable({ deal })).toEqual({ deal });
});

it('sends nothing that stands there already', () => {
  expect(withoutSame({ title: content.title, summary: 'New' }, content)).toEqual({ summary: 'New' });
});

it('finds that both have changed the same, and lets alone what only one has', () => {
  const there = { ...content, title: 'Changed elsewhere' };
  expect(overlaps({ title: 'Changed here' }, content, there)).toBe(true);
  expect(overlaps({ summary: 'Changed here' }, content, there)).toBe(false);
  expect(overlaps({ title: 'Changed elsewhere' }, content, there)).toBe(false);
});

it('names each field that differs, as the server names it', () => {
  const edits = { title: 'Here', deal: { ...deal, askingPriceCents: 1, holdbackPct: 5 } };
  expect(differences(edits, content)).toEqual([
    { field: 'title', here: 'Here', there: 'Regional carrier' },
    { field: 'deal.askingPriceCents', here: 1, there: 25_000_000 },
    { field: 'deal.holdbackPct', here: 5, there: 0 },
  ]);
});
