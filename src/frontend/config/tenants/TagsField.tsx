import { Field, TagsInput } from '@grafana/ui';
import React, { useId, useState } from 'react';
import { SETTINGS_LABELS } from '../../../shared/settingsLabels.ts';
import { fieldWidth } from '../fields/width.ts';
import { parseTag } from './tenantCells.ts';
import { tagTexts } from './tenantList.ts';

interface TagsFieldProps {
  tags: Record<string, string> | undefined;
  disabled: boolean;
  onChange(tags: Record<string, string> | undefined): void;
}

/** Tags of a tenant, each written as name=value. */
export function TagsField({ tags, disabled, onChange }: TagsFieldProps) {
  const id = useId();
  const [wrong, setWrong] = useState<string>();
  const change = (texts: string[]) => {
    const read = texts.map((text) => ({ text, entry: parseTag(text) }));
    setWrong(read.find(({ entry }) => entry === undefined)?.text);
    const entries = read.flatMap(({ entry }) => (entry ? [entry] : []));
    onChange(entries.length > 0 ? Object.fromEntries(entries) : undefined);
  };
  return (
    <Field
      className={fieldWidth}
      label={SETTINGS_LABELS.tenant.tags}
      htmlFor={id}
      description="For grouping and filtering, such as team=north; Enter adds one"
      disabled={disabled}
      invalid={wrong !== undefined}
      error={wrong === undefined ? undefined : `"${wrong}" is not written as name=value, and was not added.`}
    >
      <TagsInput id={id} tags={tagTexts(tags)} disabled={disabled} placeholder="name=value" onChange={change} />
    </Field>
  );
}
