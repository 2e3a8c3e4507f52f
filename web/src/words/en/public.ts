/** The pages that anyone may read. */
import type { components } from '../../api/schema';
import { capital, listed } from './listed';
import { count as counted } from './language';

type Wait = components['schemas']['Process']['waits'][number]['wait'];

export const publicWords = {
  home: {
    lead: 'Buy or sell a US motor carrier company, with its authority',
    promise:
      'Every company is checked against its federal record. Names stay confidential until a buyer unlocks them. The price is held in escrow until the company is handed over.',
    searchLabel: 'What are you looking for?',
    searchHint: 'Such as reefer or drayage',
    search: 'Search',
    newest: 'Newest on the market',
    all: 'See all companies for sale',
    none: 'No company is on the market right now.',
    checksTitle: 'What a check covers',
    checks: [
      {
        title: 'The federal record',
        text: 'Authority, insurance on file, inspections, crashes and safety rating, as FMCSA shows them, looked up again every day while a company is listed.',
      },
      {
        title: 'Explained risk',
        text: 'A score from 0 to 100 made of rules that you can read one by one, each with its source and with what is not known.',
      },
      {
        title: 'Control of the company',
        text: 'A seller proves that they control the carrier before a listing goes live. An administrator reviews each one.',
      },
    ],
    feesTitle: 'What it costs',
    feesUnlock: 'Unlock one company',
    feesUnlockNote: 'One credit; less with a plan',
    feesList: 'Publish a listing',
    feesListNote: 'Back if it is not approved',
    feesSale: 'Fee of a sale',
    feesSaleNote: 'Of the price, paid by the seller at closing',
    feesMore: 'Plans and fees',
  },

  search: {
    words: 'Search',
    wordsHint: 'reefer, drayage, flatbed …',
    submit: 'Search',
    filters: 'Filters',
    showFilters: (count: number) => (count === 0 ? 'Filters' : `Filters (${count})`),
    close: 'Close',
    showResults: (count: string) => `Show ${count}`,
    state: 'State',
    statesByName: 'States by name',
    stateHint: 'Arrow keys move, space selects.',
    stateCount: (code: string, name: string, count: number | null) =>
      count === null ? `${code}, ${name}` : `${code}, ${name}: ${companies(String(count), count)}`,
    clearStates: 'All states',
    deal: 'What is sold',
    rating: 'Safety rating',
    authority: 'Authority',
    any: 'Any',
    price: 'Asking price',
    years: 'Years in business',
    fleet: 'Trucks',
    insurance: 'Liability insurance on file',
    cargo: 'Cargo',
    risk: 'Risk by the federal record',
    amazon: 'Amazon Relay',
    valueCount: (value: string, count: number) => `${value} (${counted(count)})`,
    chosen: {
      price: (band: string) => band,
      deal: (deal: string) => deal,
      fleet: (band: string) => (band === '1' ? '1 truck' : `${band} trucks`),
      years: (band: string) => (band === '1' ? '1 year' : `${band} years`),
      cargo: (cargo: string) => cargo,
      authority: (kind: string) => `${kind} authority`,
      insurance: (band: string) => `Liability ${band}`,
      rating: (rating: string) => rating,
      risk: (band: string) => `Risk ${band.toLowerCase()}`,
      amazon: (status: string) => `Amazon Relay: ${status.toLowerCase()}`,
    },
    more: 'Also',
    verified: 'Checks passed and control proven',
    premium: 'Premium listings',
    highway: 'Set up with Highway',
    financing: 'Seller financing',
    sort: 'Sort',
    sorts: {
      newest: 'Newest first',
      oldest: 'Oldest first',
      price_asc: 'Lowest price first',
      price_desc: 'Highest price first',
      years_active: 'Longest in business first',
      risk: 'Lowest risk first',
    },
    found: (count: number, capped: boolean) =>
      companies(capped ? `More than ${count}` : String(count), count),
    clear: 'Clear all',
    remove: (filter: string) => `Remove the filter ${filter}`,
    showMore: 'Show more',
    nothing: 'No company matches all of these filters',
    nothingHint: 'Take one away to see more:',
    nothingAtAll: 'No company is on the market right now. Come back later.',
    updating: 'Updating …',
  },

  person: {
    listings: 'Companies for sale',
    trustTitle: 'How far they are trusted',
    trustLead:
      'Made of what was verified, of completed deals, and of reviews. It says nothing of any company.',
    reviews: 'Reviews of their deals',
    noReviews: 'Nobody has reviewed them yet. Only the other side of a completed deal can.',
    stars: (stars: number) => `${stars} of 5`,
    author: {
      BUYER: (name: string) => `${name}, as the buyer`,
      SELLER: (name: string) => `${name}, as the seller`,
    },
    reply: 'Their reply',
  },

  comparables: {
    prices: 'What comparable companies cost',
    lower: 'Lowest quarter, up to',
    middle: 'In the middle',
    upper: 'Highest quarter, from',
    asking: {
      BELOW: 'The asking price is below what most of them cost.',
      WITHIN: 'The asking price is in the range of most of them.',
      ABOVE: 'The asking price is above what most of them cost.',
    },
    places: { BELOW: 'Lowest quarter', WITHIN: 'Middle half', ABOVE: 'Highest quarter' },
    alike: {
      DEAL_STRUCTURE: 'what is sold',
      FLEET: 'number of trucks',
      YEARS: 'years in business',
    },
    sample: (listings: number, sales: number, alike: readonly string[]) =>
      `From ${listings} on the market by asking price and ${sales} sold in the last 12 months by the price paid. Compared by ${listed(alike)}.`,
    asOf: (day: string) => `As of ${day}.`,
    similar: 'Similar companies',
    sold: 'Sold recently',
    soldWhat: 'Company',
    soldPrice: 'Price paid',
    soldDays: 'Days to sale',
    soldIn: 'Sold in',
    trucks: (band: string) => (band === '1' ? '1 truck' : `${band} trucks`),
    featured: 'Featured',
    featuredNote:
      'We choose these for a while, and nobody pays for it. Every company passes the same review.',
    premium: 'Premium',
    premiumNote: 'Sellers pay for this place. Every company passes the same review.',
  },

  listing: {
    back: 'All companies for sale',
    published: (day: string) => `On the market since ${day}`,
    company: 'The company in ranges',
    companyNote: 'Exact figures, names and numbers open when you unlock it.',
    state: 'Main office',
    deal: 'What is sold',
    price: 'Asking price',
    years: 'Years in business',
    trucks: 'Trucks',
    insurance: 'Liability insurance on file',
    authority: 'Active authority',
    rating: 'FMCSA safety rating',
    cargo: 'Cargo',
    amazon: 'Amazon Relay',
    highway: 'Highway',
    highwayYes: 'Set up',
    highwayNo: 'Not set up',
    financing: 'Seller financing',
    financingYes: 'The seller finances part of the price',
    financingNo: 'Not offered',
    federalRecord: 'Federal record',
    sellerSays: 'Seller says',
    checksTitle: 'Checks of the federal record',
    checksNote: (moment: string) =>
      `Last checked ${moment}. What FMCSA shows behind each verdict opens when you unlock the company.`,
    checksNone: 'The record has not been checked yet.',
    hardStop: 'Keeps a carrier off the market',
    passed: (passed: number, all: number) => `${passed} of ${all} passed`,
    riskTitle: 'Risk by the federal record',
    riskNote:
      'From a score of 0 (best) to 100. The score and every rule behind it open when you unlock the company.',
    riskUnknown: 'The risk is not known.',
    askingTitle: 'Asking price',
    opensTitle: 'What opens when you unlock it',
    opens: [
      'Legal name, USDOT and docket numbers',
      'The full federal record, with each risk rule',
      'Exact price, terms and reason for the sale',
      'Equipment, contracts and money matters',
      'The seller, to ask and to make an offer',
    ],
    approvalRequired: 'This seller approves each buyer. Your credit comes back if they say no.',
    cost: (price: string) =>
      `Unlocking takes one credit (${price}) and your agreement to the confidentiality terms.`,
    pricing: 'Plans and fees',
    nda: 'Read the terms',
    reserved:
      'Reserved: a buyer and the seller are in escrow. It returns to the market if their deal falls through.',
  },

  process: {
    lead: 'Every step says who acts, by when, and what happens if nobody does. The money stays in escrow until the company is handed over, and every cent is on a double-entry ledger.',
    before: 'Before the deal',
    beforeSteps: [
      {
        title: 'List',
        text: 'A seller enters a USDOT number. We look up the federal record, the seller proves control of the carrier, and an administrator reviews the listing.',
      },
      {
        title: 'Unlock',
        text: 'Anyone may read the teaser. A buyer who agrees to the confidentiality terms spends one credit and sees names, numbers and figures.',
      },
      {
        title: 'Offer',
        text: 'Buyer and seller answer each other in versions of one offer. Accepting reserves the company and fixes the terms.',
      },
    ],
    deal: 'The deal in escrow',
    who: 'Who acts',
    actors: (names: readonly string[]) => capital(listed(names)),
    held: 'In escrow',
    time: 'Time for it',
    days: (days: number) => (days === 1 ? '1 day' : `${days} days`),
    agreed: 'As the terms of the deal say',
    silence: 'If nobody acts',
    otherwise: 'In some deals',
    stages: {
      DEPOSIT: {
        title: 'Deposit',
        text: 'Both sides sign the terms by their fingerprint, then the buyer pays the deposit.',
        held: 'Nothing yet',
      },
      REVIEW: {
        title: 'Review',
        text: 'The buyer works through due diligence while the seller prepares the closing, item by item on a checklist. Both approve.',
        held: 'The deposit',
      },
      FINAL_REVIEW: {
        title: 'Final review',
        text: 'We check the federal record once more, and that the seller still controls the company. Where the terms were changed, both sides sign them anew.',
        held: 'The deposit',
      },
      BALANCE: {
        title: 'Balance',
        text: 'The buyer pays the rest of the price. Where the terms were changed, both sides sign them first.',
        held: 'The deposit',
      },
      TRANSFER: {
        title: 'Transfer',
        text: 'The seller hands the company over: ownership, accounts, equipment, what the terms say.',
        held: 'The whole price',
      },
      INSPECTION: {
        title: 'Inspection',
        text: 'The buyer inspects what was handed over, and accepts it or opens a dispute.',
        held: 'The whole price',
      },
      HOLDBACK: {
        title: 'Completed',
        text: 'The seller gets the price less the fee. A holdback, where the terms have one, follows when its days are over.',
        held: 'The holdback, if any',
      },
      // Not a step of every sale: told below.
      SETTLEMENT: null,
      DECISION: null,
    } satisfies Readonly<Record<Wait, { title: string; text: string; held: string } | null>>,
    dispute: 'When the two disagree',
    disputeText:
      'Either side may open a dispute while money is held. The money is frozen until both agree on a split or an administrator decides; above a set sum, two administrators.',
    feesTitle: 'What it costs both sides',
    deposit: 'Deposit',
    depositText: (rate: string, least: string, most: string) =>
      `${rate} of the price, at least ${least} and at most ${most}`,
    fee: 'Fee of the sale',
    feeText: (rate: string) => `${rate} of the price, taken from what the seller gets`,
    methods: 'Ways to pay',
    methodDays: (least: number, most: number) =>
      most === 0
        ? 'the same day'
        : least === most
          ? `${most} business days`
          : `${least}–${most} business days`,
    upTo: (most: string) => `up to ${most}`,
    noLimit: 'no limit',
    authorityNote:
      'An authority is never sold alone: a docket number moves with the company that holds it, and the buyer takes over its record.',
  },

  pricing: {
    lead: 'You pay for what you open, publish and sell. Reading teasers and checking what a step costs is free.',
    plans: 'Plans for buyers',
    plan: 'Plan',
    credits: 'Credits a month',
    monthly: 'Paid monthly',
    yearly: 'Paid yearly',
    perCredit: 'One credit is',
    single: 'Without a plan',
    singleCredits: 'one at a time',
    limits: 'Requests',
    limitFactor: (factor: number) => (factor === 1 ? 'the usual limit' : `${factor} × the usual limit`),
    perMonth: (price: string) => `${price} a month`,
    perYear: (price: string) => `${price} a year`,
    fees: 'Fees',
    unlock: 'Unlock a company',
    unlockText: 'One credit, once. It stays open as long as the listing and your access do.',
    list: 'Publish a listing',
    listText: 'One credit for each stay on the market. It comes back if the listing is not approved.',
    premium: 'Premium listing',
    premiumText: 'Marked and found as such until the company is sold or withdrawn.',
    sale: 'Fee of a sale',
    saleText: 'Of the price, taken from what the seller gets at closing.',
    deposit: 'Deposit',
    depositText: 'Part of the price, held in escrow: not a fee.',
    oneCredit: '1 credit',
    range: (least: string, most: string) => `between ${least} and ${most}`,
  },

  nda: {
    version: (version: string) => `Version ${version}`,
    note: 'You agree to these terms when you unlock a company. We keep the version, the time, and a fingerprint of the text.',
    fingerprint: 'SHA-256 of the text',
    print: 'Print',
  },
} as const;

function companies(told: string, count: number): string {
  return count === 1 ? `${told} company` : `${told} companies`;
}
