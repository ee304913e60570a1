import { css } from '@emotion/css';
import { Icon, useTheme2 } from '@grafana/ui';
import React from 'react';
import type { QueryFilters } from '../../shared/query.ts';
import type { OptionKind, OptionsPage } from '../../shared/tree.ts';
import { isVariable } from '../components/optionList.ts';
import { useLoaded, type Loaded } from '../components/useLoaded.ts';
import type { ResourceSource } from '../resourceSource.ts';
import { KIND_LABELS } from '../labels.ts';

interface ValuesLineProps {
  datasource: ResourceSource;
  kind: OptionKind;
  scope: QueryFilters;
}

const SHOWN = 3;
const ALL =
  'With “Include All option”, put All into “Custom all value”: filters take it as everything, whatever the number of values, and addresses stay short. Left empty, every single value is sent.';

/** How many values there are now, and what a custom All does. */
export function ValuesLine({ datasource, kind, scope }: ValuesLineProps) {
  const theme = useTheme2();
  const wanted = datasource.interpolateScope(scope);
  const page = useLoaded(JSON.stringify([kind, wanted]), () => datasource.getOptions({ kind, scope, limit: SHOWN }));
  const style = css({
    display: 'flex',
    gap: theme.spacing(1),
    margin: theme.spacing(0.5, 1, 0),
    color: theme.colors.text.secondary,
    fontSize: theme.typography.bodySmall.fontSize,
  });
  return (
    <>
      <p role="status" className={style} data-testid="azure-csp-values">
        <Icon name={page.error || page.value?.total === 0 ? 'exclamation-triangle' : 'list-ul'} size="sm" />
        <span>{valuesText(page, kind, scope)}</span>
      </p>
      <p className={style}>
        <Icon name="info-circle" size="sm" />
        <span>{ALL}</span>
      </p>
    </>
  );
}

function valuesText({ value: page, error }: Loaded<OptionsPage>, kind: OptionKind, scope: QueryFilters): string {
  if (error) {
    return `The values could not be read: ${error}`;
  }
  if (!page) {
    return 'Reading the values…';
  }
  const { one, many } = KIND_LABELS[kind];
  if (page.total > 0) {
    const names = page.options.map(({ text }) => text).join(', ');
    const more = page.total > page.options.length ? ', …' : '';
    return `${page.total.toLocaleString('en')} ${(page.total === 1 ? one : many).toLowerCase()} now: ${names}${more}`;
  }
  return Object.values(scope).flat().some(isVariable)
    ? `No ${many.toLowerCase()} now: the variables in the filters may still hold values that are gone, or of another parent. Choose them anew.`
    : `No ${many.toLowerCase()} now within these filters. The query type tenantAccess says what cannot be read.`;
}
