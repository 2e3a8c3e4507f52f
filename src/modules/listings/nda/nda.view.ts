/** Accepted confidentiality terms: as JSON, as the copy that both sides keep, and as evidence for a court. */
import { createHash } from 'node:crypto';
import type { Download } from '../../../platform/http/download';
import { iso } from '../../../platform/kernel/clock';
import type { Days } from '../../../platform/paper/days';
import { type Block, downloadOf, type Paper } from '../../../platform/paper/paper';
import { fullName } from '../../identity';
import type { AcceptanceCopy, AcceptanceView, EvidenceView, PaperQuery } from './nda.schema';
import type { AcceptanceFile, AcceptedText, Evidence } from './read-acceptances';

export type NdaPresenter = ReturnType<typeof createNdaPresenter>;

const FORMER = 'Former user';

const present = ({ acceptance, listing, buyer }: AcceptanceFile): AcceptanceView => ({
  id: acceptance.id,
  listingId: listing.id,
  listingTitle: listing.title,
  ndaVersion: acceptance.ndaVersion,
  textHash: acceptance.textHash,
  acceptedAt: iso(acceptance.acceptedAt),
  address: acceptance.address,
  buyer: {
    id: acceptance.buyerId,
    typedName: acceptance.typedName,
    accountName: acceptance.accountName,
    companyName: buyer?.companyName ?? null,
  },
});

const presentCopy = (file: AcceptedText): AcceptanceCopy => ({ ...present(file), text: file.nda.text });

const WORDS: Record<string, string> = {
  'listing.unlocked': 'The buyer unlocked the listing and accepted the terms.',
  'listing.nda_accepted': 'The acceptance was written into the ledger.',
  'listing.access_granted': 'The seller granted the buyer access.',
  'listing.access_revoked': 'The seller refused the buyer, or revoked their access.',
  'listing.access_withdrawn':
    'The buyer waited for the seller no more: they took their request back, or it lapsed.',
};

const textMatches = ({ acceptance, nda }: AcceptedText): boolean =>
  createHash('sha256').update(nda.text, 'utf8').digest('hex') === acceptance.textHash;

const presentEvidence = (evidence: Evidence): EvidenceView => ({
  acceptance: presentCopy(evidence),
  textMatchesHash: textMatches(evidence),
  buyerEmail: evidence.acceptance.accountEmail,
  company: evidence.namesCompany ? companyOf(evidence) : null,
  sellerName: evidence.namesCompany ? sellerOf(evidence) : null,
  access: {
    status: evidence.opened.status,
    unlockedAt: iso(evidence.opened.unlockedAt),
    decidedAt: iso(evidence.opened.decidedAt),
  },
  log: evidence.log.map(({ id, occurredAt, action, sealNumber, sealHash }) => ({
    ...{ at: iso(occurredAt), what: WORDS[action] ?? action, entryId: id, sealNumber, sealHash },
  })),
});

const companyOf = ({ listing: { usdot, carrier } }: AcceptanceFile) => ({
  legalName: carrier.legalName,
  usdot,
  dockets: carrier.dockets,
});

const sellerOf = ({ seller }: Evidence): string => (seller ? withCompany(seller) : FORMER);

const withCompany = (user: { firstName: string; lastName: string; companyName: string | null }): string =>
  user.companyName === null ? fullName(user) : `${fullName(user)}, ${user.companyName}`;

/** The numbered paragraphs of the terms; what is none stands as it is. */
function termsOf(text: string): Block[] {
  const [heading = '', ...paragraphs] = text.trim().split(/\n{2,}/);
  return [
    { kind: 'heading', text: heading },
    ...paragraphs.map((paragraph): Block => {
      const words = paragraph.replaceAll(/\s+/g, ' ');
      const [, number, rest] = /^(\d+\.) (.*)$/.exec(words) ?? [];
      return number && rest ? { kind: 'clause', number, text: rest } : { kind: 'paragraph', text: words };
    }),
  ];
}

