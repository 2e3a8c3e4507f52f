/** All that a seller has filled in, group by group, as buyers read it who have unlocked the company. */
import { Facts } from '../../ui/facts';
import { sellWords } from '../../words/seller';
import { FIELD_NAMES, showField } from './content-fields';

const { deal, operation, money, text } = sellWords;

const GROUPS = [
  { group: 'deal', title: deal.title },
  { group: 'operation', title: operation.title },
  { group: 'platformStanding', title: money.platforms },
  { group: 'finance', title: money.title },
] as const;

interface Content {
  description: string;
  deal: object | null;
  operation: object;
  platformStanding: object;
  finance: object;
}

const valueOf = (group: object | null, key: string): unknown =>
  (group as Record<string, unknown> | null)?.[key] ?? undefined;

export const ContentFacts = ({ content }: { content: Content }) => (
  <>
    <section className="stack-tight">
      <h3>{text.description}</h3>
      <p>{showField('description', content.description)}</p>
    </section>
    {GROUPS.map(({ group, title }) => (
      <section key={group} className="stack-tight">
        <h3>{title}</h3>
        <Facts
          facts={Object.keys(FIELD_NAMES)
            .filter((field) => field.startsWith(`${group}.`))
            .map((field) => ({
              name: FIELD_NAMES[field] ?? field,
              value: showField(field, valueOf(content[group], field.slice(group.length + 1)) ?? null),
            }))}
        />
      </section>
    ))}
  </>
);
