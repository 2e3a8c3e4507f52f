/** Who the carrier is and what it filed, as the federal record shows it. */
import type { ReactNode } from 'react';
import type { DueDiligence } from '../../api/buyer';
import { plainDay } from '../../format/time';
import { Facts } from '../../ui/facts';
import { words } from '../../words';
import { carrierWords } from '../../words/carrier';
import { count } from '../../words/language';

const { record: says } = carrierWords;
const { codes, common } = words;

type CarrierRecord = DueDiligence['record'];

const told = (value: string | null | undefined): string => value || common.notKnown;
const day = (value: string | null): string => (value ? plainDay(value) : common.notKnown);
const figure = (value: number | null): string => (value === null ? common.notKnown : count(value));
const listed = (values: readonly string[] | null): string =>
  values === null ? common.notKnown : values.length === 0 ? common.none : values.join(', ');

export function CarrierRecord({ record, after }: { record: CarrierRecord; after?: ReactNode }) {
  const { identity, registration, authorities, fleet, cargo, operation, history, gaps } = record;
  const { street, city, state, zip } = identity.address;
  return (
    <section className="card stack-tight">
      <h2>{says.title}</h2>
      <Facts
        facts={[
          { name: says.legalName, value: told(identity.legalName) },
          { name: says.dbaName, value: identity.dbaName || common.none },
          { name: says.entityType, value: entityOf(identity.entityType) },
          {
            name: says.usdotStatus,
            value: identity.usdotStatus ? says.usdotStatuses[identity.usdotStatus] : common.notKnown,
          },
          { name: says.address, value: told([street, city, state, zip].filter(Boolean).join(', ')) },
          { name: says.added, value: day(registration.addedOn) },
          { name: says.mcs150, value: day(registration.mcs150FiledOn) },
          {
            name: says.miles,
            value:
              registration.mcs150MileageMiles === null
                ? common.notKnown
                : says.milesOf(figure(registration.mcs150MileageMiles), registration.mcs150MileageYear),
          },
          {
            name: says.authorities,
            value: (
              <span>
                {authorities
                  ? authorities
                      .map(({ kind, status, docketNumber }) =>
                        says.authorityOf(
                          codes.authorityKind[kind],
                          status ? says.authorityStatuses[status] : common.notKnown,
                          docketNumber,
                        ),
                      )
                      .join(', ')
                  : common.notKnown}
              </span>
            ),
          },
          { name: says.trucks, value: figure(fleet.powerUnits) },
          { name: says.drivers, value: figure(fleet.drivers) },
          { name: says.cargo, value: listed(cargo) },
          { name: says.classes, value: listed(operation.classifications) },
          { name: says.agents, value: listed(history.processAgents) },
        ]}
      />
      {gaps.length > 0 && <p className="note">{says.gaps(gaps.map((gap) => says.gap[gap]).join(', '))}</p>}
      {after}
    </section>
  );
}

/** FMCSA writes it in capitals. */
const entityOf = (entityType: string | null): string =>
  entityType ? (says.entityTypes[entityType] ?? says.otherEntity) : common.notKnown;
