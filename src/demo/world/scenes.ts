/** What people do with a company that is on the market: they unlock it, write, offer, bargain and begin a sale. */
import type { Api } from '../../journey/api';
import type { Chance } from '../../platform/kernel/seeded';
import type { Member, Office } from './office';

export interface Stage {
  office: Office;
  seller: Member;
  buyer: Member;
  listing: { id: string; askingPriceCents: number };
  approvalRequired: boolean;
  ndaVersion: string;
  chance: Chance;
}

export type Scene = (stage: Stage) => Promise<void>;
/** Goes on by itself: each time it says after how many milliseconds. */
export type Story = AsyncGenerator<number, void>;

const QUESTIONS = [
  'How many of the drivers would stay after the sale?',
  'Which customers are under contract, and until when?',
  'When were the trailers inspected last?',
] as const;
const REASONS = ['The price is too far from what the books show.', 'Another buyer was faster.'] as const;

export async function unlock({
  office,
  seller,
  buyer,
  listing,
  approvalRequired,
  ndaVersion,
}: Stage): Promise<Api> {
  const api = await office.as(buyer);
  await api.post(`/listings/${listing.id}/unlock`, {
    ...{ ndaVersion, accepted: true, typedName: `${buyer.firstName} ${buyer.lastName}` },
  });
  if (approvalRequired) {
    await (await office.as(seller)).post(`/listings/${listing.id}/access/${buyer.id}/grant`);
  }
  return api;
}

async function ask(stage: Stage): Promise<void> {
  const { office, seller, buyer, listing, chance } = stage;
  const api = await unlock(stage);
  const about = { listingId: listing.id };
  await api.post('/messages', { receiverId: seller.id, ...about, content: chance.pick(QUESTIONS) });
  await (
    await office.as(seller)
  ).post('/messages', {
    receiverId: buyer.id,
    ...about,
    content: 'Thank you for asking. The papers are in the folder.',
  });
}

const share = ({ listing }: Stage, pct: number): number =>
  Math.round((listing.askingPriceCents * pct) / 100_000) * 1_000;

async function offer(stage: Stage): Promise<{ id: string; amountCents: number }> {
  const api = await unlock(stage);
  const amountCents = share(stage, stage.chance.between(82, 96));
  const { id } = await api.post('/offers', {
    ...{ listingId: stage.listing.id, amountCents, message: 'We have looked at the record, and mean it.' },
  });
  return { id: String(id), amountCents };
}

async function reject(stage: Stage): Promise<void> {
  const { id, amountCents } = await offer(stage);
  const seller = await stage.office.as(stage.seller);
  await seller.post(`/offers/${id}/reject`, { version: 1, amountCents, reason: stage.chance.pick(REASONS) });
}

async function agree(stage: Stage): Promise<string> {
  const { id } = await offer(stage);
  const { office, seller, buyer } = stage;
  const amountCents = share(stage, 97);
  await (await office.as(seller)).post(`/offers/${id}/counter`, { version: 1, amountCents });
  const accepted = await (
    await office.as(buyer)
  ).post(`/offers/${id}/accept-counter`, { version: 2, amountCents });
  return String(accepted.transactionId);
}

export async function sign(stage: Stage): Promise<string> {
  const id = await agree(stage);
  const [buyer, seller] = [await stage.office.as(stage.buyer), await stage.office.as(stage.seller)];
  const { termsHash } = await buyer.get(`/transactions/${id}`);
  await buyer.post(`/transactions/${id}/buyer/accept-terms`, { termsHash });
  await seller.post(`/transactions/${id}/seller/accept-terms`, { termsHash });
  return id;
}

const justUnlock: Scene = async (stage) => void (await unlock(stage));

/** Of late, by turns: what is begun still waits for somebody. */
export const RECENT_SCENES: readonly Scene[] = [
  ask,
  async (stage) => void (await offer(stage)),
  async (stage) => void (await sign(stage)),
  justUnlock,
  reject,
  async (stage) => void (await agree(stage)),
];

/** Of before, by turns: what leaves nothing that would have run out by now. */
export const PAST_SCENES: readonly Scene[] = [ask, justUnlock, reject];
