/** The purchase agreement in plain words, made from the terms that both sides have agreed on. */
import { createHash } from 'node:crypto';
import { counted, dollarsInWords, inWords } from '../../../platform/kernel/in-words';
import { dollars } from '../../../platform/kernel/money';
import type { ChecklistTemplate, Structure } from '../process/checklists';
import { paidNowOf, type FrozenTerms } from '../terms.rules';
import { STRUCTURE_WORDS } from './structure.words';

export interface AgreementBlock {
  kind: 'heading' | 'clause';
  /** `2` of a heading, `2.1` of a clause. */
  number: string;
  text: string;
}

export interface Agreement {
  title: string;
  version: number;
  blocks: AgreementBlock[];
}

export interface PartyName {
  name: string;
  companyName: string | null;
}

/** What stands in an agreement, as it was when it was drawn up. */
export interface AgreementFacts {
  terms: FrozenTerms;
  termsHash: string;
  /** Of the agreement, which can count further than the terms. */
  version: number;
  seller: PartyName;
  buyer: PartyName;
  company: {
    legalName: string | null;
    dbaName: string | null;
    entityForm: string;
    dockets: readonly string[];
    city: string | null;
    state: string | null;
  };
  includedAssets: readonly string[];
  contactContinuity: 'TRANSFERS_WITH_DISCLOSURE' | 'NOT_INCLUDED';
  /** What has to be done after the sale, from the checklist of the deal. */
  duties: readonly Pick<ChecklistTemplate, 'title' | 'owner' | 'source'>[];
  dutyDays: readonly number[];
}

/** Of an agreement that the sides bring themselves. */
export const OWN_TITLE = 'Purchase agreement of the parties';
export const OWN_NOTICE =
  'A side of the deal brought this agreement; nobody here has read it. What is held in escrow follows the terms that you signed on the ' +
  'Platform, whatever it says. Have it read by counsel before you sign.';

export const NOTICE =
  'This text was made from the terms that both of you agreed on. It is not legal advice, and nobody here is your lawyer. ' +
  'Have it read by counsel before you sign.';

/** SHA-256, in hex, of title and blocks, each a line, numbers before the words: anyone can compute it again. */
export const hashOfAgreement = ({ title, blocks }: Pick<Agreement, 'title' | 'blocks'>): string =>
  createHash('sha256')
    .update([title, ...blocks.map(({ number, text }) => `${number} ${text}`)].join('\n'), 'utf8')
    .digest('hex');

type Section = [heading: string, ...clauses: string[]];

export function drawUpAgreement(facts: AgreementFacts): Agreement {
  const sections: Section[] = [
    parties(facts),
    subject(facts),
    assets(facts),
    price(facts.terms),
    deposit(facts.terms),
    conditions(facts.terms),
    timing(facts.terms),
    statements(facts.terms.dealStructure),
    duties(facts),
    ...otherConditions(facts.terms),
    general(facts),
  ];
  return {
    title: STRUCTURE_WORDS[facts.terms.dealStructure].title,
    version: facts.version,
    blocks: sections.flatMap(([heading, ...clauses], place) => [
      { kind: 'heading' as const, number: String(place + 1), text: heading },
      ...clauses.map((text, index) => ({
        kind: 'clause' as const,
        number: `${place + 1}.${index + 1}`,
        text,
      })),
    ]),
  };
}

const named = ({ name, companyName }: PartyName): string =>
  companyName === null ? name : `${name}, acting for ${companyName}`;

const parties = ({ seller, buyer }: AgreementFacts): Section => [
  'The parties',
  `The seller is ${named(seller)} (the “Seller”).`,
  `The buyer is ${named(buyer)} (the “Buyer”).`,
  'MC Exchange (the “Platform”) is no party to this sale. It holds the money in escrow and keeps the record of what both sides did.',
];

const nameOf = ({ company, terms }: AgreementFacts): string => company.legalName ?? `USDOT ${terms.usdot}`;

