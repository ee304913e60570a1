import { InlineField, MultiSelect } from '@grafana/ui';
import React, { useEffect, useState } from 'react';
import type { AzureCspDataSource } from '../../../src/frontend/datasource.ts';
import type { AzureCspVariableQuery } from '../../../src/frontend/types.ts';
import { Panel } from './Panel.tsx';
import { valuesOf } from './QueryTab.tsx';
import { setVariable } from './services.ts';

type Link = Pick<AzureCspVariableQuery, 'kind' | 'scope'> & { name: string };

/** A dashboard's variables, each within those before it. */
const CHAIN: Link[] = [
  { name: 'customer', kind: 'customer' },
  { name: 'subscription', kind: 'subscription', scope: { customer: ['$customer'] } },
  { name: 'resourceGroup', kind: 'resourceGroup', scope: { customer: ['$customer'], subscription: ['$subscription'] } },
];

/** Three variables as a dashboard has them on top. A value that is gone stays chosen here, as it does in an address. */
export function ChainPanel({ datasource }: { datasource: AzureCspDataSource }) {
  const [chosen, setChosen] = useState<Record<string, string[]>>({});
  return (
    <Panel title="Chained variables">
      {CHAIN.map((link, index) => (
        <ChainLink
          key={link.name}
          datasource={datasource}
          link={link}
          chosen={chosen[link.name] ?? []}
          above={CHAIN.slice(0, index).map(({ name }) => chosen[name] ?? [])}
          onChange={(values) => setChosen({ ...chosen, [link.name]: values })}
        />
      ))}
    </Panel>
  );
}

interface ChainLinkProps {
  datasource: AzureCspDataSource;
  link: Link;
  chosen: string[];
  above: string[][];
  onChange(values: string[]): void;
}

function ChainLink({ datasource, link, chosen, above, onChange }: ChainLinkProps) {
  const [options, setOptions] = useState<Array<{ text: string; value: string }>>([]);
  const { name, kind, scope } = link;
  useEffect(() => {
    let wanted = true;
    valuesOf(datasource, { refId: name, kind, scope }).then(
      (found) => wanted && setOptions(found),
      () => wanted && setOptions([]),
    );
    return () => {
      wanted = false;
    };
  }, [datasource, name, kind, scope, JSON.stringify(above)]); // eslint-disable-line react-hooks/exhaustive-deps -- the variables above are read by the template service
  setVariable({ name, chosen, options });
  return (
    <InlineField label={`$${name}`} labelWidth={20} grow>
      <MultiSelect<string>
        aria-label={`Variable ${name}`}
        placeholder={`All (${options.length})`}
        menuShouldPortal
        allowCustomValue
        options={options.map(({ text, value }) => ({ label: text, value }))}
        value={chosen.map((value) => ({ value, label: options.find((one) => one.value === value)?.text ?? value }))}
        onChange={(items) => onChange(items.flatMap(({ value }) => (value ? [value] : [])))}
      />
    </InlineField>
  );
}
