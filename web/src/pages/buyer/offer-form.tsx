/** The form of an offer or of an answer to one: price, terms, message, how long it stands. */
import { Checkbox, NativeSelect, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import type { Dispatch } from 'react';
import { configQuery } from '../../api/queries';
import { money } from '../../format/money';
import { depositOf } from '../../format/shares';
import { MoneyInput } from '../../ui/money-input';
import { words } from '../../words';
import { offersWords } from '../../words/offers';
import type { OfferDraft } from './offer-draft.rules';
import classes from './offers.module.css';

const { form: says, walks } = offersWords;
const { contingency } = words.codes;

const options = (names: Readonly<Record<string, string>>) =>
  Object.entries(names).map(([value, label]) => ({ value, label }));

interface Props {
  draft: OfferDraft;
  onChange: Dispatch<OfferDraft>;
  errorOf(field: string): string | undefined;
  askingCents: number | null;
}

export function OfferForm({ draft, onChange, errorOf, askingCents }: Props) {
  const { data: config } = useQuery(configQuery);
  const change = (part: Partial<OfferDraft>) => onChange({ ...draft, ...part });
  const usual = config && draft.amountCents !== null ? money(depositOf(draft.amountCents, config)) : null;
  const text = (
    name: 'holdbackPct' | 'holdbackDays' | 'exclusivityDays' | 'supportDays' | 'loanShare' | 'loanMonths',
    label: string,
    field: string,
    description?: string,
  ) => (
    <TextInput
      label={label}
      description={description}
      inputMode="numeric"
      value={draft[name]}
      error={errorOf(`terms.${field}`)}
      onChange={({ currentTarget: { value } }) => change({ [name]: value })}
    />
  );
  return (
    <>
      <fieldset className={classes.group}>
        <legend>{says.basics}</legend>
        <MoneyInput
          name="amountCents"
          label={says.price}
          description={askingCents === null ? undefined : says.asking(money(askingCents))}
          required
          initialCents={draft.amountCents ?? undefined}
          error={errorOf('amountCents')}
          onCents={(amountCents) => change({ amountCents })}
        />
        <NativeSelect
          label={says.financing}
          data={options(words.codes.financing)}
          value={draft.financing}
          error={errorOf('terms.financing')}
          onChange={({ currentTarget: { value } }) => change({ financing: value as OfferDraft['financing'] })}
        />
        <Checkbox
          label={says.loan}
          checked={draft.loan}
          onChange={({ currentTarget: { checked } }) => change({ loan: checked })}
        />
        {draft.loan && (
          <div className={classes.pair}>
            {text('loanShare', says.loanShare, 'sellerFinancing.sharePct')}
            {text('loanMonths', says.loanMonths, 'sellerFinancing.termMonths')}
          </div>
        )}
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{says.protection}</legend>
        <MoneyInput
          name="depositCents"
          label={says.deposit}
          description={usual === null ? says.depositPlain : says.depositHint(usual)}
          initialCents={draft.depositCents ?? undefined}
          error={errorOf('terms.depositCents')}
          onCents={(depositCents) => change({ depositCents })}
        />
        <NativeSelect
          label={says.walks}
          data={options(walks)}
          value={draft.walks}
          onChange={({ currentTarget: { value } }) => change({ walks: value as OfferDraft['walks'] })}
        />
        <div className={classes.pair}>
          {text('holdbackPct', says.holdbackPct, 'holdbackPct', says.holdbackHint)}
          {text('holdbackDays', says.holdbackDays, 'holdbackDays')}
        </div>
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{says.conditions}</legend>
        <Checkbox.Group
          label={says.contingencies}
          description={says.contingenciesHint}
          value={draft.contingencies}
          error={errorOf('terms.contingencies')}
          onChange={(value) => change({ contingencies: value })}
        >
          <div className={classes.checks}>
            {options(contingency).map(({ value, label }) => (
              <Checkbox key={value} value={value} label={label} />
            ))}
          </div>
        </Checkbox.Group>
        <div className={classes.pair}>
          <TextInput
            type="date"
            label={says.closing}
            value={draft.closingDate}
            error={errorOf('terms.closingDate')}
            onChange={({ currentTarget: { value } }) => change({ closingDate: value })}
          />
          {text('exclusivityDays', says.exclusivity, 'exclusivityDays')}
          {text('supportDays', says.support, 'transitionSupportDays')}
        </div>
        <Textarea
          label={says.other}
          autosize
          minRows={2}
          maxLength={2000}
          value={draft.other}
          error={errorOf('terms.otherConditions')}
          onChange={({ currentTarget: { value } }) => change({ other: value })}
        />
      </fieldset>
      <fieldset className={classes.group}>
        <legend>{says.answer}</legend>
        <Textarea
          label={says.message}
          autosize
          minRows={3}
          maxLength={4000}
          value={draft.message}
          error={errorOf('message')}
          onChange={({ currentTarget: { value } }) => change({ message: value })}
        />
        <NativeSelect
          label={says.life}
          description={says.lifeHint}
          data={options(says.lives)}
          value={draft.lifeHours}
          error={errorOf('expiresAt')}
          onChange={({ currentTarget: { value } }) => change({ lifeHours: value })}
        />
      </fieldset>
    </>
  );
}
