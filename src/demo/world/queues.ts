/** What waits for the administrators of the demo's world besides its sales: requests, reports, papers, money nobody named. */
import { uploadPaper } from '../../journey/upload-paper';
import { DEMO_PEOPLE } from '../people';
import { unlock, type Stage } from './scenes';

const report = async (stage: Stage): Promise<void> => {
  await (
    await unlock(stage)
  ).post('/reports', {
    ...{ subject: { type: 'LISTING', id: stage.listing.id }, category: 'FALSE_INFORMATION' },
    description: 'The insurance certificate in the folder ended last month.',
  });
};

const funds = async ({ office, buyer, listing }: Stage): Promise<void> => {
  const api = await office.as(buyer);
  await api.post('/verification/funds', {
    ...{ amountCents: listing.askingPriceCents, source: 'BANK_STATEMENT' },
    datedOn: String((await api.get('/clock')).now).slice(0, 10),
    documentIds: [await uploadPaper(api, 'Statement of the bank', { type: 'PROOF_OF_FUNDS' })],
  });
};

const company = async ({ office, seller }: Stage): Promise<void> => {
  const api = await office.as(seller);
  await api.post('/verification/company', {
    ...{ companyName: seller.companyName ?? 'Demo Fleet LLC', role: 'Managing member' },
    authority: 'Named in the operating agreement.',
    documentIds: [await uploadPaper(api, 'Operating agreement', { type: 'OPERATING_AGREEMENT' })],
  });
};

const premium = async ({ office, seller, listing }: Stage): Promise<void> => {
  await (
    await office.as(seller)
  ).post(`/listings/${listing.id}/premium-request`, { note: 'We would like to sell before the season.' });
};

/** Paid for: it stands first, marked as such. */
const featured = async (stage: Stage): Promise<void> => {
  await premium(stage);
  const { office, seller, listing } = stage;
  const api = await office.as(seller);
  const admin = await office.as(DEMO_PEOPLE.admin);
  const [request] = await admin.list(`/admin/premium-requests?listingId=${listing.id}`);
  await admin.put(`/admin/premium-requests/${String(request?.id)}`, { decision: 'APPROVE' });
  await api.post(`/listings/${listing.id}/premium-request/payment`, {
    ...{ method: 'CARD', paymentMethodId: 'pm_card_visa' },
  });
  await office.settle();
};

const STRAY = 'FEDWIRE 20260114 77120';

/** Money must not rest long where nobody knows whose it is: it comes last, and once. */
export async function bookStrayMoney(office: Stage['office']): Promise<void> {
  const admin = await office.as(DEMO_PEOPLE.admin);
  const booked = await admin.list(`/admin/unassigned-money?search=${encodeURIComponent(STRAY)}`);
  if (booked.length > 0) return;
  await admin.post('/admin/unassigned-money', {
    ...{ method: 'WIRE', amountCents: 1_250_000, reference: STRAY, sender: 'Halasz Holdings LLC' },
  });
}

const question = async ({ office, buyer }: Stage): Promise<void> => {
  await (
    await office.as(buyer)
  ).post('/messages', { receiverId: 'support', content: 'Can the deposit be paid from two accounts?' });
};

/** By turns, with a company of late each. */
export const QUEUE_WORK = [report, funds, company, premium, featured, question] as const;
