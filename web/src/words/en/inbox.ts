/** What one is told, and what people write to each other. */
import type { components } from '../../api/schema';

type Conversation = components['schemas']['Conversation'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

const part: Named<NonNullable<Conversation['partner']['part']>> = {
  BUYER: 'Buyer',
  SELLER: 'Seller',
  SUPPORT: 'Support',
};

const closed: Named<NonNullable<Conversation['closed']>> = {
  BLOCKED_BY_YOU: 'You have blocked this conversation. Lift the block to write again.',
  BLOCKED: 'This conversation is closed.',
  NO_DEALINGS: 'No unlocked listing, offer or deal is between you any more, so nobody can write here.',
  UNAVAILABLE: 'Their account is not active, so nobody can write here.',
};

export const inboxWords = {
  notices: {
    filter: 'Show',
    all: 'All',
    unread: 'Unread',
    offers: 'Offers',
    deals: 'Deals',
    listings: 'Listings',
    money: 'Money',
    account: 'Account',
    rest: 'Other',
    readAll: 'Mark all as read',
    empty: 'Nothing here yet. Offers, deals, messages and all else that concerns you shows up here.',
    emptyUnread: 'You have read everything.',
    isUnread: 'Unread',
    remove: (title: string) => `Remove “${title}”`,
    choose: 'Choose what we write to you',
  },
  messages: {
    list: 'Conversations',
    support: 'Write to support',
    supportName: 'MC Exchange support',
    none: 'No conversations yet. You can write to the other side of a listing that is unlocked, an offer, or a deal.',
    choose: 'Choose a conversation to read it.',
    you: (text: string) => `You: ${text}`,
    deleted: 'This message was deleted.',
    contactHiddenMine:
      'The other side reads the contact details in it once the listing is unlocked for them.',
    contactHiddenTheirs: 'Contact details are hidden until the listing is unlocked.',
    openDeal: 'Open the deal',
    read: 'Read',
    earlier: 'Show earlier messages',
    first: 'No message yet. Write the first one.',
    writes: (name: string) => `${name} is writing …`,
    yours: 'Your message',
    hint: 'Pay only through MC Exchange: what is sent elsewhere is not held in escrow.',
    send: 'Send',
    remove: 'Delete',
    removeTitle: 'Delete this message?',
    removeText: 'The other side keeps a mark in its place.',
    block: 'Block',
    blockTitle: (name: string) => `Block ${name}?`,
    blockText:
      'Neither of you can write until you lift it, also in a deal. The moves, dates and disputes of the deal stay open.',
    unblock: 'Lift the block',
    report: 'Report',
    reportTitle: 'Report this conversation',
    reportText: 'Administrators can read it until they have decided.',
    reported: 'Reported. You will be told what came of it.',
    reason: 'What is wrong?',
    unreadCount: (count: number) => `${count} unread`,
    mine: 'You',
    back: 'All conversations',
  },
  part,
  closed,
} as const;
