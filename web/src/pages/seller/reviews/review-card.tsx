/** One review, with the reply of the one whom it is about. */
import { Button, Textarea } from '@mantine/core';
import { useState } from 'react';
import { replyToReview, type Review } from '../../../api/standing';
import { useMove } from '../../../app/use-move';
import { shortDay } from '../../../format/time';
import { Chip, type Tone } from '../../../ui/chip';
import { formText } from '../../../ui/form-text';
import { Moment } from '../../../ui/moment';
import { MoveDialog } from '../../../ui/move-dialog';
import { standingWords } from '../../../words/seller';

const { reviews: says } = standingWords;

const TONES: Record<Review['state'], Tone> = { SEALED: 'info', SHOWN: 'neutral', HIDDEN: 'bad' };

export function ReviewCard({ review }: { review: Review }) {
  const [replying, setReplying] = useState(false);
  const reply = useMove((content: string, key: string) => replyToReview(review.id, content, key), {
    changes: [['reviews']],
    onDone: () => setReplying(false),
  });
  return (
    <article className="card stack-tight">
      <p className="row">
        <strong>{says.stars(review.stars)}</strong>
        <Chip tone={TONES[review.state]}>{says.states[review.state]}</Chip>
        <span className="note">
          {says.by(review.partner.name, review.listingTitle)} · <Moment at={review.createdAt} day />
        </span>
      </p>
      <p>{review.content}</p>
      {review.state === 'SEALED' && review.showsAt && (
        <p className="note">{says.shows(shortDay(review.showsAt))}</p>
      )}
      {review.hiddenReason && <p>{says.hidden(review.hiddenReason)}</p>}
      {review.reply && (
        <p className="second">
          {says.replied}: {review.reply.content}
        </p>
      )}
      {!review.mine && review.state === 'SHOWN' && !review.reply && (
        <div>
          <Button size="compact-sm" variant="default" onClick={() => setReplying(true)}>
            {says.reply}
          </Button>
        </div>
      )}
      <MoveDialog
        title={says.reply}
        opened={replying}
        onClose={() => setReplying(false)}
        submit={says.reply}
        move={reply}
        onSubmit={(form) => reply.act(formText(form, 'content'))}
      >
        <Textarea
          name="content"
          label={says.replyLabel}
          rows={4}
          required
          withAsterisk={false}
          maxLength={2_000}
          error={reply.errorOf('content')}
        />
      </MoveDialog>
    </article>
  );
}
