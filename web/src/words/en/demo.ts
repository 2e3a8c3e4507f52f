/** The page of the demo: its people and its clock. */
export const demoWords = {
  lead: 'An installation to try things on: fictional companies, a payment gateway that moves no money, letters that go nowhere.',
  people: 'People',
  peopleNote:
    'Their passwords are known to everybody. Sign in as two of them in two browsers to see both sides of a sale.',
  noPeople: 'This installation has no people to try it as.',
  email: 'Email address',
  password: 'Password',
  who: 'Who',
  clock: 'Clock',
  clockNote:
    'Deadlines follow this clock. Moved forward, what falls due happens at once; it cannot be moved back.',
  now: (moment: string) => `It is ${moment}.`,
  still: 'The clock of this installation cannot be moved.',
  adminOnly: 'An administrator moves it: sign in as one.',
  day: '+1 day',
  week: '+7 days',
  more: 'Also',
  outbox: 'Mail outbox: every letter, with working links',
  api: 'The interface for programs',
  health: 'Health',
} as const;
