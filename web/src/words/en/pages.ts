/** The head of each page, part by part of the app; the server writes them too, for readers without scripts. */
export const publicPages = {
  home: {
    title: 'Motor carrier companies for sale',
    description:
      'Buy or sell a US motor carrier company with its operating authority: checked against the federal record, confidential until unlocked, paid through escrow.',
  },
  search: {
    title: 'Companies for sale',
    description:
      'Search motor carrier companies for sale by state, price, fleet, safety rating and authority.',
  },
  listing: {
    title: 'Company for sale',
    description: 'A motor carrier company for sale: what anyone may read of it.',
  },
  howItWorks: {
    title: 'How a sale works',
    description: 'The stages of a sale in escrow: who acts, what is held, and what happens when nobody acts.',
  },
  guide: {
    title: 'Your first deal',
    description: 'What to do in order to buy or sell a motor carrier company, and what the law asks.',
  },
  carrierCheck: {
    title: 'Carrier check',
    description: 'Check a US motor carrier by USDOT number, MC number or name against its federal record.',
  },
  person: {
    title: 'Person',
    description: 'A buyer or seller: how far they are trusted, and reviews of their deals.',
  },
  pricing: { title: 'Plans and fees', description: 'What unlocking, listing and selling a company costs.' },
  nda: {
    title: 'Confidentiality terms',
    description: 'What a buyer agrees to before the confidential part of a listing opens.',
  },
} as const;

export const accountPages = {
  overview: { title: 'Overview', description: 'What waits for you, and what you have on each side.' },
  signIn: { title: 'Sign in', description: 'Sign in to MC Exchange.' },
  register: {
    title: 'Open an account',
    description: 'Open an account to buy or sell a motor carrier company.',
  },
  profile: { title: 'Your profile', description: 'Your name, your picture, and what you do here.' },
  security: {
    title: 'Sign-in and security',
    description: 'Your email address, your password, and two-factor authentication.',
  },
  sessions: { title: 'Where you are signed in', description: 'The browsers that are signed in.' },
  webhooks: { title: 'Webhooks', description: 'Your programs that are told of your events.' },
  webhook: { title: 'Webhook endpoint', description: 'What is posted to one of your programs.' },
  apiKeys: { title: 'API keys', description: 'Keys for programs that act for you.' },
  preferences: { title: 'What we write to you', description: 'By which ways you are told what.' },
  notifications: { title: 'Notifications', description: 'What you were told, newest first.' },
  messages: { title: 'Messages', description: 'What you and others have written to each other.' },
  conversation: { title: 'Conversation', description: 'What you and somebody else have written.' },
  documents: { title: 'Your documents', description: 'The documents that you have uploaded.' },
  document: { title: 'Document', description: 'What is known of a document, and who has read it.' },
  prepared: { title: 'Prepared for you', description: 'What we prepared for you, to confirm or decline.' },
  telephoneAnswers: {
    title: 'Answers by telephone',
    description: 'What you told us on the telephone, as we wrote it down.',
  },
  brokers: { title: 'Brokers', description: 'Who acts for you, and for whom you act.' },
  reports: { title: 'Your reports', description: 'What you have reported, and what came of it.' },
  billing: { title: 'Credits and plan', description: 'Your credits, your plan, and what you paid.' },
  addMethod: { title: 'Add a payment method', description: 'Save a card or a bank account.' },
  privacy: { title: 'Your data', description: 'Take your data with you, or delete your account.' },
} as const;

export const buyerPages = {
  saved: { title: 'Saved companies', description: 'The companies that you have saved.' },
  requirements: {
    title: 'What you look for',
    description: 'What you want in a company and what not; cards are scored by it.',
  },
  savedSearches: {
    title: 'Saved searches',
    description: 'The searches that you keep, and when each tells you what comes to match it.',
  },
  unlocked: { title: 'Unlocked companies', description: 'The companies that are open to you.' },
  accessRequests: {
    title: 'Access requests',
    description: 'The companies whose sellers decide whether you may read them.',
  },
  offers: { title: 'Offers', description: 'Offers that you made and received, and whose turn it is.' },
  offer: { title: 'Offer', description: 'An offer with its versions and the moves that are open.' },
  makeOffer: { title: 'Make an offer', description: 'An offer on a company that you have unlocked.' },
  offersCompared: {
    title: 'Offers compared',
    description: 'The open offers on a listing of yours, beside each other.',
  },
  dueDiligence: {
    title: 'Due-diligence report',
    description: 'All that is known of the carrier of a listing, with its sources.',
  },
} as const;

export const sellerPages = {
  sell: { title: 'List a company', description: 'Offer your motor carrier company for sale.' },
  sellListing: { title: 'Write the listing', description: 'Offer your motor carrier company for sale.' },
  myListings: { title: 'Your listings', description: 'The companies that you offer.' },
  myListing: { title: 'One of your listings', description: 'One of the companies that you offer.' },
  control: { title: 'Proof of control', description: 'Prove that the company is yours.' },
  equipment: {
    title: 'Trucks and trailers',
    description: 'The trucks and trailers of a listing of yours.',
  },
  listingDocuments: {
    title: 'Documents of the listing',
    description: 'Documents of a company that you offer.',
  },
  earnings: { title: 'Earnings', description: 'What is payable to you, and where it goes.' },
  payoutAccount: { title: 'Earnings', description: 'What is payable to you, and where it goes.' },
  verification: { title: 'Verification', description: 'What of you was seen and checked.' },
  reviews: { title: 'Reviews', description: 'What the sides of your deals say of each other.' },
} as const;

