/** What the company hauls, with what and whom. */
import { Checkbox } from '@mantine/core';
import type { Operation } from '../../../api/seller';
import { CountInput } from '../../../ui/count-input';
import { words } from '../../../words';
import { sellWords } from '../../../words/seller';
import { OneOf, Several } from '../choices';
import classes from '../seller.module.css';
import type { Draft } from './use-draft';

const { codes } = words;
const { operation: says } = sellWords;

type Kind = Operation['equipment'][number]['kind'];
const KINDS = Object.keys(codes.equipmentKind) as Kind[];

export function OperationStep({ draft }: { draft: Draft }) {
  const { operation } = draft.content;
  const change = (changes: Partial<Operation>) => draft.change({ operation: { ...operation, ...changes } });
  const error = (field: keyof Operation) => draft.errorOf(`operation.${field}`);
  return (
    <>
      <p className="second">{says.lead}</p>
      <Several
        legend={says.cargoTypes}
        names={codes.cargoType}
        chosen={operation.cargoTypes}
        error={error('cargoTypes')}
        onChange={(cargoTypes) => change({ cargoTypes })}
      />
      <Equipment chosen={operation.equipment} onChange={(equipment) => change({ equipment })} />
      <div className={classes.pair}>
        <CountInput
          label={says.employees}
          name="employees"
          value={operation.employees}
          error={error('employees')}
          onCount={(employees) => change({ employees })}
        />
        <OneOf
          label={says.revenueBand}
          name="revenueBand"
          names={codes.revenueBand}
          value={operation.revenueBand}
          none={says.notStated}
          error={error('revenueBand')}
          onChange={(revenueBand) => change({ revenueBand })}
        />
      </div>
    </>
  );
}

interface EquipmentProps {
  chosen: Operation['equipment'];
  onChange(equipment: Operation['equipment']): void;
}

function Equipment({ chosen, onChange }: EquipmentProps) {
  const countOf = (kind: Kind) => chosen.find((each) => each.kind === kind)?.count ?? null;
  const set = (kind: Kind, count: number | null) =>
    onChange(
      KINDS.flatMap((each) => {
        const now = each === kind ? count : countOf(each);
        return now === null ? [] : [{ kind: each, count: Math.max(1, now) }];
      }),
    );
  return (
    <fieldset className={classes.several}>
      <legend>{says.equipment}</legend>
      <div className={classes.boxes}>
        {KINDS.map((kind) => {
          const count = countOf(kind);
          return (
            <div key={kind} className="stack-tight">
              <Checkbox
                label={codes.equipmentKind[kind]}
                checked={count !== null}
                onChange={({ currentTarget: { checked } }) => set(kind, checked ? 1 : null)}
              />
              {count !== null && (
                <CountInput
                  label={says.count(codes.equipmentKind[kind])}
                  name={kind}
                  value={count}
                  onCount={(now) => now !== null && set(kind, now)}
                />
              )}
            </div>
          );
        })}
      </div>
    </fieldset>
  );
}
