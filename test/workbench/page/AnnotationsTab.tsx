import type { AnnotationQuery } from '@grafana/data';
import React, { useEffect, useState, type ComponentType } from 'react';
import type { AzureCspDataSource } from '../../../src/frontend/datasource.ts';
import type { AzureCspQuery } from '../../../src/frontend/types.ts';
import { Panel } from './Panel.tsx';
import { Result } from './Result.tsx';
import { useGiven } from './useGiven.ts';
import { useQuery } from './useQuery.ts';

type Annotation = AnnotationQuery<AzureCspQuery>;

/** The annotation editor, and the rows that Grafana would make marks of. */
export function AnnotationsTab({ datasource, saved }: { datasource: AzureCspDataSource; saved: unknown }) {
  const support = datasource.annotations;
  const Editor = support?.QueryEditor as ComponentType<Record<string, unknown>> | undefined;
  const [query, setQuery] = useState<AzureCspQuery>(
    () => ({ refId: 'Anno', ...support?.getDefaultQuery?.(), ...(saved as object | undefined) }) as AzureCspQuery,
  );
  useGiven('annotation', setQuery);
  const [data, run] = useQuery(datasource);
  useEffect(() => run(query), [run, query]);
  const annotation = support?.prepareAnnotation?.({
    name: 'Marks',
    enable: true,
    iconColor: 'red',
    target: query,
  } satisfies Annotation);
  return (
    <>
      <Panel title="Annotation">
        {Editor && (
          <Editor
            datasource={datasource}
            query={query}
            data={data}
            annotation={annotation}
            onAnnotationChange={() => undefined}
            onChange={setQuery}
            onRunQuery={() => undefined}
          />
        )}
        <pre hidden data-testid="saved-annotation">
          {JSON.stringify(annotation)}
        </pre>
      </Panel>
      <Panel title="Rows to mark">
        <Result data={data} />
      </Panel>
    </>
  );
}
