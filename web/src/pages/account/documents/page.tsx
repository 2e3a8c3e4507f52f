/** All documents that the reader has uploaded, what each is attached to, and what became of it. */
import { NativeSelect } from '@mantine/core';
import { useInfiniteQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { ownPapersQuery, type Paper } from '../../../api/papers';
import { asProblem } from '../../../api/problem';
import { AttachedTo } from '../../../app/attached-to';
import { DocumentRequests } from '../../../app/document-requests';
import { PaperState } from '../../../app/paper-state';
import { fileSize } from '../../../format/file-size';
import { type Column, DataTable } from '../../../ui/data-table';
import { Empty } from '../../../ui/empty';
import { Moment } from '../../../ui/moment';
import { MoreButton } from '../../../ui/more-button';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { documentWords } from '../../../words/documents';
import { AccountFrame } from '../frame';

const { list: says } = documentWords;
const { documentType } = words.codes;
const route = getRouteApi('/signed-in/documents');

const COLUMNS: readonly Column<Paper>[] = [
  {
    name: says.document,
    cell: ({ id, title, type, sizeBytes }) => (
      <span>
        <Link to="/documents/$id" params={{ id }}>
          {title}
        </Link>
        <br />
        <span className="note">
          {documentType[type]} · {fileSize(sizeBytes)}
        </span>
      </span>
    ),
  },
  { name: says.attachedTo, cell: ({ attachedTo }) => <AttachedTo subjects={attachedTo} /> },
  { name: says.state, cell: (paper) => <PaperState paper={paper} /> },
  { name: says.uploaded, cell: ({ uploadedAt }) => <Moment at={uploadedAt} day /> },
];

export function OwnDocumentsPage() {
  const { type } = route.useSearch();
  const navigate = useNavigate();
  const papers = useInfiniteQuery(ownPapersQuery(type));
  const rows = papers.data?.pages.flatMap(({ data }) => data) ?? [];
  return (
    <AccountFrame title={words.pages.accountPages.documents.title}>
      <DocumentRequests about={{}} />
      <p className="second">{says.lead}</p>
      <div>
        <NativeSelect
          label={says.type}
          value={type ?? ''}
          data={[
            { value: '', label: says.anyType },
            ...Object.entries(documentType).map(([value, label]) => ({ value, label })),
          ]}
          onChange={({ currentTarget: { value } }) =>
            void navigate({ to: '/documents', search: value ? { type: value as Paper['type'] } : {} })
          }
        />
      </div>
      {papers.isPending && <Skeleton heights={[56, 56, 56]} />}
      {papers.isError && (
        <ProblemNote problem={asProblem(papers.error)} onRetry={() => void papers.refetch()} />
      )}
      {papers.data && rows.length === 0 && <Empty>{says.empty}</Empty>}
      {rows.length > 0 && (
        <DataTable caption={says.caption} columns={COLUMNS} rows={rows} keyOf={({ id }) => id} />
      )}
      <MoreButton list={papers} />
    </AccountFrame>
  );
}