export const dealPages = {
  deals: { title: 'Deals', description: 'Your sales in escrow: whose move it is, and until when.' },
  deal: { title: 'Deal', description: 'A sale in escrow: its stage, the next move, and its checklist.' },
  terms: { title: 'Terms of the deal', description: 'What both sides of a deal sign.' },
  statement: {
    title: 'Closing statement',
    description: 'What came in and went out in a deal that has ended.',
  },
  money: { title: 'Money of the deal', description: 'Payments of a deal, and its escrow account.' },
  dispute: { title: 'Dispute', description: 'What both sides say, and how they would settle.' },
  timeline: { title: 'Timeline of the deal', description: 'Every move of a deal.' },
  messages: { title: 'Messages of the deal', description: 'What the two sides write to each other.' },
  papers: { title: 'Papers of the deal', description: 'The documents of a deal.' },
  review: { title: 'Review', description: 'Review the other side of a completed deal.' },
  pay: { title: 'Pay', description: 'Pay what is due in a deal.' },
  payment: { title: 'Payment', description: 'How a payment stands, and what to do.' },
} as const;

export const adminPages = {
  start: { title: 'Administration', description: 'What waits for administrators.' },
  listings: { title: 'Listings', description: 'Listings that wait for a review, and all others.' },
  listing: { title: 'Review of a listing', description: 'A listing beside the federal record.' },
  control: { title: 'Control of companies', description: 'Proofs of control and contests.' },
  verifications: { title: 'Verifications', description: 'What people want verified.' },
  documents: { title: 'Documents', description: 'Documents that wait for a review.' },
  reports: { title: 'Reports', description: 'Reports of abuse.' },
  support: { title: 'Messages to support', description: 'What people write to support.' },
  supportThread: { title: 'Thread with support', description: 'One person’s thread with support.' },
  messageReports: { title: 'Reported conversations', description: 'Conversations that one side reported.' },
  reportedConversation: {
    title: 'Reported conversation',
    description: 'A conversation whose report is open.',
  },
  reviews: { title: 'Reviews', description: 'Reviews to look after.' },
  broadcasts: { title: 'Broadcasts', description: 'What many people are told at once.' },
  brokers: { title: 'Mandates', description: 'Who acts for whom, by whose consent.' },
  subscriptions: { title: 'Subscriptions', description: 'Who subscribes to which plan.' },
  waivers: { title: 'Out-of-service waivers', description: 'Orders that do not stop a carrier.' },
  webhookEndpoints: { title: 'Webhooks of users', description: 'Endpoints of users that fail.' },
  mail: { title: 'Mail', description: 'Letters, and addresses that get none.' },
  premiumAccess: {
    title: 'Help with premium',
    description: 'Requests of buyers about premium listings.',
  },
  featured: { title: 'Featured listings', description: 'Listings that we place first for a while.' },
  premium: { title: 'Premium requests', description: 'Requests for premium listings.' },
  stuck: { title: 'Stuck money', description: 'Money that does not move.' },
  approvals: { title: 'Second administrator', description: 'What takes another administrator.' },
  payments: { title: 'Payments', description: 'All payments.' },
  wires: { title: 'Wires', description: 'Wires to look for, and wires that arrived.' },
  unassigned: { title: 'Unassigned money', description: 'Money that came and names no payment.' },
  payouts: { title: 'Payouts', description: 'Money that goes out to people.' },
  refunds: { title: 'Refunds', description: 'Money that goes back.' },
  cardDisputes: { title: 'Card disputes', description: 'Card payments that a bank disputes.' },
  events: { title: 'Gateway events', description: 'What the payment gateway told.' },
  ledger: { title: 'Ledger', description: 'Balances, and whether the books hold.' },
  transfers: { title: 'Ledger transfers', description: 'What was posted to the ledger.' },
  deals: { title: 'All deals', description: 'Sales in escrow.' },
  closings: { title: 'Closings', description: 'Open deals by the day that comes next.' },
  prepared: { title: 'Help on behalf', description: 'What we prepared for people to confirm.' },
  telephoneAnswers: {
    title: 'Answers by telephone',
    description: 'What people answered by telephone.',
  },
  disputes: { title: 'Disputes', description: 'Disputed deals.' },
  offers: { title: 'All offers', description: 'Offers between buyers and sellers.' },
  users: { title: 'People', description: 'Everybody with an account.' },
  user: { title: 'Person', description: 'Everything about one person.' },
  audit: { title: 'Action log', description: 'Who did what.' },
  analytics: { title: 'Figures', description: 'The market over time.' },
  settings: { title: 'Settings', description: 'What changes while the product runs.' },
  jobs: { title: 'Background work', description: 'Lanes, and jobs that failed.' },
} as const;

export const demoPages = {
  demo: { title: 'Try it out', description: 'People to try this installation as, and its clock.' },
} as const;
