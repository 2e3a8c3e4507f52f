/** Payouts, and the accounts that they go to, as readers may see them. */
import { iso } from '../../platform/kernel/clock';
import { mapWholePage, type Page } from '../../platform/kernel/page';
import { personOf, type User } from '../identity';
import type { BankAccountView } from './bank-account.schema';
import type { PayoutRow } from './payout.model';
import type {
  AdminPayoutView,
  OnboardingView,
  PayableView,
  PayoutAccountView,
  PayoutView,
} from './payout.schema';
import type { PayoutsContext } from './payouts.context';
import type { Payable } from './use-cases/pay-for-payee';
import type { OnboardingLink, PayoutAccount } from './use-cases/payout-account';
import type { SavedBankAccount } from './use-cases/save-bank-account';

export type PayoutPresenter = ReturnType<typeof createPayoutPresenter>;

export const createPayoutPresenter = ({ platform: { clock }, identity }: PayoutsContext) => ({
  payout: presentPayout,
  adminPayout: async (row: PayoutRow) => presentAdminPayout(row, await identity.findUsers(namedIn(row))),
  async adminPage(page: Page<PayoutRow>): Promise<Page<AdminPayoutView>> {
    const people = await identity.findUsers([...new Set(page.items.flatMap(namedIn))]);
    return mapWholePage(page, (row) => presentAdminPayout(row, people));
  },
  payable: async (payable: Payable) =>
    presentPayable(
      payable,
      await identity.findUsers([payable.userId, ...(payable.payout ? namedIn(payable.payout) : [])]),
    ),
  onboarding: ({ url, expiresAt }: OnboardingLink): OnboardingView => ({ url, expiresAt: iso(expiresAt) }),
  payoutAccount: (account: PayoutAccount) => presentPayoutAccount(account, clock.now()),
  bankAccount: (account: SavedBankAccount | null) => presentBankAccount(account, clock.now()),
});

const namedIn = ({ userId, orderedById }: PayoutRow): string[] => [
  userId,
  ...(orderedById ? [orderedById] : []),
];

const presentPayout = (row: PayoutRow): PayoutView => ({
  id: row.id,
  amountCents: row.amountCents,
  returnedCents: row.returnedCents,
  method: row.method,
  status: row.status,
  failureReason: row.failureReason,
  bankAccountDigits: row.bankAccountDigits,
  requestedAt: iso(row.requestedAt),
  endedAt: iso(row.endedAt),
});

const presentAdminPayout = (row: PayoutRow, people: Map<string, User>): AdminPayoutView => ({
  ...presentPayout(row),
  userId: row.userId,
  user: personOf(row.userId, people),
  gateway: row.gateway,
  gatewayTransferId: row.gatewayTransferId,
  bankReference: row.bankReference,
  orderedById: row.orderedById,
  orderedBy: row.orderedById === null ? null : personOf(row.orderedById, people),
});

const presentPayable = (
  { userId, payableCents, hold, payout }: Payable,
  people: Map<string, User>,
): PayableView => ({
  userId,
  payableCents,
  hold: hold && {
    reason: hold.reason,
    until: iso(hold.heldUntil),
    heldById: hold.heldById,
    heldAt: iso(hold.heldAt),
  },
  payout: payout && presentAdminPayout(payout, people),
});

function presentPayoutAccount({ account, payableCents }: PayoutAccount, now: number): PayoutAccountView {
  if (!account?.gatewayAccountId) return { status: 'NONE', usableFrom: null, payableCents };
  const { payoutsEnabled, usableFrom } = account;
  if (!payoutsEnabled || usableFrom === null) return { status: 'INCOMPLETE', usableFrom: null, payableCents };
  return { status: now < usableFrom ? 'WAITING' : 'READY', usableFrom: iso(usableFrom), payableCents };
}

function presentBankAccount(saved: SavedBankAccount | null, now: number): BankAccountView {
  return {
    status: saved === null ? 'NONE' : now < saved.usableFrom ? 'WAITING' : 'READY',
    usableFrom: iso(saved?.usableFrom ?? null),
    accountHolder: saved?.accountHolder ?? null,
    bankName: saved?.bankName ?? null,
    routingNumber: saved?.routingNumber ?? null,
    lastDigits: saved?.lastDigits ?? null,
  };
}
