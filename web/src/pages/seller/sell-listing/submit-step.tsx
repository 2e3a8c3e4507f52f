/** Ready to sell: what is missing, what to put right first, what it costs, and the way into review. */
import { Button } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { type Listing } from '../../../api/queries';
import { proofQuery } from '../../../api/seller';
import { submitListing } from '../../../api/seller-moves';
import { PartProblem } from '../../../app/part-problem';
import { WhenOn } from '../../../app/when-on';
import { type Move, useMove } from '../../../app/use-move';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import { FIELD_NAMES, stepOfField } from '../content-fields';
import { levelOf } from '../control-proof';
import { OpenPoints } from '../open-points';
import classes from '../seller.module.css';
import { Costs } from './costs';
import type { Draft } from './use-draft';

const { submit: says } = sellWords;

export function SubmitStep({ draft }: { draft: Draft }) {
  const { listing } = draft;
  const { management } = listing;
  const submitting = useMove((_: undefined, key: string) => submitListing(listing.id, key), {
    changes: [['listing', listing.id], ['my-listings'], ['credits']],
  });
  if (!management) return null;
  if (!management.moves.includes('submit')) return <NotOpen listing={listing} />;
  return (
    <>
      <section className="card stack-tight">
        <h2>{says.missing}</h2>
        {management.missing.length === 0 && <p>{says.nothingMissing}</p>}
        <ToPutRight id={listing.id} points={management.missing} />
        <Control listing={listing} />
      </section>
      <OpenPoints id={listing.id} />
      <Costs listing={listing}>
        <Refused id={listing.id} submitting={submitting} />
        <WhenOn feature="NEW_LISTINGS">
          <div className="row">
            <Button
              loading={submitting.busy}
              disabled={management.missing.length > 0}
              onClick={() => submitting.act(undefined)}
            >
              {management.publicationPaid ? says.submitPaid : says.submit}
            </Button>
          </div>
        </WhenOn>
        <p className="note">{says.after}</p>
      </Costs>
    </>
  );
}

function Control({ listing }: { listing: Listing }) {
  const usdot = listing.confidential?.carrier.usdot ?? 0;
  const read = useQuery(proofQuery(usdot));
  const proof = read.data;
  if (!proof) return <PartProblem query={read} />;
  return (
    <div className={classes.line}>
      <span>
        <Chip tone={proof.level > 0 ? 'ok' : 'warn'}>{says.proof}</Chip>
      </span>
      <span className="row">
        {proof.level > 0 ? levelOf(proof) : says.proofNone}
        {proof.level === 0 && (
          <Link to="/sell/$id" params={{ id: listing.id }} search={{ step: 'proof' }}>
            {says.proofNext}
          </Link>
        )}
      </span>
    </div>
  );
}

interface Points {
  id: string;
  points: readonly { field: string; message: string }[];
}

const ToPutRight = ({ id, points }: Points) => (
  <ul>
    {points.map(({ field, message }) => (
      <li key={field} className={classes.line}>
        <strong>{FIELD_NAMES[field] ?? field}</strong>
        <span className="row">
          {message}
          <Link to="/sell/$id" params={{ id }} search={{ step: stepOfField(field) }}>
            {says.fix}
          </Link>
        </span>
      </li>
    ))}
  </ul>
);

/** Where a text was refused: each field with its rule. */
function Refused({ id, submitting }: { id: string; submitting: Move<undefined> }) {
  const { refused, problem } = submitting;
  if (!refused) return null;
  return (
    <>
      <FormProblem>{problem ?? `${refused.title}.`}</FormProblem>
      <ToPutRight id={id} points={refused.errors} />
      {refused.code === 'control_not_proven' && (
        <Link to="/sell/$id" params={{ id }} search={{ step: 'proof' }}>
          {says.proofNext}
        </Link>
      )}
      {refused.code === 'carrier_already_listed' && (
        <Link to="/my-listings/$id/control" params={{ id }}>
          {says.contest}
        </Link>
      )}
    </>
  );
}

const NotOpen = ({ listing }: { listing: Listing }) => (
  <section className="card stack-tight">
    {listing.status === 'PENDING_REVIEW' ? (
      <>
        <h2>{says.done}</h2>
        <p className="second">{says.doneNote}</p>
      </>
    ) : (
      <p>{says.notOpen(words.codes.listingStatus[listing.status])}</p>
    )}
    <p>
      <Link to="/my-listings/$id" params={{ id: listing.id }}>
        {says.toListing}
      </Link>
    </p>
  </section>
);
