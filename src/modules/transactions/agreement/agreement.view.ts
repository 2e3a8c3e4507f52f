/** The purchase agreement as JSON, and as the paper that both sides keep. */
import type { Download } from '../../../platform/http/download';
import { iso } from '../../../platform/kernel/clock';
import type { Days } from '../../../platform/paper/days';
import { downloadOf, type Paper, type Signature } from '../../../platform/paper/paper';
import { PARTIES, type Party } from '../process/process';
import type { AgreementSignature } from './agreement.model';
import { NOTICE } from './agreement.rules';
import type { AgreementQuery, AgreementView } from './agreement.schema';
import type { AgreementFile } from './read-agreement';

export const presentAgreement = (
  file: AgreementFile,
  { format }: AgreementQuery,
  days: Days,
): AgreementView | Promise<Download> =>
  format === 'json'
    ? asJson(file)
    : downloadOf(asPaper(file, days), `purchase-agreement-${file.row.id}-v${file.version}.pdf`);

const signatureOf = ({ signatures }: AgreementFile, wanted: Party): AgreementSignature | undefined =>
  signatures.find(({ side }) => side === wanted);

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
    notice: NOTICE,
    blocks: file.blocks,
    hash: file.hash,
    termsHash: file.termsHash,
    signatures: { buyer: present('BUYER'), seller: present('SELLER') },
    signedByBoth: isSigned(file),
    formerVersions: file.formerVersions,
  };
};

const ROLES = { BUYER: 'Buyer', SELLER: 'Seller' } as const;

function asPaper(file: AgreementFile, days: Days): Paper {
  const { row, title, version, blocks, hash, signatures } = file;
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
      { kind: 'notice', text: NOTICE },
      {
        kind: 'facts',
        facts: [
          { label: 'Transaction', value: row.id },
          {
            label: 'Version',
            value: signed ? `${version}, signed by both` : `${version}, not signed by both yet`,
          },
          { label: 'SHA-256 of the text', value: hash },
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
          'The hash is that of the title and the numbered text above, each a line of UTF-8, numbers before the words. All ' +
            `amounts are in US dollars, all times in ${days.zone}.`,
        ],
      },
      { kind: 'heading', text: 'Signatures' },
      { kind: 'signatures', signatures: [signature('SELLER'), signature('BUYER')] },
    ],
  };
}
