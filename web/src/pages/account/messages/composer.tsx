/** The field to write in. What was typed stays until the server has it. */
import { Button, Textarea } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, useEffect, useRef, useState } from 'react';
import { messages } from '../../../api/inbox';
import { live } from '../../../api/live';
import { Attach, useAttachments } from '../../../app/attach';
import { useMove } from '../../../app/use-move';
import { FormProblem } from '../../../ui/form-problem';
import { inboxWords } from '../../../words/inbox';
import classes from './messages.module.css';

const { messages: says } = inboxWords;

/** So long after the last letter nobody writes any more. */
const STOPS_AFTER_MS = 4_000;

interface Props {
  partnerId: string;
  conversationId: string | null;
}

export function Composer({ partnerId, conversationId }: Props) {
  const [text, setText] = useState('');
  const papers = useAttachments();
  const tell = useTellTyping(conversationId);
  const move = useMove(messages.send, {
    changes: [['conversations'], ['conversation', partnerId]],
    onDone: () => {
      setText('');
      papers.clear();
    },
  });
  const send = () => {
    tell(false);
    if (text.trim() !== '' && !papers.busy)
      move.act({ receiverId: partnerId, content: text, documentIds: papers.ids });
  };
  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    send();
  };
  // Enter is a new line, as in a letter; with Ctrl or ⌘ it sends.
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) send();
  };
  return (
    <form className={classes.composer} onSubmit={onSubmit}>
      <Textarea
        name="content"
        label={says.yours}
        description={says.hint}
        autosize={false}
        rows={3}
        maxLength={4000}
        value={text}
        error={move.errorOf('content')}
        onKeyDown={onKeyDown}
        onChange={({ currentTarget: { value } }) => {
          setText(value);
          tell(value !== '');
        }}
      />
      <Attach list={papers} />
      <FormProblem>{move.problem}</FormProblem>
      <div>
        <Button type="submit" loading={move.busy} disabled={text.trim() === '' || papers.busy}>
          {says.send}
        </Button>
      </div>
    </form>
  );
}

/** Says once that one writes, and once that one does not any more. */
function useTellTyping(conversationId: string | null): (writes: boolean) => void {
  const state = useRef({ said: false, timer: 0 });
  const say = (writes: boolean) => {
    clearTimeout(state.current.timer);
    if (conversationId !== null && writes !== state.current.said) live.sayTyping(conversationId, writes);
    state.current.said = writes;
    if (writes) state.current.timer = window.setTimeout(() => say(false), STOPS_AFTER_MS);
  };
  useEffect(() => {
    const { current } = state;
    return () => clearTimeout(current.timer);
  }, []);
  return say;
}
