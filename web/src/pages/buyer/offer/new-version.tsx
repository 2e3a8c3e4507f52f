/** A version of one's own: a counter to the one that stands, or a backup put forward again. */
import { Button } from '@mantine/core';
import { useState } from 'react';
import { answerOf, api } from '../../../api/client';
import type { Offer } from '../../../api/offers';
import { useMove } from '../../../app/use-move';
import { useNow } from '../../../app/use-now';
import { money } from '../../../format/money';
import { FormProblem } from '../../../ui/form-problem';
import { words } from '../../../words';
import { offersWords } from '../../../words/offers';
import { OfferCosts } from '../offer-costs';
import { amountsOf, draftOf, expiryOf, type OfferDraft, termsOf } from '../offer-draft.rules';
import { OfferForm } from '../offer-form';
import { AFTER_OFFER, refusalOf } from '../offer-moves';

const { page: says, form, costs } = offersWords;

interface Props {
  offer: Offer;
  move: 'COUNTER' | 'REVIVE';
  onClose(): void;
}

export function NewVersion({ offer, move: kind, onClose }: Props) {
  const { id, terms, amountCents: standing, versionNumber, yourSide } = offer;
  const now = useNow();
  const [draft, setDraft] = useState(() => draftOf(terms, standing));
  const counters = kind === 'COUNTER';
  const move = useMove(
    (
      {
        typed,
        ...read
      }: { typed: OfferDraft & { amountCents: number }; version: number; readAmountCents: number },
      key: string,
    ) => {
      const params = { path: { id }, header: { 'Idempotency-Key': key } };
      const body = {
        amountCents: typed.amountCents,
        terms: termsOf(typed),
        ...(typed.message.trim() ? { message: typed.message } : {}),
        ...expiryOf(typed, now),
      };
      return answerOf(
        counters
          ? api.POST('/offers/{id}/counter', { params, body: { ...body, ...read } })
          : api.POST('/offers/{id}/revive', { params, body }),
      );
    },
    { changes: AFTER_OFFER, onDone: onClose },
  );
  const { amountCents } = draft;
  return (
    <form
      className="card stack-form"
      aria-label={counters ? says.counterTitle : says.reviveTitle}
      onSubmit={(event) => {
        event.preventDefault();
        const read = { version: versionNumber, readAmountCents: standing };
        if (amountCents !== null) move.act({ typed: { ...draft, amountCents }, ...read });
      }}
    >
      <h2>{counters ? says.counterTitle : says.reviveTitle}</h2>
      <OfferForm draft={draft} onChange={setDraft} errorOf={move.errorOf} askingCents={null} />
      <h3>{costs.title}</h3>
      <OfferCosts side={yourSide ?? 'BUYER'} amounts={amountsOf(draft)} />
      <FormProblem>{refusalOf(move)}</FormProblem>
      <div className="row">
        <Button type="submit" loading={move.busy} disabled={amountCents === null}>
          {amountCents === null
            ? form.counterEmpty
            : counters
              ? form.counterSubmit(money(amountCents))
              : form.reviveSubmit(money(amountCents))}
        </Button>
        <Button variant="default" onClick={onClose}>
          {words.common.cancel}
        </Button>
      </div>
    </form>
  );
}
