/** Every address of the app, with what stands in the head of its page: for the router, and for the server. */
import { words } from '../words';

const { publicPages, accountPages, sellerPages, dealPages, demoPages, buyerPages, adminPages } = words.pages;

/** `indexed`: search engines may show it. The page of a person is for people. */
const PUBLIC = {
  home: { path: '/', indexed: true, ...publicPages.home },
  search: { path: '/search', indexed: true, ...publicPages.search },
  listing: { path: '/listings/$id', indexed: true, ...publicPages.listing },
  howItWorks: { path: '/how-it-works', indexed: true, ...publicPages.howItWorks },
  guide: { path: '/guide', indexed: true, ...publicPages.guide },
  carrierCheck: { path: '/carrier-check', indexed: true, ...publicPages.carrierCheck },
  person: { path: '/users/$id', ...publicPages.person },
  pricing: { path: '/pricing', indexed: true, ...publicPages.pricing },
  nda: { path: '/legal/nda', indexed: true, ...publicPages.nda },
} as const;

const ACCOUNT = {
  signIn: { path: '/sign-in', ...accountPages.signIn },
  overview: { path: '/home', ...accountPages.overview },
  register: { path: '/register', ...accountPages.register },
  profile: { path: '/account', ...accountPages.profile },
  security: { path: '/account/security', ...accountPages.security },
  sessions: { path: '/account/sessions', ...accountPages.sessions },
  webhooks: { path: '/account/webhooks', ...accountPages.webhooks },
  webhook: { path: '/account/webhooks/$id', ...accountPages.webhook },
  apiKeys: { path: '/account/api-keys', ...accountPages.apiKeys },
  preferences: { path: '/account/notifications', ...accountPages.preferences },
  notifications: { path: '/notifications', ...accountPages.notifications },
  messages: { path: '/messages', ...accountPages.messages },
  conversation: { path: '/messages/$partnerId', ...accountPages.conversation },
  documents: { path: '/documents', ...accountPages.documents },
  document: { path: '/documents/$id', ...accountPages.document },
  reports: { path: '/account/reports', ...accountPages.reports },
  prepared: { path: '/prepared', ...accountPages.prepared },
  preparedOne: { path: '/prepared/$id', ...accountPages.prepared },
  telephoneAnswers: { path: '/account/telephone-answers', ...accountPages.telephoneAnswers },
  brokers: { path: '/account/brokers', ...accountPages.brokers },
  billing: { path: '/account/billing', ...accountPages.billing },
  addMethod: { path: '/account/billing/add', outsideForm: true, ...accountPages.addMethod },
  privacy: { path: '/account/privacy', ...accountPages.privacy },
} as const;

const BUYER = {
  saved: { path: '/saved', ...buyerPages.saved },
  requirements: { path: '/requirements', ...buyerPages.requirements },
  savedSearches: { path: '/saved-searches', ...buyerPages.savedSearches },
  unlocked: { path: '/unlocked', ...buyerPages.unlocked },
  accessRequests: { path: '/access-requests', ...buyerPages.accessRequests },
  offers: { path: '/offers', ...buyerPages.offers },
  offer: { path: '/offers/$id', ...buyerPages.offer },
  makeOffer: { path: '/listings/$id/offer', ...buyerPages.makeOffer },
  offersCompared: { path: '/my-listings/$id/offers', ...buyerPages.offersCompared },
  dueDiligence: { path: '/listings/$id/due-diligence', ...buyerPages.dueDiligence },
} as const;

const SELLER = {
  sell: { path: '/sell', ...sellerPages.sell },
  sellListing: { path: '/sell/$id', ...sellerPages.sellListing },
  myListings: { path: '/my-listings', ...sellerPages.myListings },
  myListing: { path: '/my-listings/$id', ...sellerPages.myListing },
  control: { path: '/my-listings/$id/control', ...sellerPages.control },
  equipment: { path: '/my-listings/$id/equipment', ...sellerPages.equipment },
  listingDocuments: { path: '/my-listings/$id/documents', ...sellerPages.listingDocuments },
  earnings: { path: '/earnings', ...sellerPages.earnings },
  payoutAccount: { path: '/seller/payout-account', ...sellerPages.payoutAccount },
  verification: { path: '/account/verification', ...sellerPages.verification },
  reviews: { path: '/account/reviews', ...sellerPages.reviews },
} as const;

