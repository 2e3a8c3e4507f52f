/** Help on behalf: what was prepared for somebody, and what somebody answered by telephone. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

const preparedStatus: Named<Schemas['PreparedStatus']> = {
  WAITING: 'Waiting',
  CONFIRMED: 'Confirmed',
  DECLINED: 'Declined',
  EXPIRED: 'Ran out',
  WITHDRAWN: 'Withdrawn',
};
const answerStatus: Named<Schemas['TelephoneAnswerStatus']> = {
  STANDING: 'Can be undone',
  TAKEN: 'In effect',
  UNDONE: 'Undone',
  NOT_TAKEN: 'Not taken',
};
const preparedKind: Named<Schemas['Prepared']['kind']> = { LISTING: 'Listing', OFFER: 'Offer' };
const answerKind: Named<Schemas['TelephoneAnswer']['kind']> = {
  AGREE_EXTENSION: 'Agree to more time',
  SETTLE_ITEM: 'Confirm an item of the checklist',
  REJECT_OFFER: 'Decline an offer',
};

export const assistanceWords = {
  ...{ preparedStatus, answerStatus, preparedKind, answerKind },

  prepared: {
    lead: 'We prepared this for you. Nothing is published, offered or agreed until you confirm it yourself.',
    caption: 'Prepared for you, newest first',
    empty: 'Nothing was prepared for you.',
    what: 'What',
    title: 'Title',
    price: 'Price',
    fee: 'Our fee, which the seller pays when the sale is completed',
    reason: 'How it came about',
    until: 'To confirm by',
    status: 'Status',
    answer: 'Reason',
    summary: 'Summary',
    description: 'Description',
    usdot: 'USDOT number',
    message: 'Message to the seller',
    confirm: 'Confirm',
    confirmListing: 'It becomes your draft. You can change it, prove control of the company, and submit it.',
    confirmOffer: 'The offer is made to the seller in your name, at this price.',
    decline: 'Decline',
    declineReason: 'Reason',
    open: 'Open it',
    signIn: 'Sign in to confirm',
    register: 'Open an account',
    byLink: 'To confirm it, sign in with the email address that we wrote to, or open an account with it.',
    declined: 'You declined it. We have forgotten your address.',
    gone: 'This invitation is over.',
  },

  answers: {
    lead: 'What you told us on the telephone, as we wrote it down. You can undo it until it takes effect.',
    caption: 'Answers by telephone, newest first',
    empty: 'You have answered nothing by telephone.',
    about: 'About',
    says: 'What it means',
    said: 'What you said',
    heard: 'When',
    effect: 'Takes effect',
    status: 'Status',
    acts: 'Actions',
    undo: 'Undo',
    undoText: 'It takes no effect then. You can answer yourself, or tell us again.',
  },

  admin: {
    preparedCaption: 'Prepared for people, newest first',
    preparedEmpty: 'Nothing was prepared.',
    person: 'For whom',
    by: 'By',
    prepareListing: 'Prepare a listing',
    prepareOffer: 'Prepare an offer',
    note: 'It binds nobody. The person is told by mail, reads the price and our fee, and confirms it alone within 7 days. Nobody changes it in between: withdraw it and prepare it anew.',
    userId: 'Id of the person',
    email: 'Or their email address, if they have no account',
    firstName: 'Their first name, with an email address',
    usdot: 'USDOT number',
    title: 'Title',
    summary: 'Summary',
    price: 'Price',
    structure: 'How the company changes hands',
    form: 'Legal form',
    contact: 'Telephone and email of the company',
    contactNames: { NOT_INCLUDED: 'Stay with the seller', TRANSFERS_WITH_DISCLOSURE: 'Go with the company' },
    listingId: 'Id of the listing',
    message: 'Message to the seller',
    reason: 'How it came about; the person reads it',
    withdraw: 'Withdraw',
    answersCaption: 'Answers by telephone, newest first',
    answersEmpty: 'Nobody has answered by telephone.',
    record: {
      AGREE_EXTENSION: 'Record: agrees to more time',
      SETTLE_ITEM: 'Record: confirms an item',
      REJECT_OFFER: 'Record: declines an offer',
    },
    recordNote:
      'The person is told by mail at once and can undo it for 6 hours. Then it is done in their name. Nobody agrees to a sum by telephone.',
    transactionId: 'Id of the deal',
    proposalId: 'Id of the proposal',
    itemId: 'Id of the item',
    offerId: 'Id of the offer',
    version: 'Version that you read to them',
    calledBy: 'Who rang whom',
    callers: { US: 'We rang the number of their account', THEM: 'They rang us' },
    knownBy: 'How you knew that it was they',
    said: 'What they said, in their words',
    undo: 'Undo',
  },
} as const;
