/** The transfer packet as one file: a list of what has to be filed until when, and the letters to sign. */
import type { Download } from '../../../platform/http/download';
import { counted, inWords } from '../../../platform/kernel/in-words';
import type { Days } from '../../../platform/paper/days';
import { type Block, downloadOf, type Fact, type Paper, type Signature } from '../../../platform/paper/paper';
import { fullName, type User } from '../../identity';
import { STRUCTURE_WORDS } from '../agreement/structure.words';
import type { Party } from '../process/process';
import { type Letter, LETTERS, namesBothSides } from './letters';
import type { PacketFile } from './read-packet';

export const presentPacket = (file: PacketFile, days: Days): Promise<Download> =>
  downloadOf(asPaper(file, days), `transfer-packet-${file.row.id}.pdf`);

const BLANK = '____________________';
const NOTICE =
  'Made from the data of the deal. Check every line, fill what is blank, sign, and file it yourselves: the platform files nothing for you. ' +
  'This is not legal advice; have it read by counsel.';

const nameOf = (user: User | null): string =>
  user === null
    ? BLANK
    : user.companyName === null
      ? fullName(user)
      : `${fullName(user)}, ${user.companyName}`;

const docketsOf = ({ listing }: PacketFile): string =>
  listing.carrier.dockets.length === 0 ? 'no docket number on record' : listing.carrier.dockets.join(', ');

function asPaper(file: PacketFile, days: Days): Paper {
  const { row, listing } = file;
  const letters = LETTERS[row.dealStructure];
  return {
    title: 'Transfer packet',
    issuedAt: row.openedAt,
    footer: `Transfer packet of transaction ${row.id}`,
    blocks: [
      { kind: 'notice', text: NOTICE },
      {
        kind: 'facts',
        facts: [
          { label: 'Transaction', value: row.id },
          { label: 'Kind of sale', value: STRUCTURE_WORDS[row.dealStructure].title },
          { label: 'Company', value: listing.carrier.legalName ?? BLANK },
          { label: 'USDOT, dockets', value: `USDOT ${row.usdot}, ${docketsOf(file)}` },
          { label: 'Seller', value: nameOf(file.seller) },
          { label: 'Buyer', value: nameOf(file.buyer) },
          { label: 'In this packet', value: letters.map(({ title }) => title).join('; ') },
        ],
      },
      { kind: 'heading', text: 'What has to be done and filed' },
      {
        kind: 'notes',
        notes: [
          `All days in ${days.zone}. Days that count from the handover are named once it has taken place.`,
        ],
      },
      filings(file, days),
      ...letters.flatMap((letter) => layOut(letter, file)),
    ],
  };
}

const ANCHORS = {
  OPENING: 'the opening of the deal',
  PRICE_PAID: 'the payment of the price',
  TRANSFER: 'the handover',
} as const;

const filings = ({ filings: entries }: PacketFile, days: Days): Block => ({
  kind: 'table',
  columns: [
    { title: 'What', share: 5.2 },
    { title: 'Who', share: 1.5 },
    { title: 'Until', share: 3.1 },
    { title: 'Where it comes from', share: 3.4 },
    { title: 'Stands', share: 1.1 },
  ],
  rows: entries.map(({ item, dueAt }) => [
    item.title,
    capitalized(inWords(item.owner)),
    dueAt === null ? `${counted(item.dueDays, 'day')} after ${ANCHORS[item.dueAfter]}` : days.of(dueAt),
    item.source,
    capitalized(inWords(item.status)),
  ]),
});

const capitalized = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);

function layOut(letter: Letter, file: PacketFile): Block[] {
  const { row, listing } = file;
  const words: Record<string, string> = {
    '{company}': listing.carrier.legalName ?? BLANK,
    '{usdot}': String(row.usdot),
    '{dockets}': docketsOf(file),
    '{seller}': nameOf(file.seller),
    '{buyer}': nameOf(file.buyer),
  };
  /** A name that ends in a point ends the sentence as well. */
  const filled = (text: string) =>
    text.replaceAll(/(\{\w+\})(\.?)/g, (_, word: string, point: string) => {
      const shown = words[word] ?? word;
      return shown.endsWith('.') ? shown : shown + point;
    });
  return [
    { kind: 'title', text: letter.title },
    {
      kind: 'facts',
      facts: [
        { label: 'To', value: letter.to },
        { label: 'Date', value: BLANK },
      ],
    },
    { kind: 'paragraph', text: filled(letter.paragraphs[0] ?? '') },
    ...(namesBothSides(letter) ? bothSides(file) : []),
    ...letter.paragraphs.slice(1).map((text): Block => ({ kind: 'paragraph', text: filled(text) })),
    {
      kind: 'signatures',
      signatures: letter.from.map((side) => signature(side, file, namesBothSides(letter))),
    },
  ];
}

const bothSides = (file: PacketFile): Block[] => {
  const { carrier } = file.listing;
  const place = [carrier.city, carrier.state].filter((part) => part !== null).join(', ');
  return [
    { kind: 'heading', text: 'Transferor' },
    {
      kind: 'facts',
      facts: [
        { label: 'Legal name', value: carrier.legalName ?? BLANK },
        ...(carrier.dbaName === null ? [] : [{ label: 'Trade name', value: carrier.dbaName }]),
        { label: 'USDOT number', value: String(file.row.usdot) },
        { label: 'Docket numbers', value: docketsOf(file) },
        { label: 'Place of business', value: place === '' ? BLANK : `${BLANK}, ${place}` },
        ...contact(file.seller),
      ],
    },
    { kind: 'heading', text: 'Transferee' },
    {
      kind: 'facts',
      facts: [
        { label: 'Legal name', value: file.buyer?.companyName ?? BLANK },
        { label: 'USDOT number', value: BLANK },
        { label: 'Place of business', value: BLANK },
        ...contact(file.buyer),
      ],
    },
  ];
};

const contact = (user: User | null): Fact[] => [
  { label: 'Contact', value: user ? fullName(user) : BLANK },
  { label: 'Telephone, e-mail', value: user ? [user.phone ?? BLANK, user.email].join(', ') : BLANK },
];

const signature = (side: Party, file: PacketFile, transfer: boolean): Signature => {
  const user = side === 'BUYER' ? file.buyer : file.seller;
  const roles = transfer
    ? { SELLER: 'Transferor', BUYER: 'Transferee' }
    : { SELLER: 'For the seller', BUYER: 'For the buyer' };
  return {
    role: roles[side],
    lines: [
      { label: 'Signature', value: null },
      { label: 'Printed name', value: user ? fullName(user) : null },
      { label: 'Title', value: null },
      { label: 'Date', value: null },
    ],
  };
};
