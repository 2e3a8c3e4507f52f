/** The papers of a listing, each opened by a link that holds a minute. */
import { Button } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { type Document, listingDocumentsQuery } from '../../../../api/buyer';
import { answerOf, api } from '../../../../api/client';
import { asProblem } from '../../../../api/problem';
import { DocumentRequests } from '../../../../app/document-requests';
import { useMove } from '../../../../app/use-move';
import { fileSize } from '../../../../format/file-size';
import { Chip } from '../../../../ui/chip';
import { DataTable } from '../../../../ui/data-table';
import { FormProblem } from '../../../../ui/form-problem';
import { Moment } from '../../../../ui/moment';
import { MoreButton } from '../../../../ui/more-button';
import { ProblemNote } from '../../../../ui/problem-note';
import { Skeleton } from '../../../../ui/skeleton';
import { words } from '../../../../words';
import { documentWords } from '../../../../words/documents';
import { buyerWords } from '../../../../words/buyer';

const { company: says } = buyerWords;
const { codes } = words;

export function Documents({ listingId }: { listingId: string }) {
  const list = useInfiniteQuery(listingDocumentsQuery(listingId));
  const rows = list.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <section className="stack-tight">
      <h2>{says.documents}</h2>
      <p className="note">{says.documentsNote}</p>
      {list.isPending && <Skeleton heights={[120]} />}
      {list.isError && <ProblemNote problem={asProblem(list.error)} onRetry={() => void list.refetch()} />}
      {list.data && rows.length === 0 && <p className="card second">{says.noDocuments}</p>}
      {rows.length > 0 && <DocumentTable rows={rows} />}
      <MoreButton list={list} />
      <DocumentRequests about={{ listingId }} mayAsk />
    </section>
  );
}

function DocumentTable({ rows }: { rows: readonly Document[] }) {
  const move = useMove(
    (id: string) => answerOf(api.POST('/documents/{id}/link', { params: { path: { id } } })),
    {
      onDone: ({ data }) => location.assign(data.url),
    },
  );
  return (
    <>
      <FormProblem>{move.problem}</FormProblem>
      <DataTable
        headed
        caption={says.documents}
        keyOf={({ id }) => id}
        rows={rows}
        columns={[
          {
            name: says.document,
            cell: ({ title, fileVersion }) => (
              <span>
                {title}
                {fileVersion > 1 && (
                  <span className="note"> · {documentWords.versions.number(fileVersion)}</span>
                )}
              </span>
            ),
          },
          { name: says.kind, cell: ({ type }) => codes.documentType[type] },
          { name: says.uploaded, cell: ({ uploadedAt }) => <Moment at={uploadedAt} day /> },
          {
            name: says.review,
            cell: ({ review }) => (
              <Chip tone={review === 'VERIFIED' ? 'ok' : 'neutral'}>{codes.documentReview[review]}</Chip>
            ),
          },
          { name: says.size, cell: ({ sizeBytes }) => fileSize(sizeBytes), figure: true },
          {
            name: '',
            cell: ({ id, title }) => (
              <Button
                variant="default"
                aria-label={says.download(title)}
                loading={move.busy}
                onClick={() => move.act(id)}
              >
                {says.downloadShort}
              </Button>
            ),
          },
        ]}
      />
    </>
  );
}
