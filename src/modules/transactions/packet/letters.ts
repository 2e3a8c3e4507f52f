/** The letters of a transfer packet, by the way in which the company changes hands: to whom, from whom, in which words. */
import type { Structure } from '../process/checklists';
import type { Party } from '../process/process';

export interface Letter {
  title: string;
  to: string;
  /** Who signs it. */
  from: readonly Party[];
  /** `{company}`, `{usdot}`, `{dockets}`, `{seller}` and `{buyer}` stand for what the deal says. */
  paragraphs: readonly string[];
}

const FMCSA =
  'Federal Motor Carrier Safety Administration, Office of Registration and Safety Information, 1200 New Jersey Avenue SE, Washington, DC 20590';
const INSURER = 'The insurer that files for the carrier (name and address): ____________________';
const AGENT = 'The process agent company (name and address): ____________________';

const ownershipNotice: Letter = {
  title: 'Notice of new owners and officers to FMCSA',
  to: FMCSA,
  from: ['BUYER'],
  paragraphs: [
    'Re: {company}, USDOT {usdot}, {dockets}.',
    'The shares or membership interests in {company} have passed from {seller} to {buyer}. The company stays the same legal person; its USDOT ' +
      'number and docket numbers stay with it.',
    'The updated form MCS-150 with the new officers is filed with this notice. Please show the new officers in the record. Principal place of ' +
      'business, telephone and e-mail, where they change: ____________________',
  ],
};

const taxNotice: Letter = {
  title: 'Cover letter to IRS form 8822-B',
  to: 'Internal Revenue Service, at the address that the instructions to form 8822-B name for the state of the company',
  from: ['BUYER'],
  paragraphs: [
    'Re: {company}. The employer identification number stands on the form, and nowhere else in this packet.',
    'Form 8822-B names {buyer} as the new responsible party. It is due within 60 days of the change (26 CFR 301.6109-1).',
  ],
};

const sellersInsurer: Letter = {
  title: 'Notice of the change to the insurer',
  to: INSURER,
  from: ['SELLER'],
  paragraphs: [
    'Re: the policies of {company}, USDOT {usdot}.',
    '{seller} passes the company to {buyer}. Please confirm in writing whether the policies and the federal filings (form BMC-91 or BMC-91X) go on ' +
      'after the change, on which terms, and what you need from the new owner.',
  ],
};

const processAgents: Letter = {
  title: 'Designation of process agents',
  to: AGENT,
  from: ['BUYER'],
  paragraphs: [
    'Re: form BOC-3 for {company}, USDOT {usdot}, {dockets}.',
    'Please confirm the designation of process agents in every state under the new owner, {buyer}, or file form BOC-3 anew (49 CFR part 366).',
  ],
};

const jointRequest: Letter = {
  title: 'Joint request to record a transfer',
  to: FMCSA,
  from: ['SELLER', 'BUYER'],
  paragraphs: [
    'Re: {dockets}, held by {company}, USDOT {usdot}.',
    'The undersigned ask FMCSA to record the transfer of the operating authority under these docket numbers from the transferor to the transferee ' +
      '(49 CFR part 365, subpart D; 78 FR 52457).',
    'The authority moves with the whole operation. The transferor keeps no part of it, and does not operate under these numbers after the ' +
      'transfer. The transferor’s USDOT number is not transferred; the transferee operates under its own.',
    'Date on which the operation passed: ____________________',
    'Each of us certifies that what is stated about us here is true, and that the transfer does not serve to evade an order, a penalty or a safety rating.',
  ],
};

const buyersInsurer: Letter = {
  title: 'Request for filing of form BMC-91X',
  to: 'The insurer of the transferee (name and address): ____________________',
  from: ['BUYER'],
  paragraphs: [
    'Re: {dockets}, which pass from {company} to {buyer}.',
    'Please file form BMC-91X for the transferee under its own USDOT number, ____________________, so that coverage is on file when the transfer is recorded (49 CFR 387.313).',
  ],
};

const buyersAgents: Letter = {
  title: 'Designation of process agents of the transferee',
  to: AGENT,
  from: ['BUYER'],
  paragraphs: [
    'Re: {dockets}, which pass from {company} to {buyer}.',
    'Please file form BOC-3 for the transferee under its own USDOT number, ____________________ (49 CFR part 366).',
  ],
};

const assetNotice: Letter = {
  title: 'Notice of sold equipment to the insurer',
  to: INSURER,
  from: ['SELLER'],
  paragraphs: [
    'Re: the policies of {company}, USDOT {usdot}.',
    '{seller} sells to {buyer} the equipment that the bill of sale names. Please take it off the schedule of vehicles with the day of the handover: ' +
      '____________________. The operating authority of {company} is not sold.',
  ],
};

const entity = [ownershipNotice, taxNotice, sellersInsurer, processAgents];

export const LETTERS: Readonly<Record<Structure, readonly Letter[]>> = {
  EQUITY_SALE: entity,
  FAMILY_OR_PARTNER_CHANGE: entity,
  WHOLE_OPERATION_TRANSFER: [jointRequest, buyersInsurer, buyersAgents, sellersInsurer],
  ASSETS_ONLY: [assetNotice],
};

/** The request that names the data of both in a table of its own. */
export const namesBothSides = (letter: Letter): boolean => letter === jointRequest;
