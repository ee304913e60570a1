import { DataSourcePlugin } from '@grafana/data';
import { ConfigEditor } from './config/ConfigEditor.tsx';
import { AzureCspDataSource } from './datasource.ts';
import { QueryEditor } from './query/QueryEditor.tsx';
import { QueryHelp } from './query/QueryHelp.tsx';
import type { AzureCspJsonData, AzureCspQuery, AzureCspSecrets } from './types.ts';

/** What Grafana loads. */
export const plugin = new DataSourcePlugin<AzureCspDataSource, AzureCspQuery, AzureCspJsonData, AzureCspSecrets>(
  AzureCspDataSource,
)
  .setConfigEditor(ConfigEditor)
  .setQueryEditor(QueryEditor)
  .setQueryEditorHelp(QueryHelp);