export function createNdaPresenter(days: Days) {
  const facts = ({ acceptance, listing, buyer }: AcceptedText): Block => ({
    kind: 'facts',
    facts: [
      { label: 'Acceptance', value: acceptance.id },
      { label: 'Listing', value: `${listing.title} (${listing.id})` },
      { label: 'Accepted by', value: acceptance.accountName ?? (buyer ? fullName(buyer) : FORMER) },
      ...(buyer?.companyName ? [{ label: 'Company', value: buyer.companyName }] : []),
      { label: 'Version of the terms', value: acceptance.ndaVersion },
      { label: 'SHA-256 of the text', value: acceptance.textHash },
    ],
  });

  const signature = ({ acceptance }: AcceptedText): Block => ({
    kind: 'signatures',
    signatures: [
      {
        role: 'Accepted by the buyer',
        lines: [
          {
            label: 'Name, typed as signature',
            value: acceptance.typedName ?? 'Accepted by a click, without a typed name',
          },
          { label: 'Accepted at', value: days.at(acceptance.acceptedAt) },
          { label: 'From the network address', value: acceptance.address },
        ],
      },
    ],
  });

  const copy = (file: AcceptedText): Paper => ({
    title: 'Confidentiality terms, accepted copy',
    issuedAt: file.acceptance.acceptedAt,
    footer: `Confidentiality terms ${file.acceptance.ndaVersion}, acceptance ${file.acceptance.id}`,
    blocks: [facts(file), ...termsOf(file.nda.text), signature(file)],
  });

  const logTable = ({ log }: Evidence): Block => ({
    kind: 'table',
    columns: [
      { title: 'When', share: 3 },
      { title: 'What', share: 4 },
      { title: 'Seal', share: 1 },
      { title: 'Hash of the seal', share: 5 },
    ],
    rows: log.map(({ occurredAt, action, sealNumber, sealHash }) => [
      days.at(occurredAt),
      WORDS[action] ?? action,
      sealNumber === null ? 'pending' : String(sealNumber),
      sealHash ?? 'sealed within seconds',
    ]),
  });

  function bundle(evidence: Evidence): Paper {
    const { acceptance, listing, opened, log } = evidence;
    const company = companyOf(evidence);
    const named = evidence.namesCompany
      ? [
          { label: 'Company offered', value: company.legalName ?? 'Not in the federal record' },
          { label: 'USDOT, dockets', value: [`USDOT ${company.usdot}`, ...company.dockets].join(', ') },
          { label: 'Seller', value: sellerOf(evidence) },
        ]
      : [];
    return {
      title: 'Evidence of accepted confidentiality terms',
      issuedAt: Math.max(acceptance.acceptedAt, ...log.map(({ occurredAt }) => occurredAt)),
      footer: `Evidence of acceptance ${acceptance.id}`,
      blocks: [
        facts(evidence),
        {
          kind: 'facts',
          facts: [{ label: 'E-mail of the account', value: acceptance.accountEmail ?? 'Not kept' }, ...named],
        },
        { kind: 'heading', text: 'What was accepted, and how' },
        { kind: 'paragraph', text: HOW },
        signature(evidence),
        {
          kind: 'paragraph',
          text: textMatches(evidence)
            ? 'The text that follows has the hash that was accepted: it was not changed since.'
            : 'The kept text does not have the hash that was accepted.',
        },
        { kind: 'heading', text: 'Access to the confidential part' },
        {
          kind: 'paragraph',
          text: `Asked for on ${days.at(opened.unlockedAt)}. It is ${opened.status.toLowerCase()}${
            opened.decidedAt === null ? '' : `, decided on ${days.at(opened.decidedAt)}`
          }.`,
        },
        { kind: 'heading', text: 'The action log' },
        { kind: 'paragraph', text: SEALED },
        logTable(evidence),
        { kind: 'title', text: `The terms, version ${acceptance.ndaVersion}` },
        ...termsOf(evidence.nda.text),
        { kind: 'notes', notes: [`Listing ${listing.id}. All times in ${days.zone}.`] },
      ],
    };
  }

  return {
    acceptance: present,

    copy: (file: AcceptedText, { format }: PaperQuery): AcceptanceCopy | Promise<Download> =>
      format === 'json' ? presentCopy(file) : downloadOf(copy(file), `nda-${file.acceptance.id}.pdf`),

    evidence: (evidence: Evidence, { format }: PaperQuery): EvidenceView | Promise<Download> =>
      format === 'json'
        ? presentEvidence(evidence)
        : downloadOf(bundle(evidence), `nda-evidence-${evidence.acceptance.id}.pdf`),
  };
}

const HOW =
  'The buyer was signed in to their account, had the terms before them in full, named their version, confirmed that they ' +
  'accept them, and typed their name as signature. The acceptance was written, with its time and network address, into a ' +
  'ledger whose rows the database refuses to change or remove.';

const SEALED =
  'Each entry of the log is sealed within seconds: its hash and that of the entry before it make the hash of its seal, so ' +
  'that an entry that is changed, removed or slipped in later breaks the chain. The platform can show the chain to a court.';
