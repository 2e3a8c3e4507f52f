/** What is said of the company: in public, and to those who have unlocked it. */
import { Switch, Textarea, TextInput } from '@mantine/core';
import { sellWords } from '../../../words/seller';
import classes from '../seller.module.css';
import type { Draft } from './use-draft';

const { text: says } = sellWords;

export function TextStep({ draft }: { draft: Draft }) {
  const { content, change, errorOf } = draft;
  return (
    <>
      <p className="second">{says.lead}</p>
      <TextInput
        label={says.titleLabel}
        name="title"
        description={says.titleHint}
        required
        withAsterisk={false}
        minLength={10}
        maxLength={120}
        value={content.title === sellWords.draftTitle ? '' : content.title}
        error={errorOf('title')}
        onChange={({ currentTarget: { value } }) => change({ title: value || sellWords.draftTitle })}
      />
      <Textarea
        label={says.summary}
        name="summary"
        description={says.summaryHint}
        rows={4}
        maxLength={1_000}
        value={content.summary}
        error={errorOf('summary')}
        onChange={({ currentTarget: { value } }) => change({ summary: value })}
      />
      <Textarea
        label={says.description}
        name="description"
        description={says.descriptionHint}
        rows={8}
        maxLength={20_000}
        value={content.description}
        error={errorOf('description')}
        onChange={({ currentTarget: { value } }) => change({ description: value })}
      />
      <fieldset className={classes.several}>
        <legend>{says.readers}</legend>
        <div className="stack-form">
          <Switch
            label={says.approval}
            description={says.approvalHint}
            checked={content.approvalRequired}
            onChange={({ currentTarget: { checked } }) => change({ approvalRequired: checked })}
          />
          <Switch
            label={says.free}
            description={says.freeHint}
            checked={content.unlockCredits === 0}
            onChange={({ currentTarget: { checked } }) => change({ unlockCredits: checked ? 0 : 1 })}
          />
        </div>
      </fieldset>
    </>
  );
}
