import { Button, Icon, Spinner } from '@grafana/ui';
import React from 'react';
import type { Row } from './tree.ts';

/** What stands in a line that is no node. */
export function TreeNote({ row, onMore }: { row: Exclude<Row, { type: 'node' }>; onMore(): void }) {
  switch (row.type) {
    case 'loading':
      return (
        <>
          <Spinner inline /> Loading…
        </>
      );
    case 'empty':
      return <>Nothing here</>;
    case 'failed':
      return (
        <>
          <Icon name="exclamation-triangle" /> {row.error}
          <Button size="sm" variant="secondary" fill="text" type="button" tabIndex={-1} onClick={onMore}>
            Try again
          </Button>
        </>
      );
    case 'more':
      return (
        <Button size="sm" variant="secondary" fill="text" type="button" tabIndex={-1} onClick={onMore}>
          {`Load more (${row.left.toLocaleString('en')} left)`}
        </Button>
      );
  }
}
