/** The papers of a deal: what the sides have added, and what is made from its data. */
import { Button, NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { type DocumentType, uploadPaper } from '../../../api/deal-acts';
import { type Deal, dealDocumentsQuery } from '../../../api/deals';
import type { components } from '../../../api/schema';
import { DocumentRequests } from '../../../app/document-requests';
import { NewVersion } from '../../../app/new-version';
import { PaperLink } from '../../../app/paper-link';
import { useDocumentKinds } from '../../../app/use-document-kinds';
import { useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { FileField } from '../../../ui/file-field';
import { MoreButton } from '../../../ui/more-button';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { words } from '../../../words';
import { documentWords } from '../../../words/documents';
import { dealCodes, dealWords } from '../../../words/deals';
import { Part } from '../part';
import { useDeal } from '../use-deal';

type Paper = components['schemas']['DealDocument'];
const { papers: says, checklist } = dealWords;
const { versions } = documentWords;
const TYPES = Object.entries(words.codes.documentType).map(([value, label]) => ({ value, label }));

/** An administrator is on neither side. */
function uploaderOf({ yourSide, buyer, seller }: Deal, { mine, uploadedBy }: Paper): string {
  if (mine) return says.mine;
  if (yourSide !== null && uploadedBy.id === (yourSide === 'BUYER' ? seller : buyer).id) return says.theirs;
  if (uploadedBy.id === buyer.id) return dealCodes.owner.BUYER;
  return uploadedBy.id === seller.id ? dealCodes.owner.SELLER : uploadedBy.name;
}

const columnsOf = (deal: Deal): Column<Paper>[] => [
  {
    name: says.name,
    cell: ({ id, title, status, released }) =>
      status === 'AVAILABLE' ? (
        <span className="row">
          <PaperLink id={id} title={title} />
          {released && <Chip tone="warn">{says.acts}</Chip>}
        </span>
      ) : (
        <span className="row">
          {title} <Chip tone="warn">{says.quarantined}</Chip>
        </span>
      ),
  },
  { name: says.type, cell: ({ type }) => words.codes.documentType[type] },
  { name: says.by, cell: (paper) => uploaderOf(deal, paper) },
  { name: says.uploaded, cell: ({ uploadedAt }) => <Moment at={uploadedAt} /> },
  {
    name: versions.title,
    cell: (paper) => (
      <span className="row">
        <Link to="/documents/$id" params={{ id: paper.id }}>
          {versions.number(paper.fileVersion)}
        </Link>
        {paper.mine && <NewVersion paper={paper} changes={[['deal', deal.id, 'documents']]} />}
      </span>
    ),
  },
];

export function PapersPage() {
  const deal = useDeal();
  const papers = useInfiniteQuery(dealDocumentsQuery(deal.id));
  const [adding, setAdding] = useState(false);
  return (
    <section className="stack">
      <div className="row">
        <h2>{dealWords.sections.papers}</h2>
        {deal.yourSide !== null && (
          <Button variant="default" onClick={() => setAdding(true)}>
            {says.add}
          </Button>
        )}
      </div>
      <Part query={papers} heights={[180]}>
        {({ pages }) => {
          const rows = pages.flatMap(({ data }) => data);
          return rows.length === 0 ? (
            <Empty>{says.empty}</Empty>
          ) : (
            <DataTable caption={says.caption} columns={columnsOf(deal)} rows={rows} keyOf={({ id }) => id} />
          );
        }}
      </Part>
      <MoreButton list={papers} />
      <DocumentRequests about={{ transactionId: deal.id }} mayAsk={deal.yourSide !== null} />
      {adding && <AddDialog dealId={deal.id} onClose={() => setAdding(false)} />}
    </section>
  );
}

function AddDialog({ dealId, onClose }: { dealId: string; onClose(): void }) {
  const [file, setFile] = useState<File | null>(null);
  const [type, setType] = useState<DocumentType>('OTHER');
  const kinds = useDocumentKinds();
  const move = useMove(
    (chosen: { file: File; type: DocumentType }) => uploadPaper(dealId, chosen.file, chosen.type),
    {
      changes: [['deal', dealId, 'documents']],
      onDone: onClose,
    },
  );
  return (
    <MoveDialog
      title={says.add}
      opened
      onClose={onClose}
      submit={says.upload}
      move={move}
      disabled={file === null}
      onSubmit={() => file && move.act({ file, type })}
    >
      <FileField
        label={checklist.file}
        description={checklist.fileHint(kinds)}
        file={file}
        error={move.errorOf('file')}
        onFile={setFile}
      />
      <NativeSelect
        label={checklist.type}
        data={TYPES}
        value={type}
        onChange={({ currentTarget: { value } }) => setType(value as DocumentType)}
      />
    </MoveDialog>
  );
}
