import type { AnnotationQuery, AnnotationSupport } from '@grafana/data';
import type { AzureCspQuery } from './types.ts';
import { AnnotationEditor } from './query/AnnotationEditor.tsx';
import { DEFAULT_ANNOTATION, mappingsOf } from './query/annotationKinds.ts';
import { without } from './without.ts';

type Annotation = AnnotationQuery<AzureCspQuery>;

/** Annotations: Grafana runs the query and takes time, end, title, text and tags from columns of these names, or from those mapped here. */
export const annotationSupport: AnnotationSupport<AzureCspQuery> = {
  QueryEditor: AnnotationEditor,
  getDefaultQuery: () => DEFAULT_ANNOTATION,
  // Grafana waits for the end of the answer, and a live query has none.
  prepareQuery: ({ target }: Annotation) => target && without(target, 'live'),
  prepareAnnotation: (saved: Annotation): Annotation => {
    const mappings = mappingsOf(saved.target?.queryType);
    // What the author mapped by hand stays.
    return mappings ? { ...saved, mappings: { ...mappings, ...saved.mappings } } : saved;
  },
};
