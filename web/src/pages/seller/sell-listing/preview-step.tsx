/** The listing as buyers read it: all of it after they unlock, beside what they see before. */
import { Link } from '@tanstack/react-router';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import { BeforeUnlock } from '../before-unlock';
import { ContentFacts } from '../content-facts';
import classes from '../seller.module.css';
import { LISTING_STEPS } from '../steps.rules';
import type { Draft } from './use-draft';

const { preview: says, record } = sellWords;
const { common } = words;

export function PreviewStep({ draft }: { draft: Draft }) {
  const { listing, content } = draft;
  const carrier = listing.confidential?.carrier;
  return (
    <div className={classes.sides}>
      <section className="card stack-form">
        <h2>{says.after}</h2>
        {carrier && (
          <p>
            <strong>{carrier.legalName ?? common.notKnown}</strong>
            <br />
            {sellWords.number.usdot(carrier.usdot)}
            {carrier.dockets.map((docket) => ` · ${docket}`)}
          </p>
        )}
        <p className="note">{record.shows}</p>
        <ContentFacts content={{ ...content, deal: content.deal }} />
        <p className="row">
          {LISTING_STEPS.slice(0, 4).map((step) => (
            <Link key={step} to="/sell/$id" params={{ id: listing.id }} search={{ step }}>
              {`${says.change}: ${sellWords.steps[step]}`}
            </Link>
          ))}
        </p>
      </section>
      <BeforeUnlock
        listing={listing}
        title={content.title === sellWords.draftTitle ? '' : content.title}
        summary={content.summary}
      />
    </div>
  );
}
