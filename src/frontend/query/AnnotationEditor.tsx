import type { AnnotationQuery, QueryEditorProps } from '@grafana/data';
import { RadioButtonGroup } from '@grafana/ui';
import React from 'react';
import { EditorField, EditorRow } from '../components/EditorRow.tsx';
import type { ResourceSource } from '../resourceSource.ts';
import type { AzureCspJsonData, AzureCspQuery } from '../types.ts';
import { ANNOTATION_KINDS, DEFAULT_ANNOTATION, kindOf, setKind, type AnnotationKind } from './annotationKinds.ts';
import { QueryEditor } from './QueryEditor.tsx';

interface Props extends QueryEditorProps<ResourceSource, AzureCspQuery, AzureCspJsonData> {
  annotation?: AnnotationQuery<AzureCspQuery>;
  onAnnotationChange?(annotation: AnnotationQuery<AzureCspQuery>): void;
}

/** What a dashboard marks in its graphs: four kinds to choose from, and below them the query that each is. */
export function AnnotationEditor({ annotation: _annotation, onAnnotationChange: _onChange, ...props }: Props) {
  const query = (props.query?.queryType ? props.query : { ...props.query, ...DEFAULT_ANNOTATION }) as AzureCspQuery;
  const kind = kindOf(query);
  return (
    <div data-testid="azure-csp-annotation-editor">
      <EditorRow>
        <EditorField
          label="Mark"
          help={
            ANNOTATION_KINDS.find(({ value }) => value === kind)?.description ??
            'Any query whose rows have a time can be marked; map its columns below'
          }
        >
          <RadioButtonGroup<AnnotationKind>
            aria-label="Mark"
            options={[...ANNOTATION_KINDS]}
            value={kind}
            onChange={(chosen) => {
              props.onChange(setKind(query, chosen));
              props.onRunQuery();
            }}
          />
        </EditorField>
      </EditorRow>
      <QueryEditor {...props} query={query} />
    </div>
  );
}
