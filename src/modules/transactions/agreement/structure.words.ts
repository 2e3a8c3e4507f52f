/** What an agreement and a packet say of each way in which a company changes hands. */
import type { Structure } from '../process/checklists';

interface StructureWords {
  title: string;
  /** What is sold, and what becomes of the federal numbers. */
  sold: readonly string[];
  /** Further statements of the sides. */
  states: readonly string[];
}

export const STRUCTURE_WORDS: Readonly<Record<Structure, StructureWords>> = {
  EQUITY_SALE: {
    title: 'Equity purchase agreement',
    sold: [
      'The Seller sells and the Buyer buys all shares or membership interests in the Company. They pass by the signed assignment of interests, at closing.',
      'The Company stays the same legal person. Its USDOT number and docket numbers stay with it; no number is sold, leased or ' +
        'lent by itself, and the federal record is updated with the new officers and owner.',
      'The debts of the Company stay with it. What the Seller has to clear before closing stands in the checklist of the deal.',
    ],
    states: [
      'The Seller states that the interests are all that exist, are paid in full and free of pledges, and that the cap table handed over is complete.',
    ],
  },
  WHOLE_OPERATION_TRANSFER: {
    title: 'Agreement on the sale of a whole operation',
    sold: [
      'The Seller sells and the Buyer buys the whole operation of the Company as a going business: its assets named in section 3, and its ' +
        'contracts as far as they can be assigned.',
      'The docket numbers move only with the operation. Both sides ask FMCSA jointly to record their transfer (49 CFR part 365, subpart D); it ' +
        'is recorded, not approved. The USDOT number of the Seller does not move: the Buyer runs the operation under a USDOT number of its own, ' +
        'with its own insurance and process agents on file.',
      'Debts from before the handover stay with the Seller, unless this agreement names them.',
    ],
    states: [
      'The Seller states that the operation is handed over whole, and that no part of it was sold or leased apart.',
    ],
  },
  ASSETS_ONLY: {
    title: 'Asset purchase agreement',
    sold: [
      'The Seller sells and the Buyer buys the assets named in section 3 and nothing else. They pass by the signed bill of sale and, where there are titles, with them.',
      'No USDOT number, docket number, operating authority, safety record or insurance passes to the Buyer, who runs the assets under its own authority.',
      'Debts of the Seller stay with the Seller.',
    ],
    states: [
      'The Seller states that the assets are free of liens at the handover, but for those that the bill of sale names.',
    ],
  },
  FAMILY_OR_PARTNER_CHANGE: {
    title: 'Agreement on a change of ownership among family or partners',
    sold: [
      'The Seller passes to the Buyer the shares or membership interests that the signed assignment of interests names, which belongs to this agreement.',
      'The Company stays the same legal person. Its USDOT number and docket numbers stay with it; no number is sold, leased or ' +
        'lent by itself, and the federal record is updated with the new officers and owner.',
      'The debts of the Company stay with it.',
    ],
    states: [
      'Both sides state that they know the Company from within or were free to look into it, and that every other owner whose consent is needed has given it.',
    ],
  },
};