function subject(facts: AgreementFacts): Section {
  const { company, terms } = facts;
  const place = [company.city, company.state].filter((part) => part !== null).join(', ');
  const dba = company.dbaName === null ? '' : `, doing business as ${company.dbaName}`;
  const dockets = company.dockets.length === 0 ? 'no docket number' : company.dockets.join(', ');
  return [
    'The company and what is sold',
    `The company is ${nameOf(facts)}${dba}${place === '' ? '' : ` of ${place}`} (the “Company”), ` +
      `${ENTITY_WORDS[company.entityForm] ?? inWords(company.entityForm)}, with USDOT number ${terms.usdot} and ${dockets}.`,
    ...STRUCTURE_WORDS[terms.dealStructure].sold,
  ];
}

const ENTITY_WORDS: Record<string, string> = {
  SOLE_PROPRIETORSHIP: 'a sole proprietorship',
  PARTNERSHIP: 'a partnership',
  LLC: 'a limited liability company',
  CORPORATION: 'a corporation',
};

const ASSET_WORDS: Record<string, string> = {
  ELD_AND_SOFTWARE: 'ELDs and software',
  PLATFORM_ACCOUNTS: 'platform accounts, where the platform consents',
  DRIVERS: 'drivers who choose to stay',
  DISPATCH_STAFF: 'dispatch staff who choose to stay',
};

const assets = ({ includedAssets, contactContinuity }: AgreementFacts): Section => [
  'Assets and contacts',
  includedAssets.length === 0
    ? 'No particular assets are named as included.'
    : `Included are: ${includedAssets.map((kind) => ASSET_WORDS[kind] ?? inWords(kind)).join('; ')}. What single things these are stands in the ` +
      'list of assets that the Seller hands over before closing, and that belongs to this agreement.',
  contactContinuity === 'TRANSFERS_WITH_DISCLOSURE'
    ? 'Telephone lines and e-mail addresses of the Company pass to the Buyer, and customers, brokers and insurers are told ' +
      'of the new owner when they do. Nobody uses them as if nothing had changed.'
    : 'Telephone lines and e-mail addresses of the Company do not pass to the Buyer.',
  'No password, PIN or login is handed over. Accounts move by naming the new owner in them, and where a platform does not allow that they do not move.',
];

function price(terms: FrozenTerms): Section {
  const paidNow = paidNowOf(terms);
  const lent = terms.owedLaterCents ?? 0;
  const rest = paidNow - terms.depositCents;
  const { sellerFinancing } = terms.agreed;
  return [
    'Price and payment',
    `The price is ${dollars(terms.priceCents)} (${dollarsInWords(terms.priceCents)}).`,
    `The Buyer pays a deposit of ${dollars(terms.depositCents)}` +
      (rest > 0 ? ` and the rest of ${dollars(rest)} before the handover begins` : '') +
      `, ${lent > 0 ? `together ${dollars(paidNow)}, ` : ''}all into escrow with the Platform. Nothing is paid past it.`,
    ...(lent > 0
      ? [
          `The Seller lends the Buyer ${dollars(lent)} of the price` +
            (sellerFinancing
              ? `, to be paid back within ${counted(sellerFinancing.termMonths, 'month')}`
              : '') +
            '. The Buyer signs a promissory note over it at closing. It never comes into escrow.',
        ]
      : []),
    `Of the money in escrow the Seller bears the fee of the Platform, ${dollars(terms.feeCents)}.`,
    terms.holdbackCents > 0
      ? `${dollars(terms.holdbackCents)} stays in escrow for ${counted(terms.holdbackDays, 'day')} after completion, against what turns up later ` +
        '(the hold-back). Before it goes to the Seller the Buyer is asked about open items with a federal deadline; who says nothing agrees.'
      : 'Nothing is held back after completion.',
    'The Platform releases the money to the Seller when the Buyer has accepted the handover, or has said nothing for as long as ' +
      'the inspection lasts. While a dispute is open the money stays where it is.',
  ];
}

function deposit(terms: FrozenTerms): Section {
  const walkAway = terms.walkAwayCents ?? 0;
  return [
    'Who keeps the deposit',
    'If the sale does not close, the deposit goes back to the Buyer in full, unless the next sentence says otherwise or both sides agree on another division.',
    walkAway > 0
      ? `If the Buyer leaves without a cause that section 6 names, or is alone in not acting when the time of the review ends, ${dollars(walkAway)} of the ` +
        'deposit compensates the Seller, and the rest goes back to the Buyer.'
      : 'No part of the deposit is lost if the Buyer leaves before closing.',
  ];
}

