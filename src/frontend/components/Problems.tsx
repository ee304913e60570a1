import { Alert } from '@grafana/ui';
import React from 'react';

/** What of a saved query can't be used; nothing where all of it can. */
export function Problems({ title, problems }: { title: string; problems: readonly string[] }) {
  if (problems.length === 0) {
    return null;
  }
  return (
    <Alert severity="warning" title={title}>
      <ul style={{ margin: 0, paddingLeft: 16 }}>
        {problems.map((problem) => (
          <li key={problem}>{problem}</li>
        ))}
      </ul>
    </Alert>
  );
}
