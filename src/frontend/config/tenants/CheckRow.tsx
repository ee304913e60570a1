import { Badge, useStyles2 } from '@grafana/ui';
import React from 'react';
import type { TenantChecked } from '../../../shared/signIn.ts';
import { getTableStyles } from './tableStyles.ts';

/** What came of a check, below the tenant's row. */
export function CheckRow({ name, check }: { name: string; check: TenantChecked }) {
  const styles = useStyles2(getTableStyles);
  return (
    <tr className={styles.below}>
      <td colSpan={6}>
        <div role="status" aria-label={`Check of ${name}`} className={styles.check}>
          <Badge
            color={check.ok ? 'green' : 'red'}
            icon={check.ok ? 'check' : 'exclamation-triangle'}
            text={check.ok ? 'Reachable' : check.subscriptions === 0 ? 'No subscription' : 'Not reachable'}
          />
          <span>{check.sentence}</span>
        </div>
      </td>
    </tr>
  );
}
