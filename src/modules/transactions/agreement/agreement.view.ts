/** The purchase agreement as JSON, and as the paper that both sides keep. */
import type { Download } from '../../../platform/http/download';
import { iso } from '../../../platform/kernel/clock';
import type { Days } from '../../../platform/paper/days';
import { downloadOf, type Fact, type Paper, type Signature } from '../../../platform/paper/paper';
import { PARTIES, type Party } from '../process/process';
import type { AgreementSignature } from './agreement.model';
import { NOTICE, OWN_NOTICE } from './agreement.rules';
import type { AgreementView } from './agreement.schema';
import type { AgreementFile } from './read-agreement';

export const presentAgreement = (
  file: AgreementFile,
  format: 'json' | 'pdf',
  days: Days,
): AgreementView | Promise<Download> =>
  format === 'json'
    ? asJson(file)
    : downloadOf(asPaper(file, days), `purchase-agreement-${file.row.id}-v${file.version}.pdf`);

const signatureOf = ({ signatures }: AgreementFile, wanted: Party): AgreementSignature | undefined =>
  signatures.find(({ side }) => side === wanted);

const noticeOf = ({ own }: AgreementFile): string => (own === null ? NOTICE : OWN_NOTICE);

const isSigned = (file: AgreementFile): boolean => PARTIES.every((side) => signatureOf(file, side));

export const asJson = (file: AgreementFile): AgreementView => {
  const present = (side: Party) => {
    const signature = signatureOf(file, side);
    if (!signature) return null;
    const { typedName, accountName, signedAt, address, hash } = signature;
    return { typedName, accountName, signedAt: iso(signedAt), address, hash };
  };
  return {
    transactionId: file.row.id,
    version: file.version,
    title: file.title,
    notice: noticeOf(file),
    blocks: file.blocks,
    own: file.own && { ...file.own, broughtAt: iso(file.own.broughtAt) },
    hash: file.hash,
    termsHash: file.termsHash,
    signatures: { buyer: present('BUYER'), seller: present('SELLER') },
    signedByBoth: isSigned(file),
    formerVersions: file.formerVersions,
  };
};

const ROLES = { BUYER: 'Buyer', SELLER: 'Seller' } as const;

const factsOfFile = ({ own }: AgreementFile, days: Days): Fact[] =>
  own === null
    ? []
    : [
        { label: 'File', value: own.fileName },
        {
          label: 'Brought by',
          value: `the ${ROLES[own.broughtBy].toLowerCase()}, ${days.at(own.broughtAt)}`,
        },
      ];

function asPaper(file: AgreementFile, days: Days): Paper {
  const { row, title, version, blocks, hash, signatures, own } = file;
  const signed = isSigned(file);
  const signature = (side: Party): Signature => {
    const given = signatureOf(file, side);
    return {
      role: ROLES[side],
      lines: [
        { label: 'Name, typed as signature', value: given?.typedName ?? null },
        { label: 'Signed at', value: given ? days.at(given.signedAt) : null },
        { label: 'From the network address', value: given?.address ?? null },
      ],
    };
  };
  return {
    title,
    issuedAt: Math.max(row.openedAt, ...signatures.map(({ signedAt }) => signedAt)),
    footer: `Agreement of transaction ${row.id}, version ${version}${signed ? '' : ', not signed by both'}`,
    blocks: [
      { kind: 'notice', text: noticeOf(file) },
      {
        kind: 'facts',
        facts: [
          { label: 'Transaction', value: row.id },
          {
            label: 'Version',
            value: signed ? `${version}, signed by both` : `${version}, not signed by both yet`,
          },
          ...factsOfFile(file, days),
          { label: own ? 'SHA-256 of the file' : 'SHA-256 of the text', value: hash },
        ],
      },
      ...blocks.map((block) =>
        block.kind === 'heading'
          ? ({ kind: 'heading', text: `${block.number}. ${block.text}` } as const)
          : ({ kind: 'clause', number: block.number, text: block.text } as const),
      ),
      {
        kind: 'notes',
        notes: [
          own
            ? 'This page belongs to the file that is named above and is nothing without it: the hash is that of the file, byte by byte, as ' +
              `it was brought. All times are in ${days.zone}.`
            : 'The hash is that of the title and the numbered text above, each a line of UTF-8, numbers before the words. All ' +
              `amounts are in US dollars, all times in ${days.zone}.`,
        ],
      },
      { kind: 'heading', text: 'Signatures' },
      {
        kind: 'paragraph',
        text: `With their names the sides sign version ${version} of ${own ? 'the agreement in the file' : 'this agreement'}, by its SHA-256 ${hash}.`,
      },
      { kind: 'signatures', signatures: [signature('SELLER'), signature('BUYER')] },
    ],
  };
}
