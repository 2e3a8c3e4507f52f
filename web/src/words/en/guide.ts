/** The short guide for a first purchase and a first sale. What a deal asks comes from the process itself. */
import type { components } from '../../api/schema';
import { listed } from './listed';

type Schemas = components['schemas'];
type Item = Schemas['Process']['checklists'][number]['items'][number];
type Named<Code extends string> = Readonly<Record<Code, string>>;

interface Step {
  title: string;
  text: string;
  to: string;
  link: string;
}

const buying: readonly Step[] = [
  {
    title: 'Know what you may buy',
    text: 'A bare MC or USDOT number cannot be sold. You buy the company that holds it, or its whole operation; then the record says who owns it now.',
    to: '/how-it-works',
    link: 'How a sale works',
  },
  {
    title: 'Look, and check the record',
    text: 'A teaser shows ranges and the verdict of each check. The federal record of any carrier can be looked up at no charge.',
    to: '/carrier-check',
    link: 'Check a carrier',
  },
  {
    title: 'Have yourself verified',
    text: 'Sellers look at who you are and what you can pay. Identity and funds can be verified before you need it.',
    to: '/account/verification',
    link: 'Your verification',
  },
  {
    title: 'Unlock, read, ask',
    text: 'One credit opens names, numbers, the due-diligence report and the papers. Read the open points first: they are what to ask about.',
    to: '/search',
    link: 'Companies for sale',
  },
  {
    title: 'Offer with conditions',
    text: 'Name what your offer depends on, such as due diligence or your loan. With such a cause the deposit comes back in full.',
    to: '/offers',
    link: 'Your offers',
  },
];

const selling: readonly Step[] = [
  {
    title: 'Put the record in order',
    text: 'Renew the MCS-150, clear out-of-service orders, and see that your insurance is on file. What fails a hard stop cannot be listed.',
    to: '/carrier-check',
    link: 'Check your company',
  },
  {
    title: 'Gather the papers',
    text: 'Buyers ask for the papers below before anything else. What is uploaded once is seen by each buyer who unlocks, and you see who read it.',
    to: '/my-listings',
    link: 'Your listings',
  },
  {
    title: 'List, and prove that it is yours',
    text: 'A code goes to the mailbox of the federal record; an administrator looks at your papers. Names stay hidden until you are unlocked.',
    to: '/sell',
    link: 'List a company',
  },
  {
    title: 'Answer offers in time',
    text: 'An offer lives three days as a rule. Compare them beside each other; accepting one reserves the company and keeps the others as back-ups.',
    to: '/offers',
    link: 'Offers you received',
  },
  {
    title: 'Say where your money goes',
    text: 'A new bank account waits 48 hours before it can be paid. Name it before the closing.',
    to: '/earnings',
    link: 'Your earnings',
  },
];

export const guideWords = {
  lead: 'What to do, in order, and what the law asks. It is made of the process and the checklists that every deal here runs on, and is no legal advice.',
  sides: { BUYER: 'Buying', SELLER: 'Selling' },
  choose: 'Your side',
  print: 'Print it',
  before: 'Before the deal',
  steps: { BUYER: buying, SELLER: selling },
  deal: 'In the deal',
  dealLead: 'Nothing is forgotten: each step has its time, and says what happens when nobody acts.',
  who: (names: readonly string[]) => `To act: ${listed(names)}`,
  within: (days: number) => `${days} days`,
  agreed: 'As the terms of the deal say',
  silence: (what: string) => `If nobody acts: ${what}`,
  otherwise: (what: string) => `In some deals: ${what}`,
  list: 'What you bring',
  listLead: 'By the way in which the company changes hands. A lawyer of yours should see the agreement.',
  structure: 'How the company changes hands',
  nothing: 'Nothing is yours to bring in this part.',
  due: {
    OPENING: (days: number) => `within ${days} days after the deal opens`,
    PRICE_PAID: (days: number) => `within ${days} days after the price is in escrow`,
    TRANSFER: (days: number) => `within ${days} days after the transfer`,
  } satisfies Readonly<Record<Item['dueAfter'], (days: number) => string>>,
  document: 'with a document',
  conditional: 'where it applies',
  caption: (phase: string) => `${phase}: what you bring`,
  item: 'What',
  when: 'When',
  rule: 'Rule',
  owner: { BUYER: 'the buyer', SELLER: 'the seller', ADMIN: 'MC Exchange' } satisfies Named<Schemas['Role']>,
  costs: 'What it costs',
  toCosts: 'Plans and fees',
} as const;
