/** One document: what it is, what it belongs to, the way to its file, and for its owner who has read it. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link, useNavigate } from '@tanstack/react-router';
import { deletePaper, linkPaper, paperQuery, type Paper } from '../../../api/papers';
import { AttachedTo } from '../../../app/attached-to';
import { ConfirmRemove } from '../../../app/confirm-remove';
import { DocumentVersions } from '../../../app/document-versions';
import { DocumentReadings } from '../../../app/document-readings';
import { NewVersion } from '../../../app/new-version';
import { PageProblem } from '../../../app/page-states';
import { PaperState } from '../../../app/paper-state';
import { ReportButton } from '../../../app/report-button';
import { useMove } from '../../../app/use-move';
import { fileSize } from '../../../format/file-size';
import { Facts } from '../../../ui/facts';
import { FormProblem } from '../../../ui/form-problem';
import { Moment } from '../../../ui/moment';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { documentWords } from '../../../words/documents';

const { one: says, readings, versions } = documentWords;
const { accountPages: pages } = words.pages;
const route = getRouteApi('/signed-in/documents/$id');

export function DocumentPage() {
  const { id } = route.useParams();
  const paper = useQuery(paperQuery(id));
  if (paper.isPending) return <Skeleton heights={[34, 240, 120]} />;
  if (paper.isError) return <PageProblem error={paper.error} onRetry={() => void paper.refetch()} />;
  return <One paper={paper.data} />;
}

function One({ paper }: { paper: Paper }) {
  const { id, title, mine, status, replacedBy } = paper;
  const navigate = useNavigate();
  const opening = useMove((paperId: string) => linkPaper(paperId), {
    onDone: ({ data }) => location.assign(data.url),
  });
  return (
    <div className="stack">
      {mine && (
        <p>
          <Link to="/documents">{says.toMine}</Link>
        </p>
      )}
      <div className="stack-tight">
        <PageHeading title={pages.document.title}>{title}</PageHeading>
        <p className="second">{mine ? says.mine : says.theirs}</p>
        <div className="row">
          {status === 'AVAILABLE' && (
            <Button loading={opening.busy} onClick={() => opening.act(id)}>
              {says.download}
            </Button>
          )}
          {mine && replacedBy === null && (
            <NewVersion
              paper={paper}
              changes={[['documents'], ['document', id]]}
              onDone={(newer) => void navigate({ to: '/documents/$id', params: { id: newer } })}
            />
          )}
          {mine && <Delete paper={paper} />}
        </div>
        {replacedBy !== null && (
          <p role="status">
            {versions.former}{' '}
            <Link to="/documents/$id" params={{ id: replacedBy }}>
              {versions.latest}
            </Link>
          </p>
        )}
        <FormProblem>{opening.problem}</FormProblem>
      </div>
      <About paper={paper} />
      <section className="stack-tight">
        <h2>{versions.title}</h2>
        <DocumentVersions id={id} />
      </section>
      {!mine && (
        <div>
          <ReportButton subject={{ type: 'DOCUMENT', id }} />
        </div>
      )}
      {mine && (
        <section className="stack-tight">
          <h2>{readings.title}</h2>
          <DocumentReadings id={id} />
        </section>
      )}
    </div>
  );
}

const About = ({ paper }: { paper: Paper }) => (
  <section className="card stack-tight">
    <h2>{says.facts}</h2>
    <Facts
      facts={[
        { name: says.type, value: words.codes.documentType[paper.type] },
        { name: says.file, value: paper.fileName },
        { name: says.size, value: fileSize(paper.sizeBytes) },
        { name: says.uploaded, value: <Moment at={paper.uploadedAt} /> },
        {
          name: says.state,
          value: <PaperState paper={paper} />,
          ...(paper.reviewedAt ? { source: <Moment at={paper.reviewedAt} day /> } : {}),
        },
        { name: says.attachedTo, value: <AttachedTo subjects={paper.attachedTo} /> },
        { name: says.fingerprint, value: <code>{paper.sha256}</code> },
      ]}
    />
  </section>
);

function Delete({ paper: { id, title } }: { paper: Paper }) {
  const navigate = useNavigate();
  return (
    <ConfirmRemove
      id={id}
      remove={deletePaper}
      changes={[['documents']]}
      onRemoved={() => void navigate({ to: '/documents' })}
      title={says.delete}
      submit={says.delete}
      text={
        <>
          <p>{title}</p>
          <p className="second">{says.deleteNote}</p>
        </>
      }
    >
      {(open) => (
        <Button variant="default" onClick={open}>
          {says.delete}
        </Button>
      )}
    </ConfirmRemove>
  );
}
