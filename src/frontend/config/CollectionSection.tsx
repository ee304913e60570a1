import { css } from '@emotion/css';
import React from 'react';
import type { CollectionOptions } from '../../shared/settings.ts';
import { ConfigSection } from './ConfigSection.tsx';
import { NumberField } from './NumberField.tsx';
import type { SettingsAccess } from './settingsAccess.ts';

const DAY = 86_400;
const FIELDS: Array<{
  name: keyof CollectionOptions;
  label: string;
  help: string;
  standard: number;
  least: number;
  most: number;
}> = [
  {
    name: 'discoverySeconds',
    label: 'Discovery, seconds',
    help: 'How often customers, tenants and subscriptions are looked for',
    standard: 3600,
    least: 60,
    most: DAY,
  },
  {
    name: 'inventorySeconds',
    label: 'Inventory, seconds',
    help: 'How often resource groups and resources are read',
    standard: 1800,
    least: 60,
    most: DAY,
  },
  {
    name: 'resourceHealthSeconds',
    label: 'Resource health, seconds',
    help: 'How often the health of all resources is read',
    standard: 120,
    least: 30,
    most: DAY,
  },
  {
    name: 'eventsSeconds',
    label: 'Service health events, seconds',
    help: "How often Microsoft's incidents, maintenance and advisories are read",
    standard: 300,
    least: 15,
    most: DAY,
  },
  {
    name: 'alertRulesSeconds',
    label: 'Alert rules, seconds',
    help: 'How often alert rules, action groups and alert processing rules are read',
    standard: 1800,
    least: 60,
    most: DAY,
  },
  {
    name: 'alertsSeconds',
    label: 'Alerts, seconds',
    help: 'How often fired alerts are read',
    standard: 60,
    least: 15,
    most: DAY,
  },
  {
    name: 'changesSeconds',
    label: 'Changes, seconds',
    help: "How often Azure's record of changes to resources is read",
    standard: 600,
    least: 60,
    most: DAY,
  },
  {
    name: 'historyDays',
    label: 'History, days',
    help: 'How long the history of health is kept',
    standard: 90,
    least: 1,
    most: 1000,
  },
  {
    name: 'historyMegabytes',
    label: 'History, megabytes',
    help: 'How much room the history of health may take on disk; the oldest goes first',
    standard: 1024,
    least: 16,
    most: 65_536,
  },
  {
    name: 'concurrency',
    label: 'Requests at once',
    help: 'Most requests under way at the same time to one Microsoft host',
    standard: 32,
    least: 1,
    most: 256,
  },
];

/** How often Microsoft is asked, and how hard. Dashboards never cause requests. */
export function CollectionSection({ settings }: { settings: SettingsAccess }) {
  const { json, readOnly, patch } = settings;
  const collection = json.collection ?? {};
  return (
    <ConfigSection
      title="Collection"
      description="How often the estate is read. Dashboards and alert rules are answered from memory and cause no requests to Microsoft."
    >
      <div
        className={css({
          display: 'grid',
          gridTemplateColumns: 'repeat(auto-fill, minmax(320px, 1fr))',
          columnGap: 32,
          maxWidth: 1000,
        })}
      >
        {FIELDS.map(({ name, ...field }) => (
          <NumberField
            key={name}
            {...field}
            value={collection[name]}
            disabled={readOnly}
            onChange={(value) => patch({ collection: { ...collection, [name]: value } })}
          />
        ))}
      </div>
    </ConfigSection>
  );
}
