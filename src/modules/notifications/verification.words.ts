/** What notices call the facts that are verified of a person. */
export const FACT_WORDS = {
  IDENTITY: 'Your identity',
  FUNDS: 'Your funds',
  COMPANY: 'Your authority to sign for a company',
} as const;
