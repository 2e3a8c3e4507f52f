/** What one says of the other side once the deal is completed. */
import { Button, Radio, Textarea } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { writeReview } from '../../../api/deal-acts';
import { dealReviewQuery, type Review } from '../../../api/deals';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { shortDay } from '../../../format/time';
import { Empty } from '../../../ui/empty';
import { FormProblem } from '../../../ui/form-problem';
import { dealWords } from '../../../words/deals';
import { Part } from '../part';
import { useDeal } from '../use-deal';

const { review: says } = dealWords;
const STARS = [5, 4, 3, 2, 1];
const STATES: Record<Review['state'], string> = {
  SEALED: says.sealed,
  SHOWN: says.shown,
  HIDDEN: says.hidden,
};

export function ReviewPage() {
  const { id, status } = useDeal();
  const review = useQuery(dealReviewQuery(id));
  return (
    <section className="stack">
      <h2>{says.title}</h2>
      <Part query={review} heights={[240]}>
        {({ due, written }) => {
          if (written) return <Written review={written} />;
          if (!due) return <Empty>{status === 'COMPLETED' ? says.closed : says.notCompleted}</Empty>;
          return (
            <WhenOn feature="REVIEWS">
              <Write dealId={id} name={due.partner.name} closesAt={due.closesAt} />
            </WhenOn>
          );
        }}
      </Part>
    </section>
  );
}

const Written = ({ review: { stars, content, state } }: { review: Review }) => (
  <div className="card stack-tight">
    <h3>{says.yours}</h3>
    <p>{says.starsOf(stars)}</p>
    <p>{content}</p>
    <p className="note">{STATES[state]}</p>
  </div>
);

function Write({ dealId, name, closesAt }: { dealId: string; name: string; closesAt: string }) {
  const [stars, setStars] = useState('');
  const [content, setContent] = useState('');
  const move = useMove(
    (typed: { stars: number; content: string }, key) => writeReview({ transactionId: dealId, ...typed }, key),
    { changes: [['deal', dealId, 'review']] },
  );
  return (
    <form
      className="card stack-form"
      onSubmit={(event) => {
        event.preventDefault();
        move.act({ stars: Number(stars), content });
      }}
    >
      <p className="second">{says.until(shortDay(closesAt))}</p>
      <Radio.Group label={says.about(name)} value={stars} onChange={setStars} error={move.errorOf('stars')}>
        <div className="stack-tight">
          {STARS.map((each) => (
            <Radio key={each} value={String(each)} label={says.starsOf(each)} />
          ))}
        </div>
      </Radio.Group>
      <Textarea
        label={says.content}
        description={says.contentHint}
        rows={4}
        required
        withAsterisk={false}
        value={content}
        error={move.errorOf('content')}
        onChange={({ currentTarget: { value } }) => setContent(value)}
      />
      <FormProblem>{move.problem}</FormProblem>
      <div>
        <Button type="submit" loading={move.busy} disabled={stars === ''}>
          {says.send}
        </Button>
      </div>
    </form>
  );
}
