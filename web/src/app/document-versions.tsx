/** The versions of a document that its reader may see: who uploaded each and when, what became of it, its fingerprint. */
import { useQuery } from '@tanstack/react-query';
import { versionsQuery } from '../api/papers';
import { asProblem } from '../api/problem';
import { DataTable } from '../ui/data-table';
import { Moment } from '../ui/moment';
import { ProblemNote } from '../ui/problem-note';
import { Skeleton } from '../ui/skeleton';
import { documentWords } from '../words/documents';
import { PaperLink } from './paper-link';
import { PaperState } from './paper-state';

const { one, versions: says } = documentWords;

export function DocumentVersions({ id }: { id: string }) {
  const versions = useQuery(versionsQuery(id));
  if (versions.isPending) return <Skeleton heights={[40, 40]} />;
  if (versions.isError)
    return <ProblemNote problem={asProblem(versions.error)} onRetry={() => void versions.refetch()} />;
  return (
    <DataTable
      caption={says.newestFirst}
      columns={[
        {
          name: one.file,
          cell: ({ document }) => (
            <span>
              {document.status === 'AVAILABLE' ? (
                <PaperLink id={document.id} title={document.fileName} />
              ) : (
                document.fileName
              )}
              <br />
              <span className="note">
                {says.number(document.fileVersion)}
                {document.replacedBy === null && document.status === 'AVAILABLE' && `, ${says.stands}`}
              </span>
            </span>
          ),
        },
        { name: says.by, cell: ({ uploadedBy }) => uploadedBy.name },
        { name: says.when, cell: ({ document }) => <Moment at={document.uploadedAt} /> },
        { name: says.state, cell: ({ document }) => <PaperState paper={document} /> },
        { name: one.fingerprint, cell: ({ document }) => <code>{document.sha256.slice(0, 16)}…</code> },
      ]}
      rows={versions.data}
      keyOf={({ document }) => document.id}
    />
  );
}
