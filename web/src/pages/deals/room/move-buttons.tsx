/** The open moves: those that have a page of their own lead there, the others open their dialog. */
import { Button, Menu } from '@mantine/core';
import { Link, type LinkProps } from '@tanstack/react-router';
import { ChevronDown } from 'lucide-react';
import { useState } from 'react';
import type { Deal, MoveName } from '../../../api/deals';
import { dealCodes, dealWords } from '../../../words/deals';
import { ActDialog } from '../act-dialog';
import { type ActName, isAct } from '../acts';
import { type HandMove, isYourMove } from '../deal.rules';
import classes from './room.module.css';

const { room: says } = dealWords;

/** Where a move is made that takes more than a dialog. */
const PLACES: Partial<Record<MoveName, LinkProps['to']>> = {
  ACCEPT_TERMS: '/deals/$id/terms',
  SIGN_AGREEMENT: '/deals/$id/terms',
  DRAW_UP_AGREEMENT: '/deals/$id/terms',
  PAY_DEPOSIT: '/deals/$id/pay',
  PAY_BALANCE: '/deals/$id/pay',
  UPDATE_CHECKLIST: '/deals/$id',
  SETTLE: '/deals/$id/dispute',
  ADD_EVIDENCE: '/deals/$id/dispute',
  PROPOSE_SETTLEMENT: '/deals/$id/dispute',
};
/** One goes to the list at its own time; the rest is what the deal waits for. */
const QUIET: readonly MoveName[] = ['UPDATE_CHECKLIST', 'SIGN_AGREEMENT'];
/** A proposal is read before it is answered. */
const names: Readonly<Record<HandMove, string>> = { ...dealCodes.move, SETTLE: says.answerSettlement };

interface Props {
  deal: Deal;
  first: readonly HandMove[];
  more: readonly HandMove[];
}

export function MoveButtons({ deal, first, more }: Props) {
  const [open, setOpen] = useState<ActName | null>(null);
  const inMenu = more.filter(isAct);
  const loud = first.filter((move) => !QUIET.includes(move));
  const quiet = [...first.filter((move) => QUIET.includes(move)), ...more.filter((move) => PLACES[move])];
  const shown = [...loud, ...quiet].filter((move) => PLACES[move] || isAct(move));
  if (shown.length === 0 && inMenu.length === 0) return null;
  const buttonOf = (move: HandMove, isNext: boolean) => {
    const place = PLACES[move];
    const variant = isNext || (loud.includes(move) && loud[0] !== 'SETTLE') ? 'filled' : 'default';
    if (!place)
      return (
        isAct(move) && (
          <Button variant={variant} onClick={() => setOpen(move)}>
            {names[move]}
          </Button>
        )
      );
    return (
      <Button
        variant={variant}
        renderRoot={(props) => <Link to={place} params={{ id: deal.id }} {...props} />}
      >
        {names[move]}
      </Button>
    );
  };
  return (
    <div className="row">
      {shown.map((move, index) => {
        const isNext = index === 0 && isYourMove(deal);
        return (
          <div key={move} className={isNext ? classes.stuck : undefined}>
            {buttonOf(move, isNext)}
          </div>
        );
      })}
      {inMenu.length > 0 && (
        <Menu position="bottom-start" withinPortal={false}>
          <Menu.Target>
            <Button variant="default" rightSection={<ChevronDown size={16} aria-hidden="true" />}>
              {says.more}
            </Button>
          </Menu.Target>
          <Menu.Dropdown>
            {inMenu.map((move) => (
              <Menu.Item key={move} onClick={() => setOpen(move)}>
                {names[move]}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
      )}
      {open && <ActDialog key={open} deal={deal} act={open} onClose={() => setOpen(null)} />}
    </div>
  );
}
