/** The form of one act: what it asks for, and why it was refused where it was. */
import { useState } from 'react';
import { MoveDialog } from '../../ui/move-dialog';
import { adminWords } from '../../words/admin';
import { ActFields } from './act-fields';
import { initialOf, isComplete, rebased, sentencesOf, typedDifferently, type TypedText } from './act.rules';
import { type Act, useAct } from './use-act';

const { acts: says } = adminWords;

interface Props {
  act: Act;
  /** As it is open now; null where it is not any more. */
  presentAct(): Act | null;
  unsent: { read(): TypedText; keep(typed: TypedText): void };
  onClose(): void;
}

/** What is sent is what its reader saw: what came in behind the form counts once a refusal has said so. */
export function ActDialog({ act: opened, presentAct, unsent, onClose }: Props) {
  const [act, setAct] = useState(opened);
  const { fields = [] } = act;
  const [typed, setTyped] = useState<TypedText>(() => ({ ...initialOf(fields), ...unsent.read() }));
  const [different, setDifferent] = useState<string | null>(null);
  const [moved, setMoved] = useState<string | null>(null);
  const move = useAct(() => {
    unsent.keep({});
    onClose();
  });
  const othersWereFirst = move.refused?.status === 409 && move.refused.code !== 'second_admin_needed';

  const send = (now: Act) => {
    const wrong = typedDifferently(now.fields ?? [], typed);
    setDifferent(wrong);
    if (wrong === null) move.act({ act: now, typed });
  };
  const submit = () => {
    setMoved(null);
    if (!othersWereFirst) return send(act);
    const now = presentAct();
    if (!now) return setMoved(says.gone);
    setAct(now);
    const there = rebased(typed, fields, now.fields ?? []);
    if (there === typed) return send(now);
    // They see what has changed in the form before it goes.
    setTyped(there);
    move.forget();
    setMoved(says.moved);
  };

  const elsewhere = move.refused?.errors.filter(({ field }) => !fields.some(({ name }) => name === field));
  return (
    <MoveDialog
      title={act.label}
      opened
      onClose={() => {
        unsent.keep(sentencesOf(fields, typed));
        onClose();
      }}
      submit={act.label}
      grave={act.grave}
      move={move}
      problem={moved ?? move.problem ?? elsewhere?.[0]?.message ?? null}
      disabled={!isComplete(fields, typed)}
      onSubmit={submit}
    >
      {act.note && <p className="second">{act.note}</p>}
      <ActFields
        fields={fields}
        typed={typed}
        onType={(name, value) => setTyped((before) => ({ ...before, [name]: value }))}
        errorOf={(name) => (different === name ? says.different : move.errorOf(name))}
      />
      {othersWereFirst && !moved && <p className="note">{says.lookAgain}</p>}
    </MoveDialog>
  );
}
