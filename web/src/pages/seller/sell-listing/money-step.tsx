/** What stands against the company, and how it stands with platforms and brokers. */
import { Textarea, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { Finance, PlatformStanding } from '../../../api/seller';
import { CountInput } from '../../../ui/count-input';
import { MoneyInput } from '../../../ui/money-input';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import { OneOf } from '../choices';
import classes from '../seller.module.css';
import type { Draft } from './use-draft';

const { codes, common } = words;
const { money: says, operation } = sellWords;

const YES_NO = { yes: common.yes, no: common.no };
const SCORES = { A: 'A', B: 'B', C: 'C', D: 'D', E: 'E', F: 'F' } as const;
const DEBTS = ['uccFilings', 'taxLiens', 'openClaims'] as const;

export function MoneyStep({ draft }: { draft: Draft }) {
  const { finance } = draft.content;
  const change = (changes: Partial<Finance>) => draft.change({ finance: { ...finance, ...changes } });
  const { factoring } = finance;
  const insurance = finance.insurance ?? { insurer: null, yearlyPremiumCents: null };
  return (
    <>
      <p className="second">{says.lead}</p>
      <div className={classes.pair}>
        {DEBTS.map((field) => (
          <CountInput
            key={field}
            label={says[field]}
            name={field}
            description={operation.notStated}
            value={finance[field]}
            error={draft.errorOf(`finance.${field}`)}
            onCount={(count) => change({ [field]: count })}
          />
        ))}
        <OneOf
          label={says.factoring}
          name="factoring"
          description={says.factoringHint}
          names={YES_NO}
          value={factoring && (factoring.active ? 'yes' : 'no')}
          none={operation.notStated}
          error={draft.errorOf('finance.factoring')}
          onChange={(answer) =>
            change({
              factoring: answer && {
                active: answer === 'yes',
                letterOfRelease: answer === 'yes' ? (factoring?.letterOfRelease ?? 'MISSING') : 'NOT_NEEDED',
                factor: factoring?.factor ?? null,
                feeBasisPoints: factoring?.feeBasisPoints ?? null,
              },
            })
          }
        />
        {factoring?.active && (
          <OneOf
            label={says.letterOfRelease}
            name="letterOfRelease"
            names={codes.letterOfRelease}
            value={factoring.letterOfRelease}
            error={draft.errorOf('finance.factoring.letterOfRelease')}
            onChange={(letter) => letter && change({ factoring: { ...factoring, letterOfRelease: letter } })}
          />
        )}
        {factoring?.active && (
          <>
            <TextInput
              label={says.factor}
              name="factor"
              maxLength={100}
              value={factoring.factor ?? ''}
              error={draft.errorOf('finance.factoring.factor')}
              onChange={({ currentTarget: { value } }) =>
                change({ factoring: { ...factoring, factor: value || null } })
              }
            />
            <CountInput
              label={says.factorFee}
              name="feeBasisPoints"
              value={factoring.feeBasisPoints}
              error={draft.errorOf('finance.factoring.feeBasisPoints')}
              onCount={(feeBasisPoints) => change({ factoring: { ...factoring, feeBasisPoints } })}
            />
          </>
        )}
        <TextInput
          label={says.insurer}
          name="insurer"
          maxLength={100}
          value={insurance.insurer ?? ''}
          error={draft.errorOf('finance.insurance.insurer')}
          onChange={({ currentTarget: { value } }) =>
            change({ insurance: { ...insurance, insurer: value || null } })
          }
        />
        <MoneyInput
          label={says.premium}
          name="yearlyPremiumCents"
          initialCents={insurance.yearlyPremiumCents ?? undefined}
          error={draft.errorOf('finance.insurance.yearlyPremiumCents')}
          onCents={(yearlyPremiumCents) => change({ insurance: { ...insurance, yearlyPremiumCents } })}
        />
        <OneOf
          label={says.audit}
          name="newEntrantAudit"
          names={codes.newEntrantAudit}
          value={finance.newEntrantAudit}
          none={operation.notStated}
          onChange={(newEntrantAudit) => change({ newEntrantAudit })}
        />
      </div>
      <Platforms draft={draft} />
    </>
  );
}

function Platforms({ draft }: { draft: Draft }) {
  const { platformStanding } = draft.content;
  const { amazonRelay } = platformStanding;
  const change = (changes: Partial<PlatformStanding>) =>
    draft.change({ platformStanding: { ...platformStanding, ...changes } });
  return (
    <>
      <div>
        <h3>{says.platforms}</h3>
        <p className="note">{says.platformsNote}</p>
      </div>
      <div className={classes.pair}>
        <OneOf
          label={says.amazonStatus}
          name="amazonStatus"
          names={codes.amazonStatus}
          value={amazonRelay.status}
          onChange={(status) => status && change({ amazonRelay: { ...amazonRelay, status } })}
        />
        <OneOf
          label={says.amazonScore}
          name="amazonScore"
          names={SCORES}
          value={amazonRelay.score}
          none={operation.notStated}
          onChange={(score) => change({ amazonRelay: { ...amazonRelay, score } })}
        />
        <OneOf
          label={says.highway}
          name="highway"
          names={codes.setUpStatus}
          value={platformStanding.highway}
          onChange={(highway) => highway && change({ highway })}
        />
        <OneOf
          label={says.rmis}
          name="rmis"
          names={codes.setUpStatus}
          value={platformStanding.rmis}
          onChange={(rmis) => rmis && change({ rmis })}
        />
      </div>
      <Brokers
        key={draft.taken}
        names={platformStanding.brokerSetUps}
        error={draft.errorOf('platformStanding.brokerSetUps')}
        onChange={(brokerSetUps) => change({ brokerSetUps })}
      />
    </>
  );
}

interface BrokersProps {
  names: readonly string[];
  error?: string;
  onChange(names: string[]): void;
}

function Brokers({ names, error, onChange }: BrokersProps) {
  const [typed, setTyped] = useState(names.join('\n'));
  return (
    <Textarea
      label={says.brokers}
      name="brokerSetUps"
      description={says.brokersHint}
      rows={4}
      value={typed}
      error={error}
      onChange={({ currentTarget: { value } }) => {
        setTyped(value);
        const lines = value.split('\n').map((line) => line.trim());
        onChange([...new Set(lines.filter(Boolean))]);
      }}
    />
  );
}
