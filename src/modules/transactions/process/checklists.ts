/** What has to be done to close a sale, by the way in which the company changes hands. */
import type { ItemOwner, Phase } from './facts';

/** From when the days of an item count. */
export const ANCHORS = ['OPENING', 'PRICE_PAID', 'TRANSFER'] as const;
export type Anchor = (typeof ANCHORS)[number];

export interface ChecklistTemplate {
  readonly code: string;
  readonly title: string;
  readonly owner: ItemOwner;
  readonly phase: Phase;
  readonly due: { readonly days: number; readonly after: Anchor };
  readonly evidenceRequired: boolean;
  /** Not every deal has it, so it may be marked as not applicable. */
  readonly conditional: boolean;
  /** Where it comes from: the rule of law, or the custom of the trade. */
  readonly source: string;
}

interface Words {
  title: string;
  source: string;
  evidence?: false;
  conditional?: true;
}

const inPhase =
  (phase: Phase, days: number, after: Anchor) =>
  (code: string, owner: ItemOwner, { title, source, evidence, conditional }: Words): ChecklistTemplate => ({
    code,
    title,
    owner,
    phase,
    due: { days, after },
    evidenceRequired: evidence ?? true,
    conditional: conditional ?? false,
    source,
  });

const TRADE = 'Custom of the trade';

const review = inPhase('DUE_DILIGENCE', 14, 'OPENING');
const preparation = inPhase('PRE_CLOSING', 25, 'OPENING');
const closing = inPhase('CLOSING', 30, 'PRICE_PAID');
const within30 = inPhase('POST_CLOSING', 30, 'TRANSFER');
const within60 = inPhase('POST_CLOSING', 60, 'TRANSFER');

const articles = review('ARTICLES', 'SELLER', {
  title: 'Articles and operating agreement or by-laws',
  source: 'State company law; shows who may sell',
});
const capTable = review('CAP_TABLE', 'SELLER', {
  title: 'Cap table: who owns how much',
  source: 'State company law; shows who must sign',
});
const goodStanding = review('GOOD_STANDING', 'SELLER', {
  title: 'Certificate of good standing, not older than 30 days',
  source: 'State of formation',
});
const lienSearch = review('LIEN_SEARCH', 'BUYER', {
  title: 'Search for UCC filings, tax liens and litigation',
  source: 'UCC article 9; 26 U.S.C. 6323 (tax liens)',
});
const fuelAndPlates = review('IFTA_IRP_UCR', 'SELLER', {
  title: 'Status of IFTA, IRP and UCR',
  source: '49 U.S.C. chapter 317 (IFTA, IRP), 49 U.S.C. 14504a (UCR)',
});
const lossRuns = review('LOSS_RUNS', 'SELLER', {
  title: 'Insurance loss runs of the last three years',
  source: TRADE,
});
const einLetter = review('EIN_LETTER', 'SELLER', {
  title: 'EIN letter of the company: IRS CP 575 or 147C',
  source: 'IRS; shows that the number is the company’s',
});
const authorityCertificate = review('AUTHORITY_CERTIFICATE', 'SELLER', {
  title: 'Certificate of operating authority for each docket number',
  source: '49 U.S.C. 13902',
});
const insuranceCertificate = review('INSURANCE_CERTIFICATE', 'SELLER', {
  title: 'Certificate of the liability and cargo insurance in force',
  source: '49 CFR part 387',
});
const assetList = review('ASSET_LIST', 'SELLER', {
  title: 'List of the assets, with vehicle identification numbers',
  source: TRADE,
});

const factoringRelease = preparation('FACTORING_RELEASE', 'SELLER', {
  title: 'Letter of release from the factoring company, and its UCC-3 termination',
  source: 'UCC 9-406 and 9-513',
  conditional: true,
});
const purchaseAgreement = preparation('PURCHASE_AGREEMENT', 'SELLER', {
  title: 'Purchase agreement signed by both sides',
  source: 'State contract law',
});
const insurerTold = preparation('INSURER_TOLD', 'SELLER', {
  title: 'Insurer told of the change, with its written answer',
  source: 'Change-of-control clause of the policy; 49 CFR part 387',
});
const assetAgreement = preparation('ASSET_PURCHASE_AGREEMENT', 'SELLER', {
  title: 'Asset purchase agreement for the whole operation, signed by both sides',
  source: 'State contract law; 49 CFR part 365 subpart D',
});
const buyersUsdot = preparation('BUYER_USDOT', 'BUYER', {
  title: "The buyer's own USDOT number",
  source: '49 CFR 390.19',
});
const buyersAuthority = preparation('BUYER_AUTHORITY', 'BUYER', {
  title: "The buyer's own operating authority, where the buyer will run for hire",
  source: '49 U.S.C. 13901',
  conditional: true,
});
const billOfSaleDraft = preparation('BILL_OF_SALE', 'SELLER', {
  title: 'Bill of sale signed by both sides',
  source: 'UCC 2-401',
});

