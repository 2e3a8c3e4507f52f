/** Reports of abuse, as those who make them see them. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

export const reportCategory: Named<Schemas['ReportCategory']> = {
  FRAUD: 'Suspected fraud',
  FALSE_INFORMATION: 'Wrong information',
  IMPERSONATION: 'Poses as somebody else',
  OUTSIDE_PAYMENT: 'Asks for payment outside',
  HARASSMENT: 'Harassment',
  SPAM: 'Spam',
  OTHER: 'Other',
};

export const reportSubject: Named<Schemas['ReportSubject']['type']> = {
  USER: 'Person',
  LISTING: 'Listing',
  REVIEW: 'Review',
  DOCUMENT: 'Document',
};

export const reportWords = {
  category: reportCategory,
  subject: reportSubject,

  make: {
    button: {
      USER: 'Report this person',
      LISTING: 'Report this listing',
      REVIEW: 'Report this review',
      DOCUMENT: 'Report this document',
    } satisfies Named<Schemas['ReportSubject']['type']>,
    lead: 'Administrators read it and decide. Whoever is reported never learns by whom.',
    category: 'What is wrong?',
    choose: 'Choose',
    description: 'What happened',
    descriptionHint: 'For the administrators alone. Name dates, amounts and documents where you can.',
    submit: 'Send the report',
    done: 'Reported. You will be told what came of it.',
    toReports: 'Your reports',
  },

  list: {
    lead: 'What you have reported. You learn that it was decided and whether something was done, not what: that concerns the other person.',
    caption: 'Your reports, newest first',
    empty:
      'You have reported nothing. The way to report a listing, a person, a review or a document stands beside each; a conversation is reported where you read it.',
    what: 'What',
    category: 'What is wrong',
    description: 'What you wrote',
    made: 'Reported',
    outcome: 'Outcome',
    open: 'Waits for a decision',
    withdrawn: 'You took it back',
    acted: 'Decided: something was done',
    notActed: 'Decided: nothing had to be done',
    acts: 'Actions',
    withdraw: 'Take it back',
    withdrawTitle: 'Take this report back?',
    withdrawText: 'Administrators no longer look at it. You can report the same again.',
  },
} as const;
