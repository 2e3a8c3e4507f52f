/** Accounts: registering and what belongs to one person. */
export const accountWords = {
  register: {
    role: 'What brings you here? You can do both later.',
    buyer: 'I want to buy a company',
    seller: 'I want to sell a company',
    firstName: 'First name',
    lastName: 'Last name',
    passwordHint: 'At least 12 characters that are hard to guess; a few words do.',
    company: 'Company (optional)',
    companyHint: 'Other people never see it.',
    phone: 'Phone (optional)',
    submit: 'Open the account',
    hasAccount: 'You have an account?',
    sentTitle: 'Check your email',
    sent: (email: string) => `We sent a link to ${email}. It confirms that the address is yours.`,
    sentHint: 'If the address had an account already, the email says so instead, and nothing has changed.',
    outbox: 'Open the mail outbox of this demo',
    resend: 'Send a new link',
  },
} as const;
