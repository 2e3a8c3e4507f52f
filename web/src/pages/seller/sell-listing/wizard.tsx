/** What stands round each step: where one is, whether it is saved, and the way on. */
import { Button } from '@mantine/core';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useState } from 'react';
import { shortMoment } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { PageHeading } from '../../../ui/page-heading';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import { BeforeUnlock } from '../before-unlock';
import { ControlProof } from '../control-proof';
import classes from '../seller.module.css';
import { StepBar } from '../steps';
import { LISTING_STEPS, type ListingStep } from '../steps.rules';
import { ConflictPanel } from './conflict-panel';
import { DealStep } from './deal-step';
import { MoneyStep } from './money-step';
import { OperationStep } from './operation-step';
import { PreviewStep } from './preview-step';
import { SubmitStep } from './submit-step';
import { TextStep } from './text-step';
import type { Draft } from './use-draft';

const TITLES: Record<ListingStep, string> = {
  deal: sellWords.deal.title,
  operation: sellWords.operation.title,
  money: sellWords.money.title,
  text: sellWords.text.title,
  preview: sellWords.preview.title,
  proof: sellWords.steps.proof,
  submit: sellWords.submit.title,
};

const FORMS = { deal: DealStep, operation: OperationStep, money: MoneyStep, text: TextStep } as const;

interface Props {
  draft: Draft;
  step: ListingStep;
}

export const Wizard = ({ draft, step }: Props) => (
  <div className="stack">
    <StepBar current={step} id={draft.listing.id} />
    <PageHeading key={step} title={words.pages.sellerPages.sellListing.title} aside={<Saved draft={draft} />}>
      {TITLES[step]}
    </PageHeading>
    <Standing draft={draft} />
    <ConflictPanel draft={draft} />
    {step in FORMS ? (
      <FormStep draft={draft} step={step as keyof typeof FORMS} />
    ) : (
      <Reading draft={draft} step={step} />
    )}
  </div>
);

/** What a listing that is no draft any more is to its seller while they write. */
function Standing({ draft: { listing } }: { draft: Draft }) {
  const { management, status } = listing;
  if (!management || status === 'DRAFT') return null;
  const name = words.codes.listingStatus[status];
  const notes = [
    management.statusReason && sellWords.live.rejected(management.statusReason),
    !management.editable && sellWords.live.locked(name),
    management.moves.includes('redraft') && sellWords.live.redraft,
    management.moves.includes('pause') && sellWords.live.applies,
    management.pendingChange && sellWords.live.pending,
  ].filter((note) => typeof note === 'string');
  return (
    <div className="card stack-tight">
      <span>
        <Chip tone="info">{name}</Chip>
      </span>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
    </div>
  );
}

function Saved({ draft }: { draft: Draft }) {
  const text = draft.saving
    ? sellWords.saving
    : draft.refused
      ? sellWords.notSaved
      : draft.unsaved
        ? sellWords.unsaved
        : sellWords.saved(shortMoment(draft.listing.management?.updatedAt ?? ''));
  return (
    <span className="note" role="status">
      {text}
    </span>
  );
}

function useSteps({ draft, step }: Props) {
  const navigate = useNavigate();
  const at = LISTING_STEPS.indexOf(step);
  const go = (to: ListingStep | undefined) =>
    to && void navigate({ to: '/sell/$id', params: { id: draft.listing.id }, search: { step: to } });
  return { back: LISTING_STEPS[at - 1], next: LISTING_STEPS[at + 1], go };
}

function FormStep({ draft, step }: { draft: Draft; step: keyof typeof FORMS }) {
  const Step = FORMS[step];
  const { back, next, go } = useSteps({ draft, step });
  const [busy, setBusy] = useState(false);
  const isDraft = draft.listing.status === 'DRAFT';
  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    const saved = await draft.store.save();
    setBusy(false);
    if (saved) go(next);
  };
  return (
    <div className={classes.sides}>
      <form className="card stack-form" onSubmit={(event) => void send(event)}>
        <Step draft={draft} />
        <FormProblem>{draft.problem}</FormProblem>
        <div className="row">
          <Button
            type="submit"
            loading={busy}
            disabled={draft.conflict !== null || draft.listing.management?.editable !== true}
          >
            {isDraft ? sellWords.next : sellWords.live.save}
          </Button>
          {back && (
            <Button variant="default" onClick={() => go(back)}>
              {sellWords.back}
            </Button>
          )}
        </div>
      </form>
      <BeforeUnlock
        listing={draft.listing}
        title={draft.content.title === sellWords.draftTitle ? '' : draft.content.title}
        summary={draft.content.summary}
      />
    </div>
  );
}

function Reading({ draft, step }: Props) {
  const { back, next, go } = useSteps({ draft, step });
  return (
    <>
      {step === 'preview' && <PreviewStep draft={draft} />}
      {step === 'proof' && <ControlProof usdot={draft.listing.confidential?.carrier.usdot ?? 0} />}
      {step === 'submit' && <SubmitStep draft={draft} />}
      <div className="row">
        {next && <Button onClick={() => go(next)}>{sellWords.goOn}</Button>}
        {back && (
          <Button variant="default" onClick={() => go(back)}>
            {sellWords.back}
          </Button>
        )}
      </div>
    </>
  );
}
