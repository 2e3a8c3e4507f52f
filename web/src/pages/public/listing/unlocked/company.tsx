/** A company that the reader has unlocked: its name and numbers, its record, what the seller says, its papers. */
import { EquipmentPart } from '../../../../app/equipment-part';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { dueDiligenceQuery } from '../../../../api/buyer';
import { asProblem } from '../../../../api/problem';
import type { Listing } from '../../../../api/queries';
import { shortMoment } from '../../../../format/time';
import { Chip } from '../../../../ui/chip';
import { NumberToCopy } from '../../../../ui/number-to-copy';
import { PageHeading } from '../../../../ui/page-heading';
import { ProblemNote } from '../../../../ui/problem-note';
import { Skeleton } from '../../../../ui/skeleton';
import { words } from '../../../../words';
import { buyerWords } from '../../../../words/buyer';
import { carrierWords } from '../../../../words/carrier';
import { publicWords } from '../../../../words/public';
import { CarrierChanges } from '../../carrier-changes';
import { CarrierInsurance } from '../../carrier-insurance';
import { CarrierRecord } from '../../carrier-record';
import { CarrierRisk } from '../../carrier-risk';
import { CarrierSafety } from '../../carrier-safety';
import classes from '../listing.module.css';
import { PriceComparison } from '../../../../app/price-comparison';
import { CompanyAside } from './company-aside';
import { Documents } from './documents';
import { SellerSays } from './seller-says';

const { company: says } = buyerWords;
const { codes, card, common } = words;

type Confidential = NonNullable<Listing['confidential']>;

export interface CompanyProps {
  listing: Listing;
  confidential: Confidential;
}

export const Company = ({ listing, confidential }: CompanyProps) => (
  <div className="stack">
    <p>
      <Link to="/search">{publicWords.listing.back}</Link>
    </p>
    <Head listing={listing} confidential={confidential} />
    <div className={classes.columns}>
      <div className={classes.main}>
        <section className="card stack-tight">
          <h2>{says.description}</h2>
          <p className={classes.prose}>{listing.summary}</p>
          <p className={classes.prose}>{confidential.description}</p>
        </section>
        <PriceComparison id={listing.id} />
        <FromRecord id={listing.id} />
        <SellerSays confidential={confidential} />
        <EquipmentPart id={listing.id} />
        <Documents listingId={listing.id} />
      </div>
      <CompanyAside listing={listing} confidential={confidential} />
    </div>
  </div>
);

const Head = ({ listing, confidential: { carrier } }: CompanyProps) => (
  <div className="stack-tight">
    <div className="row">
      <Chip tone={listing.status === 'ACTIVE' ? 'ok' : 'info'}>{codes.listingStatus[listing.status]}</Chip>
      {listing.nda && <Chip tone="info">{says.unlockedChip(listing.nda.acceptedVersion)}</Chip>}
      {listing.management && <Chip tone="info">{says.ownChip}</Chip>}
      {listing.isPremium && <Chip tone="info">{card.premium}</Chip>}
      {carrier.source !== 'FMCSA' && <Chip tone="warn">{carrierWords.source[carrier.source]}</Chip>}
    </div>
    <PageHeading>{carrier.legalName ?? listing.title}</PageHeading>
    <p className="second">{listing.title}</p>
    <p className={classes.numbers}>
      <span>
        {carrierWords.usdot} <NumberToCopy name={carrierWords.usdot} value={String(carrier.usdot)} />
      </span>
      {carrier.dockets.map((docket) => (
        <span key={docket}>
          {carrierWords.docket} <NumberToCopy name={docket} value={docket} />
        </span>
      ))}
      <span>{[carrier.city, carrier.state].filter(Boolean).join(', ') || common.notKnown}</span>
    </p>
    <p className="note">{carrierWords.asOf(shortMoment(carrier.retrievedAt))}</p>
  </div>
);

/** Read at once with the report: risk, safety, insurance, changes, record. */
function FromRecord({ id }: { id: string }) {
  const report = useQuery(dueDiligenceQuery(id));
  if (report.isPending) return <Skeleton heights={[260, 240, 160]} />;
  if (report.isError)
    return (
      <section className="stack-tight">
        <p className="second">{says.recordFailed}</p>
        <ProblemNote problem={asProblem(report.error)} onRetry={() => void report.refetch()} />
      </section>
    );
  const { record, verdict, changes } = report.data;
  return (
    <>
      {record.stale && <p className="card">{carrierWords.stale}</p>}
      <CarrierRisk risk={verdict.risk} />
      <CarrierSafety safety={record.safety} />
      <CarrierInsurance insurance={record.insurance} policies={record.history.policies} />
      <CarrierChanges snapshots={changes} />
      <CarrierRecord record={record} />
    </>
  );
}
