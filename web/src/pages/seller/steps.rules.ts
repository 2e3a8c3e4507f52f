/** The steps on the way to a listing in review, in order. */
export const STEPS = [
  'number',
  'record',
  'deal',
  'operation',
  'money',
  'text',
  'preview',
  'proof',
  'submit',
] as const;
export type Step = (typeof STEPS)[number];

/** The steps of a listing that there is already. */
export const LISTING_STEPS = STEPS.slice(2) as readonly Exclude<Step, 'number' | 'record'>[];
export type ListingStep = (typeof LISTING_STEPS)[number];