const CONTINGENCY_WORDS: Record<string, string> = {
  DUE_DILIGENCE: 'the due diligence shows what the Buyer may reasonably not accept',
  BUYER_FINANCING: 'the Buyer does not get the financing that was meant for the price',
  INSURANCE_QUOTE: 'no insurer offers the coverage that the law asks for on usual terms',
  CLEAN_LIEN_SEARCH: 'the search shows UCC filings, tax liens or litigation that are not cleared up',
  FACTORING_RELEASE: 'the factoring company does not release the Company and its receivables',
  PLATFORM_CONSENT:
    'a load board or broker platform that matters for the business does not consent to the change',
  KEY_STAFF_STAY: 'the people on whom the business depends do not stay',
};

const conditions = ({ agreed }: FrozenTerms): Section =>
  agreed.contingencies.length === 0
    ? ['Conditions', 'The purchase depends on no particular condition.']
    : [
        'Conditions',
        'While the review runs the Buyer may leave with the whole deposit if one of these is so:',
        ...agreed.contingencies.map((name) =>
          `${CONTINGENCY_WORDS[name] ?? inWords(name)}.`.replace(/^./, (letter) => letter.toUpperCase()),
        ),
      ];

const DAY = new Intl.DateTimeFormat('en-US', { dateStyle: 'long', timeZone: 'UTC' });

const timing = ({ agreed }: FrozenTerms): Section => [
  'Closing, exclusivity and help afterwards',
  agreed.closingDate === null
    ? 'The parties mean to close as soon as the checklist of the deal is done.'
    : `The parties mean to close by ${DAY.format(Date.parse(agreed.closingDate))}.`,
  agreed.exclusivityDays > 0
    ? `For ${counted(agreed.exclusivityDays, 'day')} from the acceptance of the offer the Seller deals with this Buyer alone. This ends early if the Seller asks for a higher price.`
    : 'The Seller may go on talking with others until closing.',
  agreed.transitionSupportDays > 0
    ? `For ${counted(agreed.transitionSupportDays, 'day')} after completion the Seller helps the Buyer to take over, at usual business hours and for no further pay.`
    : 'The Seller owes no help after completion beyond the duties of section 9.',
];

const statements = (structure: Structure): Section => [
  'What each side states',
  'The Seller states that they may sell what is sold and that nobody else has a right to it, but for what the review has shown; that ' +
    'what they declared about debts, liens, claims and the business is true as far as they know; and that they have told ' +
    'the Buyer of every order, revocation or investigation by an authority that they know of.',
  'The Buyer states that they buy for themselves or the company named in section 1, that they will run the business lawfully and under ' +
    'its own name, and that they do not use this purchase to get around an order against themselves or another carrier.',
  ...STRUCTURE_WORDS[structure].states,
];

const OWNERS = { BUYER: 'Buyer', SELLER: 'Seller', PLATFORM: 'Platform' } as const;

const duties = ({ duties: all, dutyDays }: AgreementFacts): Section => [
  'Duties after closing',
  'After the handover these are due, and each side tells the other when its own are done:',
  ...all.map(
    ({ title, owner, source }, place) =>
      `${OWNERS[owner]}, within ${counted(dutyDays[place] ?? 0, 'day')} of the handover: ${title} (${source}).`,
  ),
];

const otherConditions = ({ agreed }: FrozenTerms): Section[] =>
  agreed.otherConditions === null
    ? []
    : [['Further conditions, in the parties’ own words', agreed.otherConditions.replaceAll(/\s+/g, ' ')]];

const general = ({ version, termsHash }: AgreementFacts): Section => [
  'Form of this agreement',
  `This is version ${version} of the agreement. It follows the terms that are signed on the Platform under the SHA-256 ${termsHash}; ` +
    'where it says less than they do, they hold. A change of the terms makes a new version, which binds once both have signed it.',
  'The parties sign by typing their names, which they accept as signatures (15 U.S.C. 7001). Each may have a copy at any time.',
  'If they disagree, they first try to settle on the Platform; what it decides there concerns the money in escrow only. No governing law ' +
    'is chosen here: counsel of both sides can agree on one in writing.',
  'If a sentence of this agreement cannot hold, the rest of it does.',
];
