/** What a reader can do towards the confidential part, and why not, where they cannot. */
import { Button } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client';
import type { Listing } from '../../../api/queries';
import { WhenOn } from '../../../app/when-on';
import { useMove } from '../../../app/use-move';
import { useSession } from '../../../app/use-session';
import { Chip, type Tone } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { buyerWords } from '../../../words/buyer';
import { UnlockDialog } from './unlock-dialog';

const { unlock: says } = buyerWords;

export function Unlocking({ listing }: { listing: Listing }) {
  const { state } = useSession();
  if (state === 'starting') return null;
  if (state === 'out') return <WayIn listing={listing} />;
  if (listing.management) return <p className="second">{says.ownListing}</p>;
  if (!listing.moves) return <BecomeBuyer listing={listing} />;
  return <Opening listing={listing} />;
}

const WayIn = ({ listing }: { listing: Listing }) => (
  <div className="stack-tight">
    <Button
      fullWidth
      renderRoot={(props) => <Link to="/sign-in" search={{ next: `/listings/${listing.id}` }} {...props} />}
    >
      {says.signIn}
    </Button>
    <WhenOn feature="REGISTRATION" quiet>
      <p>
        <Link to="/register">{says.register}</Link>
      </p>
    </WhenOn>
  </div>
);

function BecomeBuyer({ listing }: { listing: Listing }) {
  const move = useMove(() => answerOf(api.POST('/users/me/roles', { body: { role: 'BUYER' } })), {
    changes: [['me'], ['listing', listing.id]],
  });
  return (
    <div className="stack-tight">
      <p className="second">{says.notBuyer}</p>
      <FormProblem>{move.problem}</FormProblem>
      <Button fullWidth variant="default" loading={move.busy} onClick={() => move.act(undefined)}>
        {says.becomeBuyer}
      </Button>
    </div>
  );
}

interface Standing {
  chip: string;
  tone: Tone;
  text: string | null;
}

function standingOf({ access, nda }: Listing): Standing | null {
  if (nda?.asksAgain) return { chip: says.anewChip, tone: 'turn', text: null };
  if (access === 'PENDING') return { chip: says.waitingChip, tone: 'info', text: says.waiting };
  if (access === 'REVOKED') return { chip: says.revokedChip, tone: 'bad', text: says.revoked };
  if (access === 'SUSPENDED') return { chip: says.suspendedChip, tone: 'neutral', text: says.suspended };
  return null;
}

function Opening({ listing }: { listing: Listing }) {
  const [opened, setOpened] = useState(false);
  const unlock = listing.moves?.open.find(({ move }) => move === 'UNLOCK');
  const closed = listing.moves?.closed.find(({ move }) => move === 'UNLOCK');
  const standing = standingOf(listing);
  return (
    <div className="stack-tight">
      {standing && (
        <>
          <p>
            <Chip tone={standing.tone}>{standing.chip}</Chip>
          </p>
          {standing.text && <p className="second">{standing.text}</p>}
        </>
      )}
      {unlock && (
        <WhenOn feature="UNLOCKS">
          <Button fullWidth onClick={() => setOpened(true)}>
            {buttonOf(listing)}
          </Button>
          <p className="note">{unlock.effect}</p>
        </WhenOn>
      )}
      {listing.moves?.open.some(({ move }) => move === 'WITHDRAW_UNLOCK') && <TakeBack id={listing.id} />}
      {closed && <p className="second">{closed.because}</p>}
      {listing.access !== 'NONE' && (
        <p>
          <Link to="/access-requests">{says.requests}</Link>
        </p>
      )}
      <UnlockDialog listing={listing} opened={opened} onClose={() => setOpened(false)} />
    </div>
  );
}

function TakeBack({ id }: { id: string }) {
  const move = useMove(
    (_: undefined, key) =>
      answerOf(
        api.POST('/listings/{id}/unlock/withdraw', {
          params: { path: { id }, header: { 'Idempotency-Key': key } },
        }),
      ),
    { changes: [['listing', id], ['listings'], ['credits']] },
  );
  return (
    <>
      <FormProblem>{move.problem}</FormProblem>
      <Button fullWidth variant="default" loading={move.busy} onClick={() => move.act(undefined)}>
        {says.takeBack}
      </Button>
    </>
  );
}

function buttonOf({ nda, access, unlockCredits }: Listing): string {
  if (nda?.asksAgain) return says.acceptAnew;
  return access === 'REVOKED' ? says.askAgain(unlockCredits) : says.button(unlockCredits);
}
