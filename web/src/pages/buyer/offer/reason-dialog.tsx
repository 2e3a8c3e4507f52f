/** Rejects the version that was read, or withdraws one's own, with a reason where there is one. */
import { Textarea } from '@mantine/core';
import { answerOf, api } from '../../../api/client';
import type { Offer } from '../../../api/offers';
import { useMove } from '../../../app/use-move';
import { money } from '../../../format/money';
import { formText } from '../../../ui/form-text';
import { MoveDialog } from '../../../ui/move-dialog';
import { words } from '../../../words';
import { offersWords } from '../../../words/offers';
import { AFTER_OFFER, refusalOf } from '../offer-moves';

const { page: says } = offersWords;

interface Props {
  offer: Pick<Offer, 'id' | 'versionNumber' | 'amountCents' | 'moves'>;
  move: 'REJECT' | 'WITHDRAW';
  opened: boolean;
  onClose(): void;
}

export function ReasonDialog({ offer, move: kind, opened, onClose }: Props) {
  const { id, versionNumber: version, amountCents, moves } = offer;
  const rejects = kind === 'REJECT';
  const move = useMove(
    (given: { reason?: string; version: number; amountCents: number }, key: string) => {
      const params = { path: { id }, header: { 'Idempotency-Key': key } };
      const { reason, ...seen } = given;
      const said = reason ? { reason } : {};
      return answerOf(
        rejects
          ? api.POST('/offers/{id}/reject', { params, body: { ...seen, ...said } })
          : api.POST('/offers/{id}/withdraw', { params, body: { version: seen.version, ...said } }),
      );
    },
    { changes: AFTER_OFFER, onDone: onClose },
  );
  const effect = moves.open.find((each) => each.move === kind)?.effect;
  return (
    <MoveDialog
      title={rejects ? says.rejectTitle : says.withdrawTitle}
      opened={opened}
      onClose={onClose}
      submit={rejects ? says.rejectSubmit(money(amountCents)) : says.withdrawSubmit}
      grave
      move={move}
      problem={refusalOf(move)}
      onSubmit={(form) => move.act({ reason: formText(form, 'reason'), version, amountCents })}
    >
      {effect && <p>{effect}</p>}
      <Textarea
        name="reason"
        label={says.reason}
        description={words.common.reasonHint}
        autosize
        minRows={3}
        error={move.errorOf('reason')}
      />
    </MoveDialog>
  );
}
