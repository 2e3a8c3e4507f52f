/** Credits, plans, and what was paid for them. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

const plan: Named<Schemas['PlanName']> = {
  STARTER: 'Starter',
  PROFESSIONAL: 'Professional',
  ENTERPRISE: 'Enterprise',
};

const interval: Named<Schemas['BillingInterval']> = { MONTH: 'Monthly', YEAR: 'Yearly' };

const subscriptionStatus: Named<Schemas['SubscriptionStatus']> = {
  AWAITING_PAYMENT: 'Waits for the first payment',
  ACTIVE: 'Active',
  PAST_DUE: 'Payment due',
  ENDED: 'Ended',
};

const movement: Named<Schemas['CreditMovementKind']> = {
  PURCHASE: 'Bought',
  GRANT: 'From your plan',
  BONUS: 'Given',
  SPENDING: 'Spent',
  RETURN: 'Returned',
  EXPIRY: 'Expired',
  TAKEN_BACK: 'Taken back',
  REINSTATED: 'Given again',
};

const paymentStatus: Named<Schemas['PaymentStatus']> = {
  STARTED: 'Waits for you',
  PROCESSING: 'Under way',
  SUCCEEDED: 'Paid',
  FAILED: 'Failed',
  CANCELLED: 'Canceled',
};

/** What a method of the sandbox does. */
const testMethod = {
  pm_card_visa: 'A card that pays',
  pm_card_mastercard: 'Another card that pays',
  pm_card_chargeCustomerFail: 'A card that can be saved, and is declined',
  pm_card_authenticationRequired: 'A card that asks its bank',
  pm_usBankAccount_success: 'A bank account that pays',
  pm_usBankAccount_insufficientFunds: 'A bank account without enough money',
} as const;

export const billingWords = {
  subscribed: 'Thank you. Your plan starts as soon as its payment has come; this page shows it at once.',
  left: 'You have left the checkout. Nothing was charged.',
  newestFirst: 'Newest first',
  credits: {
    title: 'Credits',
    have: (count: number) => (count === 1 ? '1 credit' : `${count} credits`),
    pending: (count: number) => `${count} more are ordered and not paid yet.`,
    owed: (count: number) =>
      `The money for ${count === 1 ? '1 credit' : `${count} credits`} that you had spent went back to you. Credits that are returned or granted pay for ${count === 1 ? 'it' : 'them'} first.`,
    onHold: 'A payment for credits is disputed. No credits can be spent until the bank has decided.',
    use: 'One credit unlocks a listing or publishes one.',
    buyTitle: 'Buy credits',
    count: 'How many',
    payWith: 'Pay with',
    sum: (count: number, each: string, total: string, isPack: boolean) =>
      isPack ? `A pack of ${count} for ${total}` : `${count} × ${each} = ${total}`,
    buy: (count: number, total: string) =>
      count === 1 ? `Buy 1 credit for ${total}` : `Buy ${count} credits for ${total}`,
    needsMethod: 'Save a payment method below to buy single credits.',
    bankDebit: 'A bank debit takes a few business days. The credits come when it has arrived.',
    confirm: 'Confirm it with your bank',
    history: 'Where your credits came from and went',
    /** What was spent on; the rest of the reasons are written for people. */
    spentOn: { UNLOCK: 'A listing unlocked', LISTING_PUBLICATION: 'A listing published' },
    when: 'When',
    kind: 'What',
    reason: 'Why',
    change: 'Credits',
    noHistory: 'No credit has come or gone yet.',
  },
  plan: {
    title: 'Plan',
    none: 'You have no plan. With one, credits come each month and cost less.',
    status: 'Status',
    current: 'Plan',
    price: 'Price',
    perMonth: (price: string) => `${price} a month`,
    perYear: (price: string) => `${price} a year`,
    credits: 'Credits each period',
    period: 'Paid until',
    renews: 'It renews then.',
    ends: 'It ends then and does not renew.',
    next: 'From then on',
    paused: 'Payments are paused at the gateway. Periods cost nothing and grant no credits meanwhile.',
    due: (sum: string, until: string) => `${sum} is due. If it is not paid by ${until}, the plan ends.`,
    payDue: (sum: string) => `Pay ${sum}`,
    payPage: 'Pay with another card',
    toCheckout: 'Go on to the checkout',
    choose: 'Choose a plan',
    change: 'Change the plan',
    changeText:
      'An upgrade takes effect now: you pay the difference for the rest of the period, and its credits come at once. A downgrade takes effect with the next period. From monthly to yearly a new period starts now.',
    subscribeText: 'You pay on the page of our payment gateway, and come back here.',
    plan: 'Plan',
    interval: 'Billing',
    option: (title: string, credits: number) => `${title}: ${credits} credits a month`,
    subscribe: (plan: string, price: string) => `Subscribe to ${plan} for ${price}`,
    changeTo: (plan: string, price: string) => `Change to ${plan} for ${price}`,
    cancel: 'Cancel the plan',
    cancelTitle: 'Cancel the plan?',
    cancelText: (until: string) =>
      `It ends on ${until}. The rest of the period is not refunded; credits that you have stay until they expire.`,
    resume: 'Keep the plan',
  },
  cardForm: {
    lead: 'The form is our payment gateway’s: the number goes to it alone. Nothing is charged now.',
    save: 'Save it',
    back: 'Back without saving',
    none: 'This installation has no form for cards. A card is saved where you subscribe or pay with it.',
    notLoaded:
      'The form of the payment gateway could not be loaded. Check your connection or what blocks scripts, then try again.',
    refused: 'Your bank has not confirmed it. Try again, or use another card or account.',
  },
  methods: {
    title: 'Payment methods',
    none: 'No payment method is saved.',
    card: (brand: string, last4: string) => `${brand} ending in ${last4}`,
    bank: (bank: string, last4: string) => `${bank}, account ending in ${last4}`,
    anyCard: 'Card',
    anyBank: 'Bank account',
    expires: (month: number, year: number) => `expires ${month}/${year}`,
    paysPlan: 'Pays your plan',
    usePlan: 'Pay the plan with it',
    remove: 'Remove',
    removeOf: (name: string) => `Remove ${name}`,
    add: 'Add a payment method',
    addTest: 'This installation moves no money: choose what the method does.',
    addGateway: 'A card is saved on the page of our payment gateway when you subscribe or pay with it.',
    addByForm: 'Add a card or a bank account',
    save: 'Save it',
  },
  payments: {
    title: 'Payments',
    none: 'You have paid nothing yet.',
    what: 'For',
    amount: 'Amount',
    refunded: (sum: string) => `${sum} refunded`,
    status: 'Status',
    when: 'Started',
    receipt: 'Receipt',
    get: 'Download',
    getReceipt: (what: string) => `Download the receipt: ${what}`,
  },
  invoices: {
    title: 'Invoices of your plan',
    none: 'No period of a plan was paid yet.',
    number: 'Number',
    period: 'Period',
    amount: 'Amount',
    paid: 'Paid',
    file: 'PDF',
    get: 'Download',
    getInvoice: (number: string) => `Download invoice ${number}`,
  },
  planName: plan,
  interval,
  subscriptionStatus,
  movement,
  paymentStatus,
  testMethod,
} as const;
