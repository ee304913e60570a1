import { css } from '@emotion/css';
import {
  createTheme,
  ThemeContext,
  type DataSourceInstanceSettings,
  type DataSourcePlugin,
  type GrafanaTheme2,
} from '@grafana/data';
import { GlobalStyles, PortalContainer, RadioButtonGroup, Tab, TabsBar, useStyles2 } from '@grafana/ui';
import React, { useMemo, useState, type ComponentType } from 'react';
import type { AzureCspDataSource } from '../../../src/frontend/datasource.ts';
import type { PublicDataSource } from '../dataSource.ts';
import { QueryTab } from './QueryTab.tsx';
import { SettingsTab } from './SettingsTab.tsx';
import { AnnotationsTab } from './AnnotationsTab.tsx';
import { keepInAddress, type PageState, type Tab as TabName } from './state.ts';
import { VariablesTab } from './VariablesTab.tsx';

declare const WORKBENCH_END: string;

export interface Editors {
  QueryEditor?: ComponentType<never>;
  ConfigEditor?: ComponentType<never>;
  QueryEditorHelp?: ComponentType<never>;
}

interface AppProps {
  plugin: DataSourcePlugin<never>;
  settings: DataSourceInstanceSettings;
  saved: PublicDataSource;
  first: PageState;
}

/** Theme, header and tabs around the plugin's own editors. */
export function App({ plugin, settings, saved: loaded, first }: AppProps) {
  const [mode, setMode] = useState(first.theme);
  const theme = useMemo(() => createTheme({ colors: { mode } }), [mode]);
  document.body.dataset['theme'] = mode;
  return (
    <ThemeContext.Provider value={theme}>
      <GlobalStyles />
      <Page
        plugin={plugin}
        settings={settings}
        saved={loaded}
        first={first}
        mode={mode}
        onMode={(next) => {
          keepInAddress({ theme: next });
          setMode(next);
        }}
      />
      <PortalContainer />
    </ThemeContext.Provider>
  );
}

type Mode = PageState['theme'];
const LABELS: Record<TabName, string> = {
  query: 'Estate',
  explore: 'Explore',
  variables: 'Variables',
  annotations: 'Annotations',
  settings: 'Settings',
};

function Page({
  plugin,
  settings,
  saved: loaded,
  first,
  mode,
  onMode,
}: AppProps & { mode: Mode; onMode(mode: Mode): void }) {
  const styles = useStyles2(getStyles);
  const [tab, setTab] = useState(first.tab);
  const [saved, setSaved] = useState(loaded);
  // A save makes a new data source, as in Grafana.
  const datasource = useMemo(
    () =>
      new (plugin.DataSourceClass as unknown as new (settings: DataSourceInstanceSettings) => AzureCspDataSource)({
        ...settings,
        jsonData: saved.jsonData,
      }),
    [plugin, settings, saved],
  );
  const { QueryEditor, ConfigEditor, QueryEditorHelp } = plugin.components as Editors;
  return (
    <>
      <header className={styles.header}>
        <img src="/plugin/img/logo.svg" alt="" width={32} height={32} />
        <div>
          <h1 className={styles.title}>Azure CSP</h1>
          <div className={styles.subtitle}>Workbench: the plugin’s own editors and answers, no Grafana at hand</div>
        </div>
        <div className={styles.switches}>
          <RadioButtonGroup
            size="sm"
            aria-label="Grafana"
            options={[
              { value: '13', label: 'Grafana 13' },
              { value: '10.4', label: 'Grafana 10.4' },
            ]}
            value={WORKBENCH_END}
            onChange={(end) => location.assign(`/${end}/${location.search}`)}
          />
          <RadioButtonGroup<Mode>
            size="sm"
            aria-label="Theme"
            options={[
              { value: 'dark', label: 'Dark' },
              { value: 'light', label: 'Light' },
            ]}
            value={mode}
            onChange={onMode}
          />
        </div>
      </header>
      <div className={styles.tabs}>
        <TabsBar>
          {(Object.entries(LABELS) as Array<[TabName, string]>).map(([name, label]) => (
            <Tab
              key={name}
              label={label}
              active={tab === name}
              onChangeTab={() => {
                keepInAddress({ tab: name });
                setTab(name);
              }}
            />
          ))}
        </TabsBar>
      </div>
      <main className={styles.main}>
        {tab === 'query' && QueryEditor && <QueryTab datasource={datasource} QueryEditor={QueryEditor} state={first} />}
        {tab === 'explore' && QueryEditor && (
          <QueryTab datasource={datasource} QueryEditor={QueryEditor} Help={QueryEditorHelp} state={first} />
        )}
        {tab === 'annotations' && <AnnotationsTab datasource={datasource} saved={first.annotation} />}
        {tab === 'variables' && <VariablesTab datasource={datasource} saved={first.variable} />}
        {tab === 'settings' && ConfigEditor && (
          <SettingsTab saved={saved} provisioned={first.provisioned} ConfigEditor={ConfigEditor} onSaved={setSaved} />
        )}
      </main>
    </>
  );
}

function getStyles(theme: GrafanaTheme2) {
  return {
    header: css({
      display: 'flex',
      flexWrap: 'wrap',
      alignItems: 'center',
      gap: theme.spacing(1.5),
      padding: theme.spacing(1.5, 3),
      background: theme.colors.background.primary,
      borderBottom: `1px solid ${theme.colors.border.weak}`,
    }),
    title: css({ margin: 0, fontSize: theme.typography.h4.fontSize, lineHeight: 1.2 }),
    subtitle: css({ color: theme.colors.text.secondary, fontSize: theme.typography.bodySmall.fontSize }),
    switches: css({ marginLeft: 'auto', display: 'flex', gap: theme.spacing(2) }),
    tabs: css({ padding: theme.spacing(0, 3), background: theme.colors.background.primary }),
    main: css({ padding: theme.spacing(2, 3), maxWidth: 1680, margin: '0 auto' }),
  };
}
