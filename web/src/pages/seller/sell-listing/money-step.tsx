/** What stands against the company, and how it stands with platforms and brokers. */
import { Textarea } from '@mantine/core';
import { useState } from 'react';
import type { Finance, PlatformStanding } from '../../../api/seller';
import { CountInput } from '../../../ui/count-input';
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