const DEALS = {
  deals: { path: '/deals', ...dealPages.deals },
  deal: { path: '/deals/$id', ...dealPages.deal },
  dealTerms: { path: '/deals/$id/terms', ...dealPages.terms },
  dealMoney: { path: '/deals/$id/money', ...dealPages.money },
  dealDispute: { path: '/deals/$id/dispute', ...dealPages.dispute },
  dealTimeline: { path: '/deals/$id/timeline', ...dealPages.timeline },
  dealMessages: { path: '/deals/$id/messages', ...dealPages.messages },
  dealPapers: { path: '/deals/$id/papers', ...dealPages.papers },
  dealReview: { path: '/deals/$id/review', ...dealPages.review },
  dealStatement: { path: '/deals/$id/statement', ...dealPages.statement },
  dealPay: { path: '/deals/$id/pay', ...dealPages.pay },
  payment: { path: '/payments/$id', ...dealPages.payment },
} as const;

const ADMIN = {
  adminStart: { path: '/admin', ...adminPages.start },
  adminListings: { path: '/admin/listings', ...adminPages.listings },
  adminListing: { path: '/admin/listings/$id', ...adminPages.listing },
  adminControl: { path: '/admin/control', ...adminPages.control },
  adminVerifications: { path: '/admin/verifications', ...adminPages.verifications },
  adminDocuments: { path: '/admin/documents', ...adminPages.documents },
  adminReports: { path: '/admin/reports', ...adminPages.reports },
  adminSupport: { path: '/admin/support', ...adminPages.support },
  adminSupportThread: { path: '/admin/support/$id', ...adminPages.supportThread },
  adminMessageReports: { path: '/admin/message-reports', ...adminPages.messageReports },
  adminReportedConversation: { path: '/admin/message-reports/$id', ...adminPages.reportedConversation },
  adminReviews: { path: '/admin/reviews', ...adminPages.reviews },
  adminBroadcasts: { path: '/admin/broadcasts', ...adminPages.broadcasts },
  adminBrokers: { path: '/admin/brokers', ...adminPages.brokers },
  adminSubscriptions: { path: '/admin/subscriptions', ...adminPages.subscriptions },
  adminWaivers: { path: '/admin/waivers', ...adminPages.waivers },
  adminWebhookEndpoints: { path: '/admin/webhook-endpoints', ...adminPages.webhookEndpoints },
  adminMail: { path: '/admin/mail', ...adminPages.mail },
  adminPremiumAccess: { path: '/admin/premium-access', ...adminPages.premiumAccess },
  adminFeatured: { path: '/admin/featured', ...adminPages.featured },
  adminPremium: { path: '/admin/premium', ...adminPages.premium },
  adminMoney: { path: '/admin/money', ...adminPages.stuck },
  adminApprovals: { path: '/admin/money/approvals', ...adminPages.approvals },
  adminPayments: { path: '/admin/money/payments', ...adminPages.payments },
  adminWires: { path: '/admin/money/wires', ...adminPages.wires },
  adminUnassigned: { path: '/admin/money/unassigned', ...adminPages.unassigned },
  adminPayouts: { path: '/admin/money/payouts', ...adminPages.payouts },
  adminRefunds: { path: '/admin/money/refunds', ...adminPages.refunds },
  adminCardDisputes: { path: '/admin/money/card-disputes', ...adminPages.cardDisputes },
  adminEvents: { path: '/admin/money/events', ...adminPages.events },
  adminLedger: { path: '/admin/money/ledger', ...adminPages.ledger },
  adminTransfers: { path: '/admin/money/transfers', ...adminPages.transfers },
  adminDeals: { path: '/admin/deals', ...adminPages.deals },
  adminClosings: { path: '/admin/closings', ...adminPages.closings },
  adminPrepared: { path: '/admin/prepared', ...adminPages.prepared },
  adminTelephoneAnswers: { path: '/admin/telephone-answers', ...adminPages.telephoneAnswers },
  adminDisputes: { path: '/admin/disputes', ...adminPages.disputes },
  adminOffers: { path: '/admin/offers', ...adminPages.offers },
  adminUsers: { path: '/admin/users', ...adminPages.users },
  adminUser: { path: '/admin/users/$id', ...adminPages.user },
  adminAudit: { path: '/admin/audit', ...adminPages.audit },
  adminAnalytics: { path: '/admin/analytics', ...adminPages.analytics },
  adminSettings: { path: '/admin/settings', ...adminPages.settings },
  adminJobs: { path: '/admin/jobs', ...adminPages.jobs },
} as const;

const DEMO = { demo: { path: '/demo', ...demoPages.demo } } as const;

export const ADDRESSES = {
  ...PUBLIC,
  ...ACCOUNT,
  ...BUYER,
  ...SELLER,
  ...DEALS,
  ...ADMIN,
  ...DEMO,
} as const;
