/** One move of a deal in its dialog: what it does in the words of the server, what it asks, what it moves. */
import { useState } from 'react';
import { Radio, Textarea, TextInput } from '@mantine/core';
import type { Deal } from '../../api/deals';
import { Attach, type Attachments, useAttachments } from '../../app/attach';
import { useMove } from '../../app/use-move';
import { money, percent } from '../../format/money';
import { MoneyInput } from '../../ui/money-input';
import { MoveDialog } from '../../ui/move-dialog';
import { words } from '../../words';
import { dealActs as says, dealCodes } from '../../words/deals';
import { type ActName, actOf, type Field, type Typed } from './acts';
import { feeRateOf, hasEnded } from './deal.rules';
import { Released } from './released';
import { SplitField } from './split';

interface Props {
  deal: Deal;
  act: ActName;
  onClose(): void;
}

export function ActDialog({ deal, act, onClose }: Props) {
  const { fields, grave, send } = actOf(act);
  const [typed, setTyped] = useState<Typed>(() => beginning(deal));
  const papers = useAttachments();
  const type = (part: Partial<Typed>) => setTyped((before) => ({ ...before, ...part }));
  const move = useMove((input: Typed, key) => send(deal, input, key), {
    changes: [['deal', deal.id], ['deals']],
    onDone: onClose,
  });
  const effect = deal.moves.open.find((each) => each.move === act)?.effect;
  const wrong = fields.includes('split') && (typed.sellerCents < 0 || typed.sellerCents > deal.heldCents);
  return (
    <MoveDialog
      title={dealCodes.move[act]}
      opened
      onClose={onClose}
      submit={dealCodes.move[act]}
      grave={grave ?? false}
      move={move}
      disabled={wrong || papers.busy || (fields.includes('price') && typed.priceCents === null)}
      onSubmit={() => move.act({ ...typed, documentIds: papers.ids })}
    >
      {effect && <p>{effect}</p>}
      {act === 'ACCEPT' && <Released deal={deal} />}
      {fields.map((field) => (
        <FieldOf key={field} {...{ field, deal, typed, type, papers }} errorOf={move.errorOf} />
      ))}
    </MoveDialog>
  );
}

const beginning = (deal: Deal): Typed => ({
  reason: '',
  days: 7,
  priceCents: null,
  cause: null,
  outcome: 'CANCELLED',
  sellerCents: 0,
  statement: '',
  documentIds: [],
  ...(hasEnded(deal.status) ? { outcome: deal.status } : {}),
});

interface FieldProps {
  field: Field;
  deal: Deal;
  typed: Typed;
  type(part: Partial<Typed>): void;
  papers: Attachments;
  errorOf(field: string): string | undefined;
}

const REASONS: Partial<Record<Field, string>> = { reason: says.reason, maybeReason: says.reasonMaybe };

function FieldOf({ field, deal, typed, type, papers, errorOf }: FieldProps) {
  switch (field) {
    case 'reason':
    case 'maybeReason':
      return (
        <Textarea
          label={REASONS[field]}
          description={says.reasonHint}
          required={field === 'reason'}
          withAsterisk={false}
          rows={3}
          value={typed.reason}
          error={errorOf('reason')}
          onChange={({ currentTarget: { value } }) => type({ reason: value })}
        />
      );
    case 'statement':
      return (
        <Textarea
          label={says.statement}
          description={says.statementHint}
          required
          withAsterisk={false}
          rows={5}
          value={typed.statement}
          error={errorOf('statement')}
          onChange={({ currentTarget: { value } }) => type({ statement: value })}
        />
      );
    case 'documents':
      return <Attach list={papers} />;
    case 'days':
      return (
        <TextInput
          type="number"
          label={says.days}
          description={says.daysHint}
          min={1}
          max={30}
          required
          withAsterisk={false}
          value={typed.days}
          error={errorOf('days')}
          onChange={({ currentTarget: { value } }) => type({ days: Number(value) })}
        />
      );
    case 'price':
      return (
        <MoneyInput
          label={says.price}
          name="priceCents"
          required
          initialCents={deal.priceCents}
          description={priceHint(deal)}
          error={errorOf('priceCents')}
          onCents={(priceCents) => type({ priceCents })}
        />
      );
    case 'cause':
      return <CauseField {...{ deal, typed, type }} />;
    case 'outcome':
      return (
        <Radio.Group
          label={says.outcome}
          value={typed.outcome}
          error={errorOf('outcome')}
          onChange={(outcome) => type({ outcome: outcome })}
        >
          <div className="stack-tight">
            {Object.entries(dealCodes.outcome).map(([value, label]) => (
              <Radio key={value} value={value} label={label} />
            ))}
          </div>
        </Radio.Group>
      );
    case 'split':
      return deal.heldCents === 0 ? null : (
        <SplitField
          heldCents={deal.heldCents}
          sellerCents={typed.sellerCents}
          onSeller={(sellerCents) => type({ sellerCents })}
          error={errorOf('split.sellerCents') ?? errorOf('split')}
        />
      );
  }
}

function priceHint(deal: Deal): string {
  const rate = feeRateOf(deal);
  return rate === null ? words.common.dollars : says.priceFee(percent(rate));
}

/** A contingency of the terms is a cause; which of them stands, the server says. */
const CauseField = ({ deal, typed, type }: Pick<FieldProps, 'deal' | 'typed' | 'type'>) => (
  <Radio.Group
    label={says.cause}
    value={typed.cause ?? 'NONE'}
    onChange={(cause) => type({ cause: cause === 'NONE' ? null : cause })}
  >
    <div className="stack-tight">
      <Radio value="NONE" label={says.noCause(money(deal.walkAwayCents))} />
      {deal.terms.agreed.contingencies.map((each) => (
        <Radio key={each} value={each} label={says.withCause(words.codes.contingency[each])} />
      ))}
    </div>
  </Radio.Group>
);
