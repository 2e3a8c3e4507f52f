/** What the interface document says of the product: the introduction and the sections, in reading order. */
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DocumentFrame } from './platform/http/openapi/openapi-document';

const INTRODUCTION = `Buy and sell motor carriers with their operating authority.

**Conventions.** Amounts are integers in US cents and end in \`Cents\`. Times are ISO 8601 in UTC. Ids are UUIDs. \`/api\` and \`/api/v1\` are the same.

**Answers** are \`{ "success": true, "data": … }\`; lists add \`pagination\`. **Problems** are \`application/problem+json\` (RFC 9457) with a stable \`code\`; the address in \`type\` leads to a page that explains it.

**Signing in.** Send the access token from \`POST /auth/login\`, or an API key, as \`Authorization: Bearer …\`.

**Trying again.** Send an \`Idempotency-Key\` where an operation takes one: the same key with the same body has one effect and one answer. Whatever moves money or credits is refused without one.

**Limits** apply per user, or per address without sign-in. The headers \`RateLimit\` and \`Retry-After\` say what is left and how long to wait.`;

const TAGS: DocumentFrame['tags'] = [
  {
    name: 'Authentication',
    description: 'Create an account, sign in, and manage sessions and two-factor authentication.',
  },
  { name: 'Users', description: 'Your account, picture, and API keys, and the public profiles of others.' },
  {
    name: 'Verification',
    description: 'Have your identity, your funds, and your company verified.',
  },
  { name: 'Listings', description: 'Search the market, unlock confidential details, and sell a company.' },
  { name: 'Premium listings', description: 'Request, pay for, and manage the premium status of a listing.' },
  { name: 'Offers', description: 'Make an offer and negotiate it, version by version.' },
  {
    name: 'Transactions',
    description: 'Close a sale in escrow: terms, deposit, due diligence, transfer, and disputes.',
  },
  {
    name: 'Documents',
    description: 'Upload documents, read those of a listing or a deal, and see who read yours.',
  },
  { name: 'Credits', description: 'Buy and spend the credits that unlock and publish listings.' },
  { name: 'Subscriptions', description: 'Subscribe to a plan, change it, pay it, and get its invoices.' },
  { name: 'Payment methods', description: 'Save cards and bank accounts for later payments.' },
  {
    name: 'Payments',
    description: 'Follow the payments you made, and receive events from the payment gateway.',
  },
  { name: 'Payouts', description: 'Set up how you are paid and follow your payouts.' },
  {
    name: 'FMCSA',
    description: 'Look up federal carrier records, run checks, and prove that you control a carrier.',
  },
  {
    name: 'Messages',
    description: 'Write to the other side of a listing, an offer or a deal, and to support.',
  },
  {
    name: 'Reviews',
    description: 'Review the other side of a completed deal, and read what others say of a user.',
  },
  { name: 'Reports', description: 'Report users, listings and reviews to the administrators.' },
  { name: 'Notifications', description: 'Read and clear what the platform told you.' },
  {
    name: 'Webhook endpoints',
    description: 'Have your own events posted to your programs, signed by Standard Webhooks.',
  },
  {
    name: 'Live events',
    description:
      'Read on where a live connection broke off. What a socket sends and takes stands in docs/events.md.',
  },
  { name: 'Platform', description: 'Health, fees, and the time, for programs and monitors.' },
  { name: 'Sandbox', description: 'Play the part of the gateway and the bank, outside production.' },
  {
    name: 'Administration',
    description: 'Operate the marketplace: users, reviews, books, and background work.',
  },
];

export const interfaceFrame = (examples: DocumentFrame['examples']): DocumentFrame => ({
  title: 'MC Exchange',
  /** Of the interface, as it stands in its addresses; which release runs is for operators to know. */
  version: '1',
  description: INTRODUCTION,
  tags: TAGS,
  examples,
});

/** Requests and answers as they were recorded from the tests: `npm run examples`. */
export const readExamples = (productFolder: string): DocumentFrame['examples'] =>
  JSON.parse(readFileSync(join(productFolder, 'data', 'examples.json'), 'utf8')) as DocumentFrame['examples'];
