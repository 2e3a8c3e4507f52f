/** The due-diligence report of a listing's carrier: what to ask about first, then everything with its source. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getRouteApi, Link } from '@tanstack/react-router';
import { type DueDiligence, dueDiligenceQuery } from '../../../api/buyer';
import { asProblem } from '../../../api/problem';
import { saveFile } from '../../../api/download';
import { PageProblem } from '../../../app/page-states';
import { useMove } from '../../../app/use-move';
import { shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';
import { carrierWords } from '../../../words/carrier';
import { CarrierReport } from '../carrier-report';

const { report: says } = buyerWords;
const { buyerPages: pages } = words.pages;
const route = getRouteApi('/signed-in/listings/$id/due-diligence');

export function DueDiligencePage() {
  const { id } = route.useParams();
  const report = useQuery(dueDiligenceQuery(id));
  if (report.isPending) return <Skeleton heights={[34, 160, 320, 240]} />;
  if (report.isError && asProblem(report.error).status === 403) return <Locked id={id} />;
  if (report.isError) return <PageProblem error={report.error} onRetry={() => void report.refetch()} />;
  return <Report id={id} report={report.data} />;
}

const Locked = ({ id }: { id: string }) => (
  <div className="stack">
    <PageHeading>{pages.dueDiligence.title}</PageHeading>
    <p>{says.locked}</p>
    <p>
      <Link to="/listings/$id" params={{ id }}>
        {says.toListing}
      </Link>
    </p>
  </div>
);

function Report({ id, report }: { id: string; report: DueDiligence }) {
  const { usdot, record } = report;
  const pdf = useMove(() =>
    saveFile(`/listings/${id}/due-diligence?format=pdf`, `due-diligence-${usdot}.pdf`),
  );
  return (
    <div className="stack">
      <p className="no-print">
        <Link to="/listings/$id" params={{ id }}>
          {says.back}
        </Link>
      </p>
      <div className="stack-tight">
        <PageHeading title={pages.dueDiligence.title}>
          {record.identity.legalName ?? carrierWords.usdotNumber(usdot)}
        </PageHeading>
        <div className="row">
          <span>{carrierWords.usdotNumber(usdot)}</span>
          <Chip tone={record.source === 'FMCSA' ? 'info' : 'warn'}>{carrierWords.source[record.source]}</Chip>
          <span className="note">{says.lead(shortMoment(report.preparedAt))}</span>
        </div>
        <div className="no-print">
          <Button variant="default" loading={pdf.busy} onClick={() => pdf.act(undefined)}>
            {says.pdf}
          </Button>
        </div>
        <FormProblem>{pdf.problem}</FormProblem>
      </div>
      <CarrierReport report={report} />
    </div>
  );
}
