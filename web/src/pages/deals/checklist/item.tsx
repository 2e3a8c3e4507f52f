/** One item of the checklist: what it is, where it stands, what shows it, and what its owner can do with it. */
import { Button } from '@mantine/core';
import { Circle, CircleCheck, CircleHelp, CircleSlash } from 'lucide-react';
import { useState } from 'react';
import { settleItem } from '../../../api/deal-acts';
import type { ChecklistItem, Deal } from '../../../api/deals';
import { PaperLink } from '../../../app/paper-link';
import { useMove } from '../../../app/use-move';
import { shortDay } from '../../../format/time';
import { Chip } from '../../../ui/chip';
import { FormProblem } from '../../../ui/form-problem';
import { LawText } from '../../../ui/law-text';
import { Moment } from '../../../ui/moment';
import { dealCodes, dealWords } from '../../../words/deals';
import { isSettled } from '../deal.rules';
import classes from './checklist.module.css';
import { OpenQuestion, QuestionButton } from './question';
import { SettleDialog } from './settle-dialog';

const { checklist: says } = dealWords;

interface Props {
  deal: Deal;
  item: ChecklistItem;
}

const MARKS = {
  OPEN: { Icon: Circle, label: says.open },
  QUESTIONED: { Icon: CircleHelp, label: says.questioned },
  DONE: { Icon: CircleCheck, label: says.doneMark },
  NOT_APPLICABLE: { Icon: CircleSlash, label: says.notApplicableMark },
} as const;

export function Item({ deal, item }: Props) {
  const { Icon, label } = MARKS[item.question ? 'QUESTIONED' : item.status];
  return (
    <li className={classes.item} data-status={item.question ? 'OPEN' : item.status}>
      <Icon size={20} role="img" aria-label={label} className={classes.mark} />
      <div>
        <p className={classes.title}>{item.title}</p>
        <p className="note">
          <LawText>{item.source}</LawText>
          {item.conditional && ` · ${says.conditional}`}
        </p>
        <Shown item={item} />
        <OpenQuestion item={item} />
      </div>
      <div className={classes.who}>
        <p>{dealCodes.owner[item.owner]}</p>
        <Due item={item} />
      </div>
      <div className={classes.acts}>
        {item.moves.open.some(({ move }) => move === 'UPDATE_CHECKLIST') && <Acts deal={deal} item={item} />}
        <QuestionButton deal={deal} item={item} />
      </div>
    </li>
  );
}

const Due = ({ item: { status, dueAt, overdue } }: { item: ChecklistItem }) => {
  if (status !== 'OPEN') return null;
  if (dueAt === null) return <p className="note">{says.dueLater}</p>;
  return overdue ? (
    <Chip tone="warn">{says.overdue(shortDay(dueAt))}</Chip>
  ) : (
    <p className="note">{says.due(shortDay(dueAt))}</p>
  );
};

/** What its owner has put there. */
const Shown = ({ item }: { item: ChecklistItem }) => (
  <>
    {item.documents.length > 0 && (
      <p className={classes.papers}>
        {item.documents.map((paper) => (
          <PaperLink key={paper.id} id={paper.id} title={paper.title} />
        ))}
      </p>
    )}
    {item.evidence && <p className={classes.words}>{item.evidence}</p>}
    {item.note && <p className={classes.words}>{item.note}</p>}
    {item.changedAt && item.changedBy && (
      <p className="note">
        {dealCodes.owner[item.changedBy]} · <Moment at={item.changedAt} />
      </p>
    )}
  </>
);

const REOPENED = { status: 'OPEN', documentIds: [], evidence: null, note: null } as const;

const actName = ({ evidenceRequired }: ChecklistItem): string =>
  evidenceRequired ? says.addEvidence : says.markDone;

function Acts({ deal, item }: Props) {
  const [open, setOpen] = useState(false);
  const reopening = useMove(
    (itemId: string) => settleItem(deal.id, { ...REOPENED, itemId, documentIds: [] }),
    { changes: [['deal', deal.id]] },
  );
  if (isSettled(item)) {
    return (
      <>
        <Button
          variant="default"
          aria-label={says.reopenOf(item.title)}
          loading={reopening.busy}
          onClick={() => reopening.act(item.id)}
        >
          {says.reopen}
        </Button>
        <FormProblem>{reopening.problem}</FormProblem>
      </>
    );
  }
  return (
    <>
      <Button
        variant="default"
        aria-label={says.settleOf(actName(item), item.title)}
        onClick={() => setOpen(true)}
      >
        {actName(item)}
      </Button>
      {open && <SettleDialog deal={deal} item={item} onClose={() => setOpen(false)} />}
    </>
  );
}
