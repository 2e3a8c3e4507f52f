/** One carrier: what its record shows, of when, and where to read it at FMCSA; below it what only accounts may read. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { carrierReportQuery, type FoundCarrier } from '../../../api/carriers';
import { asProblem } from '../../../api/problem';
import { WhenOn } from '../../../app/when-on';
import { useNow } from '../../../app/use-now';
import { useSession } from '../../../app/use-session';
import { fromNow } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { Moment } from '../../../ui/moment';
import { ProblemNote } from '../../../ui/problem-note';
import { Skeleton } from '../../../ui/skeleton';
import { words } from '../../../words';
import { buyerWords } from '../../../words/buyer';
import { carrierWords } from '../../../words/carrier';
import { CarrierChecks } from '../carrier-checks';
import { CarrierReport } from '../carrier-report';
import { saferUrl } from './check.rules';
import { placeOf } from './place';

const { check: says } = carrierWords;
const { common } = words;

export function Found({ carrier }: { carrier: FoundCarrier }) {
  const { state } = useSession();
  const { usdot, legalName, dbaName, check } = carrier;
  const known = [dbaName, placeOf(carrier), carrierWords.usdotNumber(usdot)].filter(Boolean);
  return (
    <>
      <section className="card stack-form">
        <div className="stack-tight">
          <h2>{legalName ?? common.notKnown}</h2>
          <p className="second">{known.join(' · ')}</p>
          <AsOf carrier={carrier} />
        </div>
        {check && (
          <>
            <p>
              <strong>{buyerWords.report.outcome[check.outcome]}</strong>
            </p>
            <p>
              {check.authorities.length === 0
                ? says.noAuthority
                : says.authorities(check.authorities.join(', '))}
            </p>
            {state !== 'in' && <CarrierChecks checks={check.checks} />}
          </>
        )}
        <p className="note">{says.limits}</p>
        <div className="row">
          {carrier.source !== 'FICTIONAL' && (
            <a href={saferUrl(usdot)} target="_blank" rel="noreferrer">
              {says.atFmcsa}
            </a>
          )}
          <Link to="/sell" search={{ company: String(usdot) }}>
            {says.list}
          </Link>
        </div>
      </section>
      {state === 'in' && <Report usdot={usdot} />}
      {state === 'out' && <More usdot={usdot} />}
    </>
  );
}

/** A copy is shown with its age: it is what FMCSA said then. */
function AsOf({ carrier: { source, retrievedAt, check } }: { carrier: FoundCarrier }) {
  const now = useNow();
  return (
    <>
      <p className="row">
        <Chip tone={source === 'FMCSA' ? 'info' : 'warn'}>{carrierWords.source[source]}</Chip>
        <span className="note">
          {says.asOf} <Moment at={retrievedAt} /> ({fromNow(retrievedAt, now)})
        </span>
      </p>
      {check?.stale && (
        <p className="row" role="status">
          <Chip tone="warn">{says.stale}</Chip>
          <span>{carrierWords.stale}</span>
        </p>
      )}
    </>
  );
}

function Report({ usdot }: { usdot: number }) {
  const report = useQuery(carrierReportQuery(usdot));
  if (report.isPending) return <Skeleton heights={[200, 280, 200]} />;
  if (report.isError)
    return (
      <ProblemNote
        problem={asProblem(report.error)}
        limitText={says.tooMany}
        onRetry={() => void report.refetch()}
      />
    );
  return <CarrierReport report={report.data} />;
}

const More = ({ usdot }: { usdot: number }) => (
  <section className="card stack-tight">
    <h2>{says.moreTitle}</h2>
    <p className="second">{says.more}</p>
    <div className="row">
      <WhenOn feature="REGISTRATION" quiet>
        <Button renderRoot={(props) => <Link to="/register" {...props} />}>{says.register}</Button>
      </WhenOn>
      <Link to="/sign-in" search={{ next: `/carrier-check?usdot=${usdot}` }}>
        {words.shell.signIn}
      </Link>
    </div>
  </section>
);