const assignment = closing('ASSIGNMENT_OF_INTERESTS', 'SELLER', {
  title: 'Assignment of the shares or membership interests, signed',
  source: 'State company law',
});
const transferRequest = closing('FMCSA_TRANSFER_REQUEST', 'SELLER', {
  title: 'Joint transfer request to FMCSA, with the data and signatures of both sides',
  source: '49 CFR 365.405; recorded, not approved, since 78 FR 52457',
});
const buyersInsurance = closing('BMC_91X', 'BUYER', {
  title: "Form BMC-91X filed by the buyer's insurer",
  source: '49 CFR 387.313',
});
const buyersAgents = closing('BUYER_BOC_3', 'BUYER', {
  title: 'Form BOC-3 filed for the buyer',
  source: '49 CFR part 366',
});
/** Where the seller lends a part of the price. */
export const promissoryNote = closing('PROMISSORY_NOTE', 'BUYER', {
  title: 'Promissory note over the part of the price that the seller lends, signed by the buyer',
  source: 'UCC article 3; the terms of the deal',
});
const titles = closing('TITLES_AND_PLATES', 'SELLER', {
  title: 'Vehicle titles signed over, plates returned or moved',
  source: 'State motor vehicle law; IRP',
  conditional: true,
});
const accountsHandedOver = closing('ROLES_HANDED_OVER', 'SELLER', {
  title: 'Accounts handed over by role: the buyer is named owner, no password changes hands',
  source: 'Terms of each platform',
  evidence: false,
});

const officers = within30('MCS_150_OFFICERS', 'BUYER', {
  title: 'Form MCS-150 updated with the new officers',
  source: 'FMCSA: within 30 days of the change',
});
const ownershipNotice = within30('FMCSA_OWNERSHIP_NOTICE', 'BUYER', {
  title: 'FMCSA told of the new owner',
  source: 'FMCSA: within 30 days of the change; 49 CFR 365.413',
});
const agentsRenewed = within30('BOC_3', 'BUYER', {
  title: 'Form BOC-3 confirmed or filed anew',
  source: '49 CFR part 366',
});
const clearinghouse = within30('CLEARINGHOUSE', 'BUYER', {
  title: 'Drug and Alcohol Clearinghouse: the employer registration moved to the new owner',
  source: '49 CFR 382.711',
});
const brokersTold = within30('BROKERS_TOLD', 'BUYER', {
  title: 'Brokers and load boards told of the new owner',
  source: 'Carrier agreements: notice of a change of control',
});
const sellersRecord = within30('SELLER_MCS_150', 'SELLER', {
  title: "The seller's own form MCS-150 updated after the transfer",
  source: '49 CFR 390.19',
});
const buyersRecord = within30('BUYER_MCS_150', 'BUYER', {
  title: "The buyer's own form MCS-150 updated with what was taken over",
  source: '49 CFR 390.19; FMCSA: within 30 days of the change',
});
const responsibleParty = within60('IRS_8822_B', 'BUYER', {
  title: 'IRS form 8822-B: the new responsible party',
  source: '26 CFR 301.6109-1(d)(2)(ii): within 60 days',
});
const recordSeen = within60('RECORD_SEEN', 'PLATFORM', {
  title: 'The FMCSA record shows the new owner',
  source: 'Rule of the platform',
  evidence: false,
});

const ofTheEntity = [
  officers,
  ownershipNotice,
  agentsRenewed,
  clearinghouse,
  responsibleParty,
  brokersTold,
  recordSeen,
];

export const CHECKLISTS = {
  EQUITY_SALE: [
    ...[articles, capTable, goodStanding, lienSearch, fuelAndPlates, lossRuns],
    ...[einLetter, authorityCertificate, insuranceCertificate],
    ...[factoringRelease, purchaseAgreement, insurerTold],
    ...[assignment, accountsHandedOver],
    ...ofTheEntity,
  ],
  WHOLE_OPERATION_TRANSFER: [
    ...[articles, goodStanding, lienSearch, fuelAndPlates, lossRuns, assetList],
    ...[einLetter, authorityCertificate, insuranceCertificate],
    ...[factoringRelease, assetAgreement, buyersUsdot, insurerTold],
    ...[transferRequest, buyersInsurance, buyersAgents, titles, accountsHandedOver],
    ...[buyersRecord, sellersRecord, brokersTold, recordSeen],
  ],
  ASSETS_ONLY: [
    ...[articles, lienSearch, assetList],
    ...[factoringRelease, billOfSaleDraft, buyersAuthority],
    ...[titles],
    ...[sellersRecord],
  ],
  FAMILY_OR_PARTNER_CHANGE: [
    ...[articles, capTable, goodStanding],
    ...[einLetter, authorityCertificate, insuranceCertificate],
    ...[purchaseAgreement, insurerTold],
    ...[assignment],
    ...ofTheEntity,
  ],
} as const satisfies Record<string, readonly ChecklistTemplate[]>;

/** Items of the time after the sale for which the law gives a time: the hold-back asks about them. */
export const FEDERAL_DEADLINES: readonly string[] = [
  ...[officers, ownershipNotice, agentsRenewed, clearinghouse, responsibleParty, sellersRecord],
  buyersRecord,
].map(({ code }) => code);

/** The ways in which a company changes hands that the platform has a checklist for. */
export type Structure = keyof typeof CHECKLISTS;
export const STRUCTURES = Object.keys(CHECKLISTS) as [Structure, ...Structure[]];
