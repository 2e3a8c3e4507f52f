/** What a seller is paid, and where it goes. */
export const earningsWords = {
  payable: 'Payable to you',
  payableNote:
    'What was released to you from escrow, less our fee. The closing statement of each deal shows the sum line by line.',
  nothing: 'Nothing is payable yet. Money comes here when a deal is completed.',
  payOut: 'Pay out',
  amount: 'Amount',
  to: 'Where to',
  gateway: 'Payout account',
  wire: 'Bank account, by wire',
  methods: { GATEWAY: 'Payout account', WIRE: 'Bank account, by wire' },
  wireNote: 'An administrator sends a wire by hand, as a rule on the next business day of the bank.',
  submit: (amount: string) => `Pay out ${amount}`,
  noWay: 'Name an account first. A new one waits 48 hours before money goes there.',

  account: 'Payout account',
  accountNote:
    'Opened on the page of our payment gateway, which checks who is paid. We never see what you type there.',
  statuses: { NONE: 'None yet', INCOMPLETE: 'Not complete', WAITING: 'New: waits', READY: 'Ready' },
  open: 'Open a payout account',
  complete: 'Complete it at the gateway',
  change: 'Change it at the gateway',
  linkUsed: 'That link was used already. Ask for another one.',
  returned: 'You are back from the gateway. It may take a minute until it confirms the account.',
  waits: (moment: string) =>
    `New accounts wait 48 hours, so that a thief of your session cannot redirect your money. It can be used from ${moment}. You were told by email; if this was not you, write to us.`,

  bank: 'Bank account for wires',
  bankNote:
    'In the United States. Encrypted; only an administrator who sends your wire reads it, and each reading is logged.',
  holder: 'Name on the account',
  bankName: 'Bank',
  routing: 'Routing number',
  routingHint: 'Nine digits, as on a check',
  number: 'Account number',
  numberHint: '4 to 17 digits',
  ending: (digits: string) => `···· ${digits}`,
  set: 'Save the bank account',
  setNew: 'Name a bank account',
  setOther: 'Name another one',
  setNote:
    'It waits 48 hours before money goes there. Wires that you have asked for to another account are not sent any more.',
  delete: 'Delete it',
  deleteNote: 'Wires to it that you have asked for already are not sent any more.',

  payouts: 'Payouts',
  payoutsEmpty: 'No payout yet.',
  asked: 'Asked for',
  status: 'Status',
  ended: 'Ended',
  why: 'Why',
  back: (amount: string) => `${amount} came back, and is payable again.`,
  payoutStatuses: {
    REQUESTED: 'Under way',
    AWAITING_WIRE: 'Waits for its wire',
    PAID: 'Paid',
    FAILED: 'Failed',
    RETURNED: 'Returned',
  },
} as const;
