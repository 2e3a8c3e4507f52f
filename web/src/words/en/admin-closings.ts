/** The closings board, and the filters that administrators keep. */
import type { components } from '../../api/schema';

export const closingWords = {
  caption: 'Open deals by the day that comes next',
  empty: 'No deal is here.',
  by: 'In order of',
  byNames: { DEADLINE: 'Deadline', CLOSING_DATE: 'Closing date' },
  closing: 'Closing date',
  deadline: 'Deadline',
  waitingFor: 'Whose move',
  readers: { BUYER: 'Buyer', SELLER: 'Seller', ADMIN: 'Us' } satisfies Record<
    components['schemas']['DealClosing']['waitingFor'][number],
    string
  >,
  nobody: 'Nobody',
  late: (hours: string) => `${hours} late`,
  search: 'Company or USDOT number',
  lateOnly: 'Late only',
  onHold: 'On hold',
  reminded: 'Last reminder',
  remind: 'Remind now',
  remindNote:
    'The side that has to act is told by mail what comes next and what silence does. At most every 12 hours.',
} as const;

export const filterWords = {
  saved: 'Saved filters',
  save: 'Save this filter',
  name: 'Name',
  shared: 'For all administrators',
  remove: 'Remove',
  removeText: 'Nobody finds it any more.',
  of: (name: string, owner: string) => `${name} (${owner})`,
  spoiled: (name: string) => `${name} (the list takes it no more)`,
} as const;
