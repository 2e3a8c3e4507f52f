/** Brokers: whom somebody lets act for them, and for whom somebody acts. */
import type { components } from '../../api/schema';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

const status: Named<Schemas['MandateStatus']> = {
  GIVEN: 'Waiting for the broker',
  ACTIVE: 'In force',
  DECLINED: 'Declined',
  LAPSED: 'Not answered',
  ENDED: 'Ended',
};
const side: Named<Schemas['Mandate']['side']> = { SELLER: 'Selling', BUYER: 'Buying' };
const shareStatus: Named<Schemas['BrokerShare']['status']> = {
  AGREED: 'When the sale is completed',
  CREDITED: 'Payable',
  LAPSED: 'The deal fell through',
};
const acts: Named<Schemas['Mandate']['side']> = {
  SELLER: 'acts for them in selling',
  BUYER: 'acts for them in buying',
};

export const brokersWords = {
  ...{ status, side, shareStatus },
  shownAs: (name: string, of: Schemas['Mandate']['side']) => `${name} ${acts[of]}, as their broker.`,

  own: {
    lead: 'A broker acts for you as far as the terms say: they see what you see, bargain and write in your name. They move no money and no deal. The other side reads who they are.',
    caption: 'Whom you let act for you, newest first',
    empty: 'Nobody acts for you.',
    broker: 'Broker',
    side: 'Side',
    until: 'Until',
    status: 'Status',
    end: 'End it',
    endOf: (name: string) => `End it: ${name}`,
    endText: 'It takes effect at once. What was done under it stays as it is.',
    reason: 'Reason, which the other reads',
    acts: 'Actions',
    add: 'Let a broker act for you',
    email: 'Email address of the broker',
    emailHint: 'They find it in their account here, or once they have opened one with this address.',
    endsOn: 'Until the end of',
    terms: (version: string) => `Terms of version ${version}`,
    share: (percent: string) =>
      `You pay nothing for it here: we give the broker ${percent} of our own fee when the sale is completed.`,
    name: 'Your full name, as a signature',
    agree: 'I let this broker act for me, as the terms say.',
    sign: 'Sign',
    needsRole: 'Turn on buying or selling in your profile first.',
  },

  clients: {
    title: 'For whom you act',
    caption: 'For whom you act or are asked to act, newest first',
    empty: 'You act for nobody.',
    client: 'Client',
    act: 'Act for them',
    actOf: (name: string) => `Act for ${name}`,
    read: 'Read and answer',
    agree: 'I act by these terms.',
    accept: 'Accept',
    decline: 'Decline',
  },

  shares: {
    title: 'Shares of our fee',
    caption: 'Shares of our fee in your deals, newest first',
    deal: 'Deal',
    share: 'Share',
    amount: 'Amount',
    broker: 'Broker',
    client: 'Client',
  },

  ofDeal: {
    title: 'Brokers',
    caption: 'Who acts for the sides of this deal',
    broker: 'Broker',
    side: 'Acts for',
    sides: { SELLER: 'the seller', BUYER: 'the buyer' } satisfies Named<Schemas['Mandate']['side']>,
    now: 'Acts now',
    share: 'Share of our fee',
    amount: 'Comes to',
    note: 'A broker sees what their client sees, and bargains and writes in their name. Their share is paid out of our fee and costs neither side more.',
  },

  acting: {
    label: 'You act for somebody else',
    banner: (name: string) => `You act for ${name}, as their broker.`,
  },
};
