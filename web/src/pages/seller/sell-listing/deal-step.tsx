/** What is sold, and at what price and terms. */
import { Switch, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { configQuery } from '../../../api/queries';
import type { Deal } from '../../../api/seller';
import { PriceComparison } from '../../../app/price-comparison';
import { money } from '../../../format/money';
import { CountInput } from '../../../ui/count-input';
import { MoneyInput } from '../../../ui/money-input';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import { OneOf, Several } from '../choices';
import classes from '../seller.module.css';
import type { Draft } from './use-draft';

const { codes } = words;
const { deal: says } = sellWords;

/** What a seller who finances begins with. */
const LOAN = { sharePct: 20, termMonths: 24 };

export function DealStep({ draft }: { draft: Draft }) {
  const { deal } = draft.content;
  const change = (changes: Partial<Deal>) => draft.change({ deal: { ...deal, ...changes } });
  const error = (field: keyof Deal) => draft.errorOf(`deal.${field}`);
  return (
    <>
      <div className={classes.pair}>
        <OneOf
          label={says.dealStructure}
          name="dealStructure"
          names={codes.dealStructure}
          value={deal.dealStructure ?? null}
          none={says.choose}
          required
          error={error('dealStructure')}
          onChange={(dealStructure) => change({ dealStructure: dealStructure ?? undefined })}
        />
        <OneOf
          label={says.entityForm}
          name="entityForm"
          names={codes.entityForm}
          value={deal.entityForm ?? null}
          none={says.choose}
          required
          error={error('entityForm')}
          onChange={(entityForm) => change({ entityForm: entityForm ?? undefined })}
        />
      </div>
      <div>
        <MoneyInput
          key={draft.taken}
          label={says.askingPrice}
          name="askingPrice"
          description={says.askingHint}
          initialCents={deal.askingPriceCents}
          required
          error={error('askingPriceCents')}
          onCents={(cents) => change({ askingPriceCents: cents ?? undefined })}
        />
        <Fee priceCents={deal.askingPriceCents ?? null} />
      </div>
      <PriceComparison id={draft.listing.id} version={draft.listing.management?.version} plain />
      <Several
        legend={says.includedAssets}
        names={codes.assetKind}
        chosen={deal.includedAssets ?? []}
        error={error('includedAssets')}
        onChange={(includedAssets) => change({ includedAssets })}
      />
      <OneOf
        label={says.contactContinuity}
        name="contactContinuity"
        names={codes.contactContinuity}
        value={deal.contactContinuity ?? null}
        none={says.choose}
        required
        error={error('contactContinuity')}
        onChange={(contactContinuity) => change({ contactContinuity: contactContinuity ?? undefined })}
      />
      <Several
        legend={says.contingencies}
        hint={says.contingenciesHint}
        names={codes.contingency}
        chosen={deal.contingencies ?? []}
        error={error('contingencies')}
        onChange={(contingencies) => change({ contingencies })}
      />
      <Financing draft={draft} change={change} />
      <div className={classes.pair}>
        <CountInput
          label={says.holdbackPct}
          name="holdbackPct"
          description={says.holdbackHint}
          value={deal.holdbackPct ?? 0}
          error={error('holdbackPct')}
          onCount={(holdbackPct) => change({ holdbackPct: holdbackPct ?? 0 })}
        />
        <CountInput
          label={says.exclusivityDays}
          name="exclusivityDays"
          description={says.exclusivityHint}
          value={deal.exclusivityDays ?? null}
          error={error('exclusivityDays')}
          onCount={(exclusivityDays) => change({ exclusivityDays })}
        />
        <TextInput
          label={says.closingDate}
          name="closingDate"
          type="date"
          value={deal.closingDate ?? ''}
          error={error('closingDate')}
          onChange={({ currentTarget: { value } }) => change({ closingDate: value || null })}
        />
        <CountInput
          label={says.transitionSupportDays}
          name="transitionSupportDays"
          value={deal.transitionSupportDays ?? 0}
          error={error('transitionSupportDays')}
          onCount={(days) => change({ transitionSupportDays: days ?? 0 })}
        />
      </div>
      <Textarea
        label={says.reasonForSale}
        name="reasonForSale"
        description={says.reasonHint}
        autosize={false}
        rows={4}
        maxLength={2_000}
        value={deal.reasonForSale ?? ''}
        error={error('reasonForSale')}
        onChange={({ currentTarget: { value } }) => change({ reasonForSale: value || null })}
      />
    </>
  );
}

/** Rounded as a deal at this price rounds it. */
function Fee({ priceCents }: { priceCents: number | null }) {
  const { data: config } = useQuery(configQuery);
  if (!config || priceCents === null) return null;
  const feeCents = Math.round((priceCents * config.transactionFeeBasisPoints) / 10_000);
  return <p className="note">{says.fee(money(feeCents), money(priceCents - feeCents))}</p>;
}

function Financing({ draft, change }: { draft: Draft; change(changes: Partial<Deal>): void }) {
  const loan = draft.content.deal.sellerFinancing ?? null;
  const error = (field: string) => draft.errorOf(`deal.sellerFinancing.${field}`);
  return (
    <>
      <Switch
        label={says.financing}
        checked={loan !== null}
        onChange={({ currentTarget: { checked } }) => change({ sellerFinancing: checked ? LOAN : null })}
      />
      {loan && (
        <div className={classes.pair}>
          <CountInput
            label={says.sharePct}
            name="sharePct"
            value={loan.sharePct}
            error={error('sharePct')}
            onCount={(sharePct) => change({ sellerFinancing: { ...loan, sharePct: sharePct ?? 0 } })}
          />
          <CountInput
            label={says.termMonths}
            name="termMonths"
            value={loan.termMonths}
            error={error('termMonths')}
            onCount={(termMonths) => change({ sellerFinancing: { ...loan, termMonths: termMonths ?? 0 } })}
          />
        </div>
      )}
    </>
  );
}
