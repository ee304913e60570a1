import React from 'react';
import { COLLECTION_NUMBERS, type NumberOption } from '../../shared/collection.ts';
import { OPTIONAL_SECTIONS, type CollectionOptions, type OptionalSection } from '../../shared/settings.ts';
import { SETTINGS_LABELS } from '../../shared/settingsLabels.ts';
import { without } from '../without.ts';
import { CADENCES, ROOM, SECTION_INFO } from './collectionFields.ts';
import { ConfigSection } from './ConfigSection.tsx';
import { FieldGroup } from './fields/FieldGroup.tsx';
import { NumberField } from './fields/NumberField.tsx';
import { SwitchField } from './fields/SwitchField.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

/** How often Microsoft is asked, how hard, and for what. Dashboards never cause requests. */
export function CollectionSection({ settings }: { settings: SettingsAccess }) {
  const { json, readOnly, patch } = settings;
  const collection: CollectionOptions = json.collection ?? {};
  const sections = collection.sections ?? {};
  const setNumber = (name: NumberOption, value: number | undefined) =>
    patch({ collection: { ...collection, [name]: value } });
  const setSection = (name: OptionalSection, on: boolean) =>
    patch({ collection: { ...collection, sections: on ? without(sections, name) : { ...sections, [name]: false } } });
  const numbers = (list: typeof CADENCES) =>
    list.map(({ name, help }) => (
      <NumberField
        key={name}
        label={SETTINGS_LABELS.collection[name]}
        help={help}
        range={COLLECTION_NUMBERS[name]}
        value={collection[name]}
        disabled={readOnly}
        onChange={(value) => setNumber(name, value)}
      />
    ));
  return (
    <ConfigSection
      title="Collection"
      description="What is read of the estate, and how often. Dashboards and alert rules are answered from memory and cause no requests to Microsoft."
    >
      <FieldGroup title={SETTINGS_LABELS.collection.sections}>
        {OPTIONAL_SECTIONS.map((name) => (
          <SwitchField
            key={name}
            {...SECTION_INFO[name]}
            value={sections[name] !== false}
            disabled={readOnly}
            onChange={(on) => setSection(name, on)}
          />
        ))}
      </FieldGroup>
      <FieldGroup title="Cadence">{numbers(CADENCES)}</FieldGroup>
      <FieldGroup title="What is kept">{numbers(ROOM)}</FieldGroup>
    </ConfigSection>
  );
}
